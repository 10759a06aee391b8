import { addDays } from '../dates.ts'
import type { DateContext, Found } from './date-context.ts'
import { anyOf, daysAhead, table } from './date-words.ts'
import { numberInWords } from './number-words.ts'

const dayWords = new RegExp(anyOf(daysAhead.keys()), 'u')

/** How many days a word counts: “in 2 weeks”. */
const units = table({
  'day/days/天/日/วัน/ngày/hari/يوم/ايام/أيام': 1,
  'week/weeks/週/周/星期/個星期/个星期/禮拜/礼拜/個禮拜/个礼拜/สัปดาห์/อาทิตย์/tuần/minggu/اسبوع/أسبوع/اسابيع/أسابيع': 7,
})
const unit = `(?<unit>${anyOf(units.keys())})`
const count = '(?<count>\\d{1,3}|[\\p{L}\\p{M}]+)'
const compiled = (sources: string[]): RegExp[] => sources.map((source) => new RegExp(source, 'u'))
const ahead = compiled([
  `(?:in|after|بعد|อีก|sau) ?${count} ?${unit}`,
  `${count} ?${unit} ?(?:from now|from today|later|time|nua|lagi|kemudian|หน้า|之後|之后|後|后)`,
])
const ago = compiled([
  `(?:قبل|من) ?${count} ?${unit}`,
  `${count} ?${unit} ?(?:ago|truoc|yang lalu|lalu|lepas|ก่อน|ที่แล้ว|ที่ผ่านมา|之前|以前|前)`,
])

/** “In a week”, and the two of Arabic, which need no number. */
const pairs = table({
  'بعد يومين': 2,
  'بعد اسبوع/بعد أسبوع': 7,
  'بعد اسبوعين/بعد أسبوعين': 14,
  'in a week/a week from now/a week from today': 7,
  'seminggu lagi': 7,
  'อีกอาทิตย์/อีกสัปดาห์': 7,
  'a day ago': -1,
  'من يومين/قبل يومين': -2,
  'a week ago/seminggu lalu/seminggu yang lalu/من اسبوع/قبل اسبوع': -7,
  'من اسبوعين/قبل اسبوعين': -14,
})
const pairWords = new RegExp(anyOf(pairs.keys()), 'u')

/** A weekday that an answer names. */
export interface Weekday {
  /** 0 is Sunday. */
  of: number
  /** False where another one is named too, or the word may mean a week. */
  sure: boolean
}

/** The day that is counted from today: a word for it, so many days or weeks ahead or ago, or a weekday. */
export function relativeDays(said: string, { today, language, past }: DateContext, weekday: Weekday | null): Found | null {
  const fits = (day: string): boolean => weekday === null || new Date(day).getUTCDay() === weekday.of
  const pair = pairs.get(pairWords.exec(said)?.[0] ?? '')
  const days = pair ?? counted(said, ago, -1) ?? counted(said, ahead, 1)
  if (days !== null) {
    const day = addDays(today, days)
    return { day, sure: !weekday || !isWeekdayApart(said) || fits(day) }
  }
  const word = daysAhead.get(dayWords.exec(said)?.[0] ?? '')
  // “Jumat kemarin” is the friday that was.
  if (word !== undefined && !(weekday?.sure && last.test(said) && !fits(addDays(today, word)))) {
    const others = said.match(new RegExp(dayWords, 'gu')) ?? []
    const day = addDays(today, word)
    return { day, sure: fits(day) && new Set(others.map((each) => daysAhead.get(each))).size === 1 }
  }
  if (/^(?:sang |trua |chieu |toi )?mai(?: (?:a|nhe|nha))?$/.test(said) && /^vi\b/.test(language))
    return { day: addDays(today, 1), sure: true }
  if (weekday === null) return null
  const weeksFrom = /(?<!\p{L})(?<count>\d{1,2}|\p{L}+) weeks? (?:from|after) /u.exec(said)?.groups?.count
  if (weeksFrom !== undefined) {
    const { day } = nextWeekday(said.slice(said.indexOf('week')), weekday.of, today)
    const weeks = weeksFrom === 'a' ? 1 : Number.isNaN(Number(weeksFrom)) ? numberInWords(weeksFrom) : Number(weeksFrom)
    return weeks === null ? null : { day: addDays(day, 7 * weeks), sure: weekday.sure }
  }
  const { day, sure } = lastWeekday(said, weekday.of, today, past) ?? nextWeekday(said, weekday.of, today)
  // “A week on friday” and “friday fortnight” are later fridays.
  const later = /(?<!\p{L})(?:weeks?|fortnight)(?!\p{L})/u.test(said) && !/(?:next|this|last) week/.test(said)
  return { day, sure: sure && weekday.sure && !later }
}

/** “2 minggu lagi” counts in weeks by a word that is a weekday as well. */
const isWeekdayApart = (said: string): boolean => !/minggu|อาทิตย์/.test(said)

function counted(said: string, patterns: RegExp[], direction: 1 | -1): number | null {
  for (const pattern of patterns) {
    const { count: many = '', unit: of = '' } = pattern.exec(said)?.groups ?? {}
    const number = /^\d/.test(many) ? Number(many) : many === 'a' || many === 'se' ? 1 : numberInWords(many)
    const days = units.get(of)
    if (number !== null && days !== undefined && number > 0) return direction * number * days
  }
  return null
}

const thaiWeek = '(?:สัปดาห์|(?<!วัน)อาทิตย์)'
const nextWeek = new RegExp(
  `下下?(?:個|个)?(?=星期|週|周|禮拜|礼拜|拜)|tuan (?:sau|toi)|${thaiWeek}หน้า|minggu (?:depan|hadapan)|next week`,
  'u',
)
const next = /(?<!\p{L})next(?!\p{L})|หน้า|depan/u
const lastWeek = new RegExp(
  `上上?(?:個|个)?(?=星期|週|周|禮拜|礼拜|拜)|(?:last|previous) week|tuan (?:truoc|roi|vua roi|vua qua|qua)|minggu (?:yang )?(?:lalu|kemarin|lepas)` +
    `|${thaiWeek}(?:ที่แล้ว|ก่อน|ที่ผ่านมา)|الاسبوع (?:الماضي|اللي فات|الفايت|السابق|المنصرم)`,
  'u',
)
const lastWords = `last previous lalu kemarin lepas dernier derniere passe pasado pasada scorso scorsa passado passada letzte letzten letzter
  letztes vorige vorigen voriger afgelopen vorig forra الماضي الماضيه الفايت الفايته السابق السابقه المنصرم المنصرمه فات فاتت`
/** What is said of a day that has been. */
const last = new RegExp(
  `(?<!\\p{L})(?:${lastWords.split(/\s+/).join('|')}|past(?= \\p{L})|vua roi|vua qua|прошл\\p{L}*|минул\\p{L}*)(?!\\p{L})|ที่แล้ว|ที่ผ่านมา|先週|上[次回]` +
    '|(?<=จันทร์|อังคาร|พุธ|พฤหัส|บดี|ศุกร์|เสาร์|อาทิตย์)ก่อน|(?<=(?:thu (?:\\p{L}+|\\d)|chu nhat|cn|t\\d|thang \\d+|\\/\\d+) )(?:truoc|roi)(?= *$)',
  'u',
)

/** Whether a bare text speaks of a day that has been. */
export const saysPast = (said: string): boolean => last.test(said) || lastWeek.test(said)

/** The weekday that was: of the week before (“last week’s”), or the latest; in doubt where that one is of this week, or today’s. */
function lastWeekday(said: string, weekday: number, today: string, past = false): Found | null {
  const sinceMonday = (new Date(today).getUTCDay() + 6) % 7
  const ago = (sinceMonday - ((weekday + 6) % 7) + 7) % 7 || 7
  if (lastWeek.test(said)) {
    const weeks = /上上/.test(said) ? 2 : 1
    return { day: addDays(today, -sinceMonday - 7 * weeks + ((weekday + 6) % 7)), sure: true }
  }
  if (last.test(said)) return { day: addDays(today, -ago), sure: ago > sinceMonday }
  return past ? { day: addDays(today, -ago), sure: ago < 7 } : null
}

/**
 * Alone it is the coming one. “Next” is the one after that to some people and the coming one to others: the one in the week that begins
 * on Monday, said back when that is not the coming one. On the same weekday a week ahead is more likely than today, and said back.
 */
function nextWeekday(said: string, weekday: number, today: string): Found {
  const now = new Date(today).getUTCDay()
  const coming = (weekday - now + 7) % 7 || 7
  if (nextWeek.test(said)) {
    const weeks = /下下/.test(said) ? 2 : 1
    const untilMonday = ((8 - now) % 7 || 7) + (weeks - 1) * 7
    return { day: addDays(today, untilMonday + ((weekday + 6) % 7)), sure: true }
  }
  if (next.test(said)) {
    const inNextWeek = ((8 - now) % 7 || 7) + ((weekday + 6) % 7)
    return { day: addDays(today, inNextWeek), sure: inNextWeek === coming }
  }
  return { day: addDays(today, coming), sure: weekday !== now }
}
