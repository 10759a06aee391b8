import type { Language } from '#schemas/text.ts'
import { addDays, type Day, dayFrom } from '../dates.ts'
import { latinDigits, normalise } from '../normalise.ts'
import { holdsPhrase } from '../understand.ts'

/**
 * The day a text names: 2026-11-24, 24/11/2026 in the language's order, 24 November, 11月24日, “tomorrow”; null when it names none.
 * Without a year it is the next such day.
 */
export function readDate(text: string, language: Language, today: Day): Day | null {
  const said = latinDigits(text.slice(0, 100).normalize('NFKC').toLowerCase().trim())
  const ahead = daysAhead.get(normalise(said))
  if (ahead !== undefined) return addDays(today, ahead)

  const numbers = numbersOnly
    .exec(said)
    ?.slice(1)
    .filter((number) => number !== undefined)
  if (numbers) return fromNumbers(numbers, language, today)
  const month = monthIn(normalise(said), language)
  return month ? withMonthName(said, month, today) : null
}

const between = '(?:[\\s./,年月-]|tháng|năm|ngày)+'
const numbersOnly = new RegExp(`^(?:ngày )?(\\d{1,4})${between}(\\d{1,2})(?:${between}(\\d{1,4}))?\\s*[日號号]?\\.?$`)

function fromNumbers(numbers: string[], language: Language, today: Day): Day | null {
  const [first, second, third] = numbers as [string, string, string?]
  const order = orderOf(language)
  if (third === undefined) {
    const [day, month] = order === 'dmy' ? [first, second] : [second, first]
    return nextSuch(month, day, today) ?? nextSuch(day, month, today)
  }
  if (first.length === 4 || (order === 'ymd' && third.length < 4))
    return dayFrom(yearOf(first, today), Number(second), Number(third))
  const [day, month] = order === 'mdy' ? [second, first] : [first, second]
  const year = yearOf(third, today)
  return dayFrom(year, Number(month), Number(day)) ?? dayFrom(year, Number(day), Number(month))
}

/** “24 November 2026”, “Nov 24th”, “24 de noviembre de 2026”: one or two numbers, and few words beside them. */
function withMonthName(said: string, month: number, today: Day): Day | null {
  const numbers = said.match(/\d+/g) ?? []
  const words = said.match(/[\p{L}\p{M}]+/gu) ?? []
  const [first, second] = numbers
  if (first === undefined || numbers.length > 2 || words.length > 5) return null
  if (second === undefined) return nextSuch(String(month), first, today)
  return first.length === 4 ? dayFrom(Number(first), month, Number(second)) : dayFrom(yearOf(second, today), month, Number(first))
}

function nextSuch(month: string, day: string, today: Day): Day | null {
  const year = Number(today.slice(0, 4))
  const years = [year, year + 1, year + 2, year + 3, year + 4]
  const days = years.map((each) => dayFrom(each, Number(month), Number(day)))
  return days.find((each) => each !== null && each >= today) ?? null
}

/** Two digits mean the hundred years until twenty years from now; the Thai calendar runs 543 years ahead. */
function yearOf(digits: string, today: Day): number {
  const year = Number(digits)
  if (digits.length > 2) return year >= 2400 && year < 2700 ? year - 543 : year
  const latest = Number(today.slice(0, 4)) + 20
  const century = latest - (latest % 100)
  return century + year <= latest ? century + year : century + year - 100
}

const orders = new Map<Language, string>([['en', 'dmy']])

/** In which order a language writes day, month and year. English without a country is read as most of the world writes it. */
function orderOf(language: Language): string {
  const known = orders.get(language)
  if (known) return known
  const written = new Intl.DateTimeFormat([language, 'en-GB'], { calendar: 'gregory', dateStyle: 'short' }).formatToParts(0)
  const order = written.flatMap(({ type }) => (['year', 'month', 'day'].includes(type) ? [type[0]] : [])).join('')
  orders.set(language, order)
  return order
}

const months = new Map<Language, { name: string; month: number }[]>()

function monthIn(said: string, language: Language): number | undefined {
  return [language, 'en-GB'].flatMap(monthsOf).find(({ name }) => holdsPhrase(said, name))?.month
}

/** Every month's names, long, short and as they stand beside a day; long ones first. */
function monthsOf(language: Language): { name: string; month: number }[] {
  const known = months.get(language)
  if (known) return known
  const formats = (['long', 'short'] as const).flatMap((month) => [
    new Intl.DateTimeFormat(language, { month, calendar: 'gregory', timeZone: 'UTC' }),
    new Intl.DateTimeFormat(language, { month, day: 'numeric', calendar: 'gregory', timeZone: 'UTC' }),
  ])
  const names = formats.flatMap((format) =>
    Array.from({ length: 12 }, (_, index) => {
      const part = format.formatToParts(Date.UTC(2026, index, 15)).find(({ type }) => type === 'month')
      return { name: normalise(part?.value ?? ''), month: index + 1 }
    }),
  )
  const spelled = names.filter(({ name }) => /^[\p{L}\p{M} ]+$/u.test(name)).sort((a, b) => b.name.length - a.name.length)
  months.set(language, spelled)
  return spelled
}

const daysAhead = new Map<string, number>(
  [
    ['today', '今天', '今日', 'اليوم', 'วันนี้', 'hôm nay'],
    ['tomorrow', 'tmr', '明天', '明日', '聽日', '听日', 'غدًا', 'بكرة', 'พรุ่งนี้', 'ngày mai', 'mai'],
    ['day after tomorrow', 'the day after tomorrow', '後天', '后天', '後日', 'بعد غد', 'มะรืนนี้', 'มะรืน', 'ngày kia'],
  ].flatMap((words, days) => words.map((word) => [normalise(word), days])),
)
