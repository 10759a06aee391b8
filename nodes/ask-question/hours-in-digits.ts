import { anyOf, table } from './date-words.ts'

const counted = (languages: string[]): Map<string, number> =>
  table(
    Object.fromEntries(languages.flatMap((row) => row.split(' ').map((word, index) => [word.replaceAll('_', ' '), index + 1]))),
  )

const english = counted(['one two three four five six seven eight nine ten eleven twelve'])
const vietnamese = counted(['một hai ba bốn năm sáu bảy tám chín mười mười_một mười_hai'])
const indonesian = counted([
  'satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua_belas',
  'satu dua tiga empat lima enam tujuh lapan sembilan sepuluh sebelas dua_belas',
])
const thai = counted(['หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ สิบเอ็ด สิบสอง'])
const arabic = counted([
  'واحدة اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة حداشر اتناشر',
  'وحدة اتنين تلاتة اربع خمس ست سبع تمانية تسع عشر احداشر اثناعشر',
  'الواحدة الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة الحادية_عشرة الثانية_عشرة',
])

type Rewrite = (said: string) => string

/** A number word as digits where the words beside it say that it is an hour. */
const inDigits = (words: Map<string, number>, pattern: (name: string) => string): Rewrite => {
  const written = new RegExp(pattern(`(?:${anyOf(words.keys())})`), 'gu')
  return (said) => said.replace(written, (word) => String(words.get(word) ?? word))
}

/** Minutes that are said from the hour before or after it. */
const from = (pattern: RegExp, minutes: number): Rewrite => {
  return (said) =>
    said.replace(pattern, (found, hour: string) => {
      const at = Number(hour) * 60 + minutes
      if (Number(hour) > 24 || at < 0) return found
      // One o'clock less a quarter is 12:45 on the same half of the day.
      const shown = at < 60 && Number(hour) === 1 ? at + 720 : at
      return `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, '0')}`
    })
}
const lessThan: Rewrite = (said) =>
  said.replace(/(\d{1,2}) ?(?:gio|h|jam)? ?(?:kem|kurang) ?(\d{1,2})(?: ?(?:phut|menit))?(?!\d)/gu, (found, hour, minutes) => {
    const at = (Number(hour) || 24) * 60 - Number(minutes)
    return Number(hour) > 24 || Number(minutes) > 59 ? found : `${Math.floor(at / 60)}:${String(at % 60).padStart(2, '0')}`
  })

const rewrites: Rewrite[] = [
  inDigits(
    english,
    (word) =>
      `(?:(?<=(?:half past|quarter past|quarter to) )${word})|(?:(?<=(?:at|@) )${word}(?=$|[ ,.]*(?:on|tomorrow|today|am|pm|o'?clock|in the)(?!\\p{L})|[,.]))|${word}(?= ?(?:am|pm|a\\.m|p\\.m|o'?clock)(?!\\p{L}))`,
  ),
  inDigits(vietnamese, (word) => `${word}(?= ?gio)`),
  inDigits(indonesian, (word) => `(?<=(?:jam|pukul) (?:setengah )?)${word}`),
  inDigits(thai, (word) => `(?:(?<=บ่าย ?|ตี ?|เวลา ?)${word})|${word}(?= ?(?:โมง|ทุ่ม|นาฬิกา))`),
  inDigits(arabic, (word) => `(?<=الساعه )${word}`),
  (said) =>
    said
      .replace(/บ่ายโมง/g, 'บ่าย 1 โมง')
      .replace(/(?<!\d ?)ทุ่ม/g, '1 ทุ่ม')
      .replace(/(\d{1,2}) ?นาฬิกา/g, '$1:00 น.'),
  (said) => said.replace(/(?<=[點点])一刻/g, '15分').replace(/(?<=[點点])三刻/g, '45分'),
  from(/half past (\d{1,2})(?![\d:])/g, 30),
  from(/quarter past (\d{1,2})(?![\d:])/g, 15),
  from(/quarter to (\d{1,2})(?![\d:])/g, -15),
  from(/setengah (\d{1,2})(?![\d:])/g, -30),
  from(/(?<=الساعه )(\d{1,2}) ونصف?(?!\p{L})/gu, 30),
  from(/(?<=الساعه )(\d{1,2}) وربع(?!\p{L})/gu, 15),
  from(/(?<=الساعه )(\d{1,2}) (?:و ?ثلث|و ?تلت)(?!\p{L})/gu, 20),
  from(/(?<=الساعه )(\d{1,2}) الا ربع(?!\p{L})/gu, -15),
  lessThan,
]

/** A bare text with its hours in digits: “half past three”, บ่ายสามโมง, “jam setengah tiga”, ba giờ kém 15. */
export const hoursInDigits = (said: string): string => rewrites.reduce((text, rewrite) => rewrite(text), said)
