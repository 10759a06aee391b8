import type { Language } from '#schemas/text.ts'
import { normalise, wordFormsOf } from '#schemas/word-forms.ts'

/** One to ten, as they are counted and as they stand in a row, in the languages that new flows speak. */
const tables: Record<Language, { cardinals: string; ordinals: string }> = {
  en: {
    cardinals: 'one two three four five six seven eight nine ten',
    ordinals: 'first second third fourth fifth sixth seventh eighth ninth tenth',
  },
  ar: {
    cardinals: 'واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة',
    ordinals: 'الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر',
  },
  th: {
    cardinals: 'หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ',
    ordinals: 'ที่หนึ่ง ที่สอง ที่สาม ที่สี่ ที่ห้า ที่หก ที่เจ็ด ที่แปด ที่เก้า ที่สิบ',
  },
  vi: {
    cardinals: 'một hai ba bốn năm sáu bảy tám chín mười',
    ordinals: 'thứ|nhất thứ|hai thứ|ba thứ|tư thứ|năm thứ|sáu thứ|bảy thứ|tám thứ|chín thứ|mười',
  },
  id: {
    cardinals: 'satu dua tiga empat lima enam tujuh delapan sembilan sepuluh',
    ordinals: 'pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh',
  },
  ms: {
    cardinals: 'satu dua tiga empat lima enam tujuh lapan sembilan sepuluh',
    ordinals: 'pertama kedua ketiga keempat kelima keenam ketujuh kelapan kesembilan kesepuluh',
  },
}
/** Other ways to say some of them. */
const others: Record<Language, Record<string, number>> = {
  ar: { اثنين: 2, اتنين: 2, تلاته: 3, اربعه: 4, الاولى: 1, الثانيه: 2, الثالثه: 3, الرابعه: 4, الخامسه: 5 },
  vi: { 'thứ nhì': 2, bẩy: 7 },
}

const byWord = new Map(
  Object.entries(tables).map(([language, { cardinals, ordinals }]) => {
    const words = new Map<string, number>()
    for (const list of [cardinals, ordinals])
      for (const [index, word] of list.split(' ').entries()) words.set(keyOf(word.replace('|', ' ')), index + 1)
    for (const [word, number] of Object.entries(others[language] ?? {})) words.set(keyOf(word), number)
    return [language, words]
  }),
)

/** Vietnamese is told apart by its marks, Arabic is written with and without. */
function keyOf(word: string): string {
  return /\p{Script=Arabic}/u.test(word) ? normalise(word) : wordFormsOf(word).marked
}

/** What may stand before a number that stands for a place in a list. */
const before =
  /^(?:no|nr|num|number|option|choice|answer|رقم|الرقم|خيار|الخيار|اختيار|số|mục|lựa chọn|chọn|cái|nomor|nombor|pilihan|pilih) (?=[\p{L}\p{N}]+$)|^(?:我?[選选][擇择]?|第)|^(?:ข้อที่|ข้อ|หมายเลข|ตัวเลือกที่|ตัวเลือก|อันที่|เลือก|เลข) ?/u
const after = / ?(?:個|个|項|项|号|號|番)$| (?:one|option|choice)$/u
const han = new Map(
  [...'一二三四五六七八九十']
    .map((digit, index) => [digit, index + 1] as const)
    .concat([
      ['两', 2],
      ['兩', 2],
    ]),
)

/** The number that a whole answer is: `2`, `no. 2`, `option two`, `second`, `第二`. Words count in the languages that are spoken here. */
export function numberIn(words: string, languages: readonly Language[]): number | undefined {
  if (words.length > 40) return undefined
  const row = words.replace(/^the /, '')
  const rest = (row.replace(before, '').trim() || row).replace(after, '')
  const digits = /^(\d{1,3})(?:st|nd|rd|th)?$/.exec(rest)?.[1]
  if (digits) return Number(digits)
  // “No one” and “the one” are nobody’s number.
  if (rest !== words && /^(?:no|the) one$/.test(words)) return undefined
  const spoken = han.get(rest)
  if (spoken) return spoken
  const key = keyOf(rest)
  for (const language of ['en', ...languages.map((tag) => tag.split('-')[0] as string)]) {
    const number = byWord.get(language)?.get(key)
    if (number !== undefined) return number
  }
  return undefined
}

/** The numbers in a label, and whether it begins with one: `10 00` is 10, `2 nights` is 2. */
export function numbersOf(label: string): { numbers: number[]; leads: boolean } {
  const found = label.match(/(?<![\p{L}\p{M}\d])\d+/gu) ?? []
  return { numbers: found.map(Number), leads: /^\d/.test(label) }
}
