import { wordFormsOf } from '#schemas/word-forms.ts'

/**
 * Words that turn a meaning round, or say that nobody knows, in the languages that new flows speak. Texts of all of them are looked
 * through for all of them: in doubt it is better to ask again.
 */
const spaced = [
  // English
  ...`no not nope nah never none nothing nobody neither nor without hardly barely cannot except don't doesn't didn't isn't aren't wasn't weren't
    won't wouldn't can't couldn't shouldn't haven't hasn't hadn't ain't needn't mustn't dont doesnt didnt isnt arent wasnt werent wouldnt
    cant couldnt shouldnt havent hasnt hadnt aint dunno unsure`.split(/\s+/),
  ...[
    'no one',
    'no idea',
    'no clue',
    'no good',
    'no preference',
    'no problem',
    'no worries',
    'no matter',
    'rather than',
    'anything but',
    'far from',
  ],
  // Arabic
  ...'لا لأ كلا ليس ليست لست لسنا لم لن ما مش مو مب موب مهو غير بدون بلا دون ولا فلا مافي مافيه ماني'.split(' '),
  ...['لا اعرف', 'لا أعرف', 'لا أدري', 'لا ادري'],
  // Vietnamese
  ...'không khong ko hok hông hổng chưa chua chẳng chang chả đừng chớ'.split(' '),
  ...['không biết', 'không chắc', 'chưa biết', 'khong biet', 'khong chac', 'chua biet'],
  // Indonesian and Malay
  ...'tidak tak gak nggak ngga enggak bukan belum jangan tanpa kurang tiada takde'.split(' '),
  ...['tidak tahu', 'tidak yakin', 'tak tahu', 'nggak tahu', 'gak tau', 'tak pasti', 'kurang tahu'],
]

/** In Chinese one character denies, but in words such as 非常 (very) or 唔該 (please). */
const chinese =
  '(?<!差)不(?!過|过|錯|错|好意思|客氣|客气|如|只|僅|仅|但|論|论|管|妨|同)|[沒没冇勿莫否]|無(?!論|線|线)|无(?!论|线)|非(?!常|洲)|未(?!來|来)' +
  '|唔(?!該|该|好意思)|(?<![特分個个差區区類类性級级告離离])[別别](?!的|人|處|处|名|墅)'
/** อย่าง (kind, way) begins like อย่า (do not). */
const thai = 'ไม่|มิได้|มิใช่|อย่า(?!ง)|ห้าม|เปล่า|ไร้|ปราศจาก'
/** Egyptian closes the verb in: معجبنيش, مفيش. */
const egyptian = 'م\\p{L}{2,12}ش'

const word = [...new Set(spaced.map((text) => wordFormsOf(text).marked))].sort((a, b) => b.length - a.length)
const denials = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}])(?:${word.join('|')}|${egyptian})(?![\\p{L}\\p{M}\\p{N}])|${chinese}|${thai}`,
  'gu',
)

/** Where a text begins and ends to deny something; undefined when it denies nothing. */
export function denialsIn(text: string): { from: number; to: number } | undefined {
  let found: { from: number; to: number } | undefined
  for (const { index, 0: said } of text.matchAll(denials)) found = { from: found?.from ?? index, to: index + said.length }
  return found
}

/** Answers that are a no and nothing else. */
const plainNo = new Set([
  ...word,
  ...'不 不是 不用 不要 不了 不行 不可以 没有 沒有 冇 唔係 唔系 唔要 唔使 否 ไม่ ไม่ใช่ ไม่เอา ไม่ต้อง ไม่ครับ ไม่ค่ะ'.split(' '),
])

/** Whether words are a no and nothing else: among others they may deny something that is not the question. */
export const isDenial = (words: string): boolean => plainNo.has(words)

/** English tells “no” from “not”: with these one answers, and goes on. */
export const saysNoAlone = (words: string): boolean => /^(?:no|nope|nah)$/.test(words)
