import { cleaned } from '../clean.ts'

/** What a word adds (three) or multiplies by (hundred). */
type Part = { adds: number } | { times: number }

const adds = (words: string, first: number, step = 1): [string, Part][] =>
  words.split(' ').flatMap((each, index) => each.split('/').map((word): [string, Part] => [word, { adds: first + index * step }]))
const times = (words: Record<string, number>): [string, Part][] =>
  Object.entries(words).flatMap(([each, factor]) => each.split('/').map((word): [string, Part] => [word, { times: factor }]))

/** The simple number words of the languages that starter words speak, and of Indonesian. */
const spaced = new Map<string, Part>(
  [
    ...adds('zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen', 0),
    ...adds('seventeen eighteen nineteen', 17),
    ...adds('twenty thirty forty/fourty fifty sixty seventy eighty ninety', 20, 10),
    ...times({ 'dozen/lusin/tá/دستة': 12, hundred: 100, thousand: 1000, million: 1_000_000 }),
    ...adds('một/mốt hai ba bốn/tư năm/lăm sáu bảy/bẩy tám chín', 1),
    ...times({ 'mười/mươi': 10, trăm: 100, 'nghìn/ngàn': 1000, triệu: 1_000_000 }),
    ...adds('nol/kosong satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas', 0),
    ...times({ puluh: 10, 'ratus/seratus': 100, 'ribu/seribu': 1000, juta: 1_000_000 }),
    ...adds(
      'صفر واحد/واحدة/وحدة اثنان/اثنين/اتنين/إثنين ثلاثة/ثلاث/تلاتة/تلات أربعة/أربع/اربعة/اربع خمسة/خمس ستة/ست سبعة/سبع',
      0,
    ),
    ...adds('ثمانية/ثماني/تمانية/تمنية تسعة/تسع عشرة/عشر', 8),
    ...adds('عشرين/عشرون ثلاثين/تلاتين أربعين/اربعين خمسين ستين سبعين ثمانين/تمانين تسعين', 20, 10),
    ...times({ 'مئة/مائة/مية': 100, 'ألف/الف': 1000, مليون: 1_000_000 }),
  ].map(([word, part]): [string, Part] => [cleaned(word), part]),
)

/** Words that mean something else more often: they count only where the answer begins with them. */
const doubtful = new Set(['one', 'ba', 'năm', 'tư', 'hai', 'kosong', 'واحد', 'واحدة', 'ست'].map((word) => cleaned(word)))

const han = new Map<string, Part>([
  ...adds('零/〇 一/壹 二/兩/两/貳/贰 三/叁 四/肆 五/伍 六/陸/陆 七/柒 八/捌 九/玖', 0),
  ...times({ '十/拾': 10, '百/佰': 100, '千/仟': 1000, '万/萬': 10_000 }),
])
const thai = new Map<string, Part>(
  [
    ...adds('ศูนย์ หนึ่ง/เอ็ด สอง/ยี่ สาม สี่ ห้า หก เจ็ด แปด เก้า', 0),
    ...times({ สิบ: 10, ร้อย: 100, พัน: 1000, หมื่น: 10_000, แสน: 100_000, ล้าน: 1_000_000 }),
  ].map(([word, part]): [string, Part] => [cleaned(word), part]),
)

const hanAnswer =
  /^(?:我們|我们|我哋|我|一共|總共|总共|共|要|想要|大概|大約|大约|約|约|有|係|是|就){0,3}([零〇一二兩两三四五六七八九十廿卅百千万萬壹貳贰叁肆伍陸陆柒捌玖拾佰仟]{1,12})(?:[個个位人件本張张次份隻只日天年歲岁號号盒包瓶元塊块蚊名晚間间支條条對对碗杯]{1,2}(?:大人|小孩|人)?)?(?:[啊呀吧呢喇啦謝谢]{0,3})[。.!！]?$/u
const thaiAnswer = new RegExp(
  `^(?:เรา|มี|จำนวน|ประมาณ|ขอ|เอา)? ?((?:${[...thai.keys()].join('|')}){1,12}) ?(?:คน|ท่าน|ชิ้น|อัน|คืน|วัน|ใบ|กล่อง|ตัว|ที่|บาท|ห้อง|แก้ว|จาน|ขวด|ชุด)? ?(?:ครับ|ค่ะ|คะ|จ้า|นะคะ|นะครับ)?[.!]?$`.normalize(
    'NFKC',
  ),
  'u',
)
const thaiCounted = new RegExp(
  `(?:${[...thai.keys()].join('|')}) ?(?:คน|ท่าน|ชิ้น|อัน|คืน|วัน|ใบ|กล่อง|ตัว|ห้อง|แก้ว|จาน|ขวด|ชุด)|หรือ ?(?:${[...thai.keys()].join('|')})`.normalize(
    'NFKC',
  ),
  'u',
)
const thaiWords = new RegExp([...thai.keys()].join('|'), 'gu')

/** The number that a cleaned answer says in words (“three people”, 三個人, สิบสองคน, dua puluh lima); null for none or more than one. */
export function numberInWords(text: string): number | null {
  const inHan = hanAnswer.exec(text)?.[1]
  if (inHan) return hanAmount(inHan)
  const inThai = thaiAnswer.exec(text)?.[1]
  if (inThai) return sumOf((inThai.match(thaiWords) ?? []).flatMap((word) => thai.get(word) ?? []))
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []
  return words.length > 8 ? null : inSpacedWords(words)
}

/** 廿五 is 25. What is left out after a hundred or more is its tenth: 一百五 is 150, 三萬五 is 35,000. */
function hanAmount(written: string): number | null {
  const plain = written.replaceAll('廿', '二十').replaceAll('卅', '三十')
  if (inDigits(plain)) return Number([...plain].map((letter) => digitOf(han.get(letter))).join(''))
  const parts = [...plain.replace(/(?<=.)[零〇]/gu, '')].flatMap((letter) => han.get(letter) ?? [])
  const [unit, last] = parts.slice(-2)
  const short = !/[零〇]/u.test(plain) && unit && last && 'times' in unit && unit.times >= 100 && 'adds' in last
  return sumOf(short ? [...parts, { times: unit.times / 10 }] : parts)
}

/** Whether a text holds a number in words; what stands beside a number in digits is then not one answer. */
export function saysNumber(text: string): boolean {
  if (hanCounted.test(text) || thaiCounted.test(text)) return true
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? []
  return words.some((word, at) => {
    const part = spaced.get(word)
    if (!part || !('adds' in part)) return false
    if (word === 'one') return !notOne.has(words[at - 1] ?? '')
    return !doubtful.has(word) || (at > 0 && joinsTwo.has(words[at - 1] as string))
  })
}
const notOne = new Set(['no', 'this', 'that', 'which', 'any', 'every', 'the', 'each', 'only', 'just', 'as'])
const joinsTwo = new Set(['or', 'and', 'và', 'hoặc', 'atau', 'dan', 'أو', 'او'].map((word) => cleaned(word)))
const hanCounted =
  /[一二兩两三四五六七八九十](?:個|个|位|名|人|件|間|间|張|张|份|隻|只|晚|天|日|歲|岁)|[或至到][一二兩两三四五六七八九十]/u

function inSpacedWords(words: string[]): number | null {
  const isPart = words.map((word) => partOf(word) !== undefined)
  const from = isPart.indexOf(true)
  if (from < 0 || (from > 0 && doubtful.has(words[from] as string))) return null
  let to = from
  while (to < words.length && (isPart[to] || (joins.has(words[to] as string) && isPart[to + 1]))) to++
  if (isPart.includes(true, to)) return null
  const parts = words.slice(from, to).flatMap((word) => partOf(word) ?? [])
  return sumOf(parts)
}

const joins = new Set(['and', 'và', 'dan', 'و', 'linh', 'lẻ'])

/** “lima belas” is 15; Arabic writes its “and” onto the word. */
function partOf(word: string): Part | undefined {
  if (word === 'belas') return { adds: 10 }
  return spaced.get(word) ?? (word.startsWith('و') ? spaced.get(word.slice(1)) : undefined)
}

/** What Chinese numerals come to: 二十四, 廿四, 二〇二六. */
export function hanNumber(written: string): number | null {
  const plain = written.replaceAll('廿', '二十').replaceAll('卅', '三十')
  const parts = [...plain].flatMap((letter) => han.get(letter) ?? [])
  return plain.length > 1 && !/[十百千万萬拾佰仟]/u.test(plain) ? Number(parts.map(digitOf).join('')) : sumOf(parts)
}

/** 二〇二六 is written digit by digit; 三四 is “three or four”, and no sum either. */
const inDigits = (text: string): boolean => text.length > 2 && !/[十百千万萬拾佰仟]/u.test(text)
const digitOf = (part: Part | undefined): number => (part && 'adds' in part ? part.adds : 0)

/** What the parts come to: hundreds take the unit before them; thousands and more take the hundreds, a greater one all of it. */
function sumOf(parts: Part[]): number | null {
  let [total, group, unit, greatest] = [0, 0, 0, 0]
  let last: Part | undefined
  for (const part of parts) {
    if ('adds' in part) {
      if (last && 'adds' in last && !goesOn(last.adds, part.adds)) return null
      unit += part.adds
    } else if (part.times < 1000) {
      group += (unit || 1) * part.times
      unit = 0
    } else {
      const below = greatest > 0 && part.times < greatest ? 0 : total
      total = total - below + (below + group + unit || 1) * part.times
      greatest = part.times
      group = unit = 0
    }
    last = part
  }
  return parts.length === 0 ? null : total + group + unit
}

/** “twenty three”, “lima belas” and “three and twenty” are numbers; “two three” is none. */
const goesOn = (before: number, after: number): boolean =>
  (before >= 20 && after < 10) || (before < 10 && (after >= 20 || after === 10))
