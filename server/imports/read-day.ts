import { readDate } from '#nodes/ask-question/read-date.ts'
import { addDays, type Day, dayFrom } from '#nodes/dates.ts'
import type { DayOrder } from '#schemas/people-file.ts'
import { latinDigits } from '#schemas/word-forms.ts'

interface Habit {
  order: DayOrder
  today: Day
  /** A birthday: it has been, and may be without its year. */
  past?: boolean
}

const numeric = /^(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})\s*[日號号]?(?:[T\s]+\d{1,2}:\d{2}.*)?$/
const withoutYear = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日號号]?$/
/** What some systems write for the first moment of a day, and Excel for the day itself. */
const compact = /^(\d{4})(\d{2})(\d{2})$/
const serial = /^\d{4,5}(?:\.\d+)?$/

/**
 * The day a cell says, however its people write dates: 24/12/1990 in the column's order, 1990-12-24, 24.12.90, 1990年12月24日, 19901224,
 * Excel's number of a day, years of the Buddhist and the Republic's calendar, months in words. `--MM-DD` for a birthday without its year.
 * Null for none, and for one that no calendar has.
 */
export function readDay(cell: string, { order, today, past = false }: Habit): Day | null {
  const text = latinDigits(cell.normalize('NFKC')).trim()
  const exact = compact.exec(text)
  if (exact) return dayFrom(Number(exact[1]), Number(exact[2]), Number(exact[3]))
  if (serial.test(text)) return bySerial(Number(text))
  const parts = numeric.exec(text)
  if (parts) return ofParts([parts[1], parts[2], parts[3]] as [string, string, string], order, today, past)
  const short = withoutYear.exec(text)
  if (short) {
    if (!past) return null
    const [first, second] = [Number(short[1]), Number(short[2])]
    const [month, day] = order === 'dmy' && !text.includes('月') ? [second, first] : [first, second]
    // A leap year: somebody's birthday is 29 February.
    const any = dayFrom(2000, month, day)
    return any && `-${any.slice(4)}`
  }
  if (!/\p{L}/u.test(text) || !/\d/.test(text)) return null
  const read = readDate(text, { language: languages[order], today, past })
  // A day that is said by how far it is away was away from another day.
  return read && /\d{2}/.test(text) && namesMonth.test(text) ? read.day : null
}

const languages: Record<DayOrder, string> = { dmy: 'en', mdy: 'en-US', ymd: 'zh-Hant' }
const namesMonth = /[^\d\s]{3,}|tháng|thg|月/u

function ofParts([a, b, c]: [string, string, string], order: DayOrder, today: Day, past: boolean): Day | null {
  const numbers = [Number(a), Number(b), Number(c)] as const
  if (a.length >= 3) return dayFrom(ofCalendar(numbers[0], today), numbers[1], numbers[2])
  const yearFirst = order === 'ymd' && c.length < 3
  const [year, month, day] = yearFirst
    ? [numbers[0], numbers[1], numbers[2]]
    : order === 'mdy'
      ? [numbers[2], numbers[0], numbers[1]]
      : [numbers[2], numbers[1], numbers[0]]
  const written = yearFirst ? a : c
  const whole = written.length <= 2 ? ofCentury(year, today, past) : ofCalendar(year, today)
  return dayFrom(whole, month, day)
}

/** 2533 is 1990 in Thailand, 79 is 1990 in Taiwan where it is written with three digits (079, 115). */
const ofCalendar = (year: number, today: Day): number => {
  const now = Number(today.slice(0, 4))
  if (year >= now + 300 && year <= now + 543 + 100) return year - 543
  return year < 200 ? year + 1911 : year
}

/** Of two digits: of this century up to now (a birthday) or in twenty years, else of the last one. */
function ofCentury(year: number, today: Day, past: boolean): number {
  const now = Number(today.slice(0, 4))
  const here = now - (now % 100) + year
  return here > now + (past ? 0 : 20) ? here - 100 : here
}

/** Days since 30 December 1899; below, a year would be one. */
function bySerial(number: number): Day | null {
  return number >= 1000 && number < 100_000 ? addDays('1899-12-30', Math.floor(number)) : null
}

/** In which order a column writes day, month and year, by what can only be one of them; undefined where every date could be both. */
export function dayOrderOf(cells: readonly string[]): DayOrder | undefined {
  for (const cell of cells) {
    const parts = numeric.exec(latinDigits(cell.normalize('NFKC')).trim())
    if (!parts) continue
    const [, a = '', b = ''] = parts
    if (a.length >= 3 || Number(a) > 31) return 'ymd'
    if (Number(a) > 12) return 'dmy'
    if (Number(b) > 12) return 'mdy'
  }
  return undefined
}

/** In which order people of a country write dates. */
export const dayOrderIn = (country: string | undefined): DayOrder =>
  country === 'US' || country === 'PH' ? 'mdy' : ['CN', 'JP', 'KR', 'TW'].includes(country ?? '') ? 'ymd' : 'dmy'

/** The instant that a cell says: a day, with its time if it has one, where the workspace is. */
export function readInstant(
  cell: string,
  habit: Habit & { timeZone: string; instantOf(day: Day, time: string): string },
): string | null {
  const text = cell.trim()
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    const at = Date.parse(text)
    return Number.isNaN(at) ? null : new Date(at).toISOString()
  }
  const day = readDay(text, habit)
  if (day === null) return null
  const time = /[T\s](\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text)
  if (time && Number(time[1]) < 24 && Number(time[2]) < 60)
    return habit.instantOf(day, `${time[1]?.padStart(2, '0')}:${time[2]}:${time[3] ?? '00'}`)
  return habit.instantOf(day, '00:00:00')
}
