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
const ahead = [
  `(?:in|after|بعد|อีก|sau) ?${count} ?${unit}`,
  `${count} ?${unit} ?(?:from now|from today|later|time|nua|lagi|kemudian|หน้า|之後|之后|後|后)`,
].map((source) => new RegExp(source, 'u'))

/** “In a week”, and the two of Arabic, which need no number. */
const pairs = table({
  'بعد يومين': 2,
  'بعد اسبوع/بعد أسبوع': 7,
  'بعد اسبوعين/بعد أسبوعين': 14,
  'in a week/a week from now/a week from today': 7,
  'seminggu lagi': 7,
  'อีกอาทิตย์/อีกสัปดาห์': 7,
})
const pairWords = new RegExp(anyOf(pairs.keys()), 'u')

/** The day that is counted from today: a word for it, so many days or weeks ahead, or a weekday. */
export function relativeDays(said: string, { today, language }: DateContext, weekday: number | null): Found | null {
  const pair = pairs.get(pairWords.exec(said)?.[0] ?? '')
  const days = pair ?? counted(said)
  if (days !== null) return { day: addDays(today, days), sure: true }
  const word = daysAhead.get(dayWords.exec(said)?.[0] ?? '')
  if (word !== undefined) {
    const others = said.match(new RegExp(dayWords, 'gu')) ?? []
    const day = addDays(today, word)
    const fits = weekday === null || new Date(day).getUTCDay() === weekday
    return { day, sure: fits && new Set(others.map((each) => daysAhead.get(each))).size === 1 }
  }
  if (said === 'mai' && /^vi\b/.test(language)) return { day: addDays(today, 1), sure: true }
  const weeksFrom = /(?<!\p{L})(?<count>\d{1,2}|\p{L}+) weeks? (?:from|after) /u.exec(said)?.groups?.count
  if (weekday !== null && weeksFrom !== undefined) {
    const { day } = nextWeekday(said.slice(said.indexOf('week')), weekday, today)
    const weeks = weeksFrom === 'a' ? 1 : Number.isNaN(Number(weeksFrom)) ? numberInWords(weeksFrom) : Number(weeksFrom)
    return weeks === null ? null : { day: addDays(day, 7 * weeks), sure: true }
  }
  return weekday === null ? null : nextWeekday(said, weekday, today)
}

function counted(said: string): number | null {
  for (const pattern of ahead) {
    const { count: many = '', unit: of = '' } = pattern.exec(said)?.groups ?? {}
    const number = /^\d/.test(many) ? Number(many) : many === 'a' || many === 'se' ? 1 : numberInWords(many)
    const days = units.get(of)
    if (number !== null && days !== undefined && number > 0) return number * days
  }
  return null
}

const nextWeek = /下下?(?:個|个)?(?=星期|週|周|禮拜|礼拜|拜)|tuan (?:sau|toi)|สัปดาห์หน้า|อาทิตย์หน้า|minggu depan|next week/u
const next = /(?<!\p{L})next(?!\p{L})|หน้า|depan/u

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
