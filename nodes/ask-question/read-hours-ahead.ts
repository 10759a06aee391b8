import { instantAt } from '#schemas/instant.ts'
import { localIso } from '../dates.ts'
import type { DateContext } from './date-context.ts'
import { anyOf, table } from './date-words.ts'
import { numberInWords } from './number-words.ts'

/** How many minutes a word counts. */
const units = table({
  'hour/hours/hr/hrs/小時/小时/個小時/个小时/鐘頭/個鐘頭/个钟头/钟头/個鐘/ชั่วโมง/ชม/tiếng/giờ/jam/ساعة/ساعات': 60,
  'minute/minutes/min/mins/分鐘/分钟/นาที/phút/menit/minit/دقيقة/دقائق': 1,
})
const unit = `(?<unit>${anyOf(units.keys())})`
const count = '(?<count>\\d{1,3}(?:[.,]5)?|[\\p{L}\\p{M}]+)'
const half = '(?<half> ?(?:and a half|setengah|ruoi|ครึ่ง|ونصف?) ?)?'
const patterns = [
  `(?:in|after|within|อีก|sau|بعد) ?${count}${half} ?${unit}(?<more> ?(?:and a half|setengah|ruoi|ครึ่ง|ونصف?))?`,
  `${count}${half} ?${unit}(?<more> ?(?:and a half|setengah|ruoi|ครึ่ง))? ?(?:from now|later|time|nua|lagi|kemudian|ข้างหน้า|之後|之后|以後|以后|後|后)`,
].map((source) => new RegExp(source, 'u'))

const pairs = table({
  'in half an hour/半小時後/半小时后/半個鐘後/半個小時後/半个小时后/nửa tiếng nữa/setengah jam lagi/อีกครึ่งชั่วโมง/بعد نص ساعة/بعد نصف ساعة': 30,
  'in an hour/in one hour/sejam lagi/satu jam lagi/อีกชั่วโมง/بعد ساعة': 60,
  'بعد ساعتين': 120,
})
const pairWords = new RegExp(anyOf(pairs.keys()), 'u')

/** “In 3 hours”, counted from now: the day and the time then, and the text without it; null when nothing is counted so. */
export function hoursAhead(
  said: string,
  { now, timeZone }: DateContext,
): { day: string; time: string; sure: boolean; rest: string } | null {
  if (now === undefined) return null
  const pair = pairWords.exec(said)
  const counted = pair ? null : patterns.map((pattern) => pattern.exec(said)).find((match) => match !== null)
  const found = pair ?? counted
  if (!found) return null
  const minutes = pair ? pairs.get(pair[0]) : minutesOf(counted?.groups ?? {})
  if (minutes === undefined || minutes <= 0) return null
  const [day = '', time = ''] = localIso(instantAt(Date.parse(now) + minutes * 60_000), timeZone).split('T')
  const rest = said.replace(found[0], ' ').trim()
  // “Sau 3 giờ” may be “after three o'clock”.
  return { day, time: time.slice(0, 5), sure: !/^sau \S+ gio/.test(found[0]), rest }
}

function minutesOf({ count: many = '', half: first, more, unit: of = '' }: Record<string, string>): number | undefined {
  const number = /^\d/.test(many) ? Number(many.replace(',', '.')) : /^(?:an?|se)$/.test(many) ? 1 : numberInWords(many)
  const each = units.get(of)
  return number === null || each === undefined ? undefined : (number + (first || more ? 0.5 : 0)) * each
}
