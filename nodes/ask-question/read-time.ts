import { anyOf, table } from './date-words.ts'
import { hoursInDigits } from './hours-in-digits.ts'

export interface TimeRead {
  /** `HH:MM`. */
  time: string
  /** False where morning and afternoon are both likely (“at 3”), or where it is one of two. */
  sure: boolean
  /** The text without the time. */
  rest: string
}

/** Noon is 12 to 18 hours away from what the hand shows; before noon it is not. */
const before = 'am/a.m./a.m/上午/早上/凌晨/朝早/朝/ص/صباحا/الصبح/الفجر/sáng/pagi/เช้า/โมงเช้า'
const after =
  'pm/p.m./p.m/下午/晚上/夜晚/晏晝/晏昼/傍晚/今晚/聽晚/听晚/明晚/م/مساء/بالليل/العصر/المغرب/الظهر/ليلا/chiều/tối/trưa/đêm/siang/sore/malam/petang/เย็น/โมงเย็น/บ่าย'
const halves = table({ [before]: 0, [after]: 12 })
const half = `(?:${anyOf(halves.keys())})`
/** In the morning or the afternoon, before or after the hour: a name for each place it may stand in. */
const [first, last] = [`(?:(?<first>${half}) ?)?`, `(?: ?(?:in the )?(?<last>${half}|morning|afternoon|evening))?`]

const patterns = [
  // 15:00, 3:30 pm, 下午3:30, 15:00 น., الساعة 3:30 م
  `${first}(?:الساعه |at |jam |pukul |luc )?(?<![\\d:.])(?<hour>\\d{1,2})[:：](?<minute>[0-5]\\d)(?::[0-5]\\d)?(?!\\d)${last}(?: ?(?:น\\.?|(?:hrs?|hours|h|uhr|wib|wita|wit)(?!\\p{L})))?`,
  // 15.30 and 3.30 only where something says that it is a time
  `(?:jam|pukul|الساعه|เวลา) ?(?<hour>\\d{1,2})(?:[.:](?<minute>[0-5]\\d))?(?!\\d)${last}(?: ?น\\.?)?`,
  `(?<![\\d.])(?<hour>\\d{1,2})\\.(?<minute>[0-5]\\d) ?(?:น\\.?|(?<last>am|pm|a\\.m\\.?|p\\.m\\.?|wib|wita|wit))(?![\\p{L}])`,
  // 3pm, ص 9
  `(?<![\\d./:-])(?<hour>\\d{1,2}) ?(?<last>am|pm|a\\.m\\.?|p\\.m\\.?|ص|م)(?![\\p{L}])`,
  // 下午3點半, 15時, 3点15分
  `${first}(?<hour>\\d{1,2}) ?[點点時时鐘](?:鐘|钟|正|整)?(?: ?(?<halfPast>半)|(?<minute>[0-5]?\\d)分?(?!\\d))?`,
  // 15h30, 3 giờ chiều, 3 giờ rưỡi
  `(?:luc )?(?<![\\d.])(?<hour>\\d{1,2}) ?(?:h|gio)(?![a-z])(?: ?(?<minute>[0-5]\\d)(?!\\d)(?: ?phut)?| ?(?<halfPast>ruoi))?${last}`,
  `(?:luc )?(?<![\\d.])(?<hour>\\d{1,2})h(?<minute>[0-5]\\d)(?!\\d)${last}`,
  // บ่าย 3 โมง, 4 โมงเย็น, 10 โมงเช้า
  `(?<first>บ่าย) ?(?<hour>\\d{1,2})(?: ?โมง)?(?: ?(?<halfPast>ครึ่ง))?`,
  `(?<hour>\\d{1,2}) ?โมง(?<halfPast>ครึ่ง)?(?: ?(?<last>เช้า|เย็น))?(?: ?ครึ่ง)?`,
  // at 3, @ 3, 3 o'clock
  `(?<=^| )(?:at|@) ?(?<hour>\\d{1,2})(?![\\d/.:-]|st|nd|rd|th)${last}`,
  `(?<hour>\\d{1,2}) ?o'?clock${last}`,
].map((source) => new RegExp(source, 'u'))

const named: [RegExp, string][] = [
  [/(?:at )?(?<!\p{L})(?:12 )?(?:noon|midday)(?!\p{L})|中午(?:12[點点])?|正午|เที่ยง(?!คืน)(?:วัน)?/u, '12:00'],
  [/(?:at )?(?<!\p{L})midnight(?!\p{L})|เที่ยงคืน/u, '00:00'],
]

/** The time of day in a bare text, the first of several; null when there is none. */
export function readTime(text: string): TimeRead | null {
  const said = hoursInDigits(text)
  const first = oneTime(said)
  return first && { ...first, sure: first.sure && oneTime(first.rest) === null }
}

/** Whether what is left of a text still speaks of an hour: 25:00, “3-5pm”, “ten past”. Such a time is asked for, never dropped. */
export const saysTime = (rest: string): boolean => hour.test(rest)
const hour =
  /\d{1,2}[:：]\d{2}|\d ?(?:am|pm|a\.m|p\.m|h)(?!\p{L})|o'?clock|(?:half|quarter|ten|twenty|five|\d) past|quarter to|\d ?(?:[點点]|[時时](?![候間间]))|โมง|ทุ่ม|นาฬิกา|ชั่วโมง|นาที|(?<!\p{L})(?:jam|pukul|gio|tieng|hours?|hrs?|minutes?|mins?|menit|phut|الساعه|ساعه|ساعات|ساعتين|دقيقه|دقايق)(?!\p{L})|小時|小时|鐘頭|钟头|分鐘|分钟/u

function oneTime(said: string): TimeRead | null {
  const thai = /(?<hour>\d{1,2}) ?ทุ่ม(?<halfPast>ครึ่ง)?/.exec(said) ?? /ตี ?(?<hour>\d{1,2})(?<halfPast>ครึ่ง)?/.exec(said)
  if (thai) {
    const hour = Number(thai.groups?.hour) + (thai[0].includes('ทุ่ม') ? 18 : 0)
    if (hour < 24) return { time: clock(hour, thai.groups?.halfPast ? 30 : 0), sure: true, rest: without(said, thai) }
  }
  for (const pattern of patterns) {
    const found = pattern.exec(said)
    const read = found && timeOf(found)
    if (read) return { ...read, rest: without(said, found) }
  }
  for (const [word, time] of named) {
    const found = word.exec(said)
    if (found) return { time, sure: true, rest: without(said, found) }
  }
  return null
}

function timeOf({ groups = {} }: RegExpExecArray): { time: string; sure: boolean } | null {
  const [hour, minute] = [Number(groups.hour), groups.halfPast ? 30 : Number(groups.minute ?? 0)]
  if (hour > 24 || (hour === 24 && minute > 0)) return null
  const word = groups.last ?? groups.first
  const added =
    word === undefined
      ? undefined
      : (halves.get(word) ?? (word === 'morning' ? 0 : /^(afternoon|evening)$/.test(word) ? 12 : undefined))
  if (added !== undefined && hour <= 12) return { time: clock((hour % 12) + added, minute), sure: true }
  // “at 3” is the afternoon in a shop; “08:00” and “15:00” say themselves which.
  const doubtful = added === undefined && hour >= 1 && hour <= 7 && !groups.hour?.startsWith('0')
  return { time: clock(doubtful ? hour + 12 : hour % 24, minute), sure: !doubtful }
}

const clock = (hour: number, minute: number): string => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
const without = (said: string, { index, 0: found }: RegExpExecArray): string =>
  `${said.slice(0, index)} ${said.slice(index + found.length)}`.replace(/ +/g, ' ').replace(/^[ ,，]+|(?<![ ,，@])[ ,，@]+$/g, '')
