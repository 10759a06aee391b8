import i18next from 'i18next'

const locale = () => i18next.language || 'en'

/** Swedish writes a day as `2026-11-29`. */
const daysIn = (timeZone: string | undefined) => new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' })

/** The zone that days and times are shown in; the browser's until a workspace is open. */
let zone: string | undefined
let days = daysIn(zone)

/** Shows all days and times as they are where the workspace is. */
export function showTimesIn(timeZone: string | undefined): void {
  if (timeZone === zone) return
  zone = timeZone
  days = daysIn(zone)
}

/** Days that begin and end where the workspace is, counted: two moments of one day have the same number. */
export const dayNumber = (at: Date): number => Date.parse(days.format(at)) / 86_400_000

/** `9,204` */
export const formatNumber = (value: number): string => new Intl.NumberFormat(locale()).format(value)

/** `4.3`, `1,204`: a mean, with one decimal where it is small. */
export const formatMean = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: value < 100 ? 1 : 0 }).format(value)

/** `13.5%` of a whole; a dash when there is no whole. */
export const formatShare = (part: number, whole: number): string =>
  whole === 0
    ? '–'
    : new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(
        part / whole,
      )

/** `10:42` today, `Yesterday`, `20 Nov`, `20 Nov 2024`: as long as it needs to be. */
export const formatWhen = (instant: string, now = new Date()): string => sentenceCase(formatWhenInSentence(instant, now))

/** `formatWhen` with words before it: `yesterday`. */
export function formatWhenInSentence(instant: string, now = new Date()): string {
  const at = new Date(instant)
  const days = dayNumber(now) - dayNumber(at)
  if (days === 0) return formatTime(instant)
  if (days === 1) return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(-1, 'day')
  return formatDay(instant, now)
}

/**
 * The one place where days and times become words, where the workspace is unless a zone is said. English days are written the British way:
 * `20 Nov`.
 */
const dated = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale() === 'en' ? 'en-GB' : locale(), { timeZone: zone, ...options })

const inUtc = { timeZone: 'UTC' } as const

/** `10:42`, or `10:42:31` with seconds. */
export const formatTime = (instant: string, timeZone = zone, seconds = false): string =>
  dated({
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(instant))

/** `20 Nov`, with the year when it is another one. */
export function formatDay(instant: string, now = new Date()): string {
  const at = new Date(instant)
  const year = days.format(at).slice(0, 4) === days.format(now).slice(0, 4) ? undefined : 'numeric'
  return dated({ day: 'numeric', month: 'short', year }).format(at)
}

/** `Tue 24 Nov, 10:00` */
export function formatDayTime(instant: string, timeZone = zone): string {
  const day = dated({ weekday: 'short', day: 'numeric', month: 'short', timeZone })
  return `${day.format(new Date(instant)).replace(',', '')}, ${formatTime(instant, timeZone)}`
}

/** `Tue 24 Nov` of a day as `YYYY-MM-DD`. */
export const formatDate = (day: string): string =>
  dated({ weekday: 'short', day: 'numeric', month: 'short', ...inUtc })
    .format(new Date(`${day}T00:00:00Z`))
    .replace(',', '')

/** `12 November 1990` of a day as `YYYY-MM-DD`; `12 November` of one of every year, as `--MM-DD`. */
export function formatCalendarDay(day: string): string {
  const everyYear = day.startsWith('--')
  const at = new Date(`${everyYear ? `2024${day.slice(1)}` : day}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  return dated({ day: 'numeric', month: 'long', year: everyYear ? undefined : 'numeric', ...inUtc }).format(at)
}

/** `25–26 Dec`, `31 Dec`, `29 Nov – 2 Dec`, `6–9 Feb 2027` of two days as `YYYY-MM-DD`: the year where it is not that of `today`, always without one. */
export function formatDays(from: string, to: string, today = ''): string {
  const thisYear = from.slice(0, 4) === today.slice(0, 4) && to.slice(0, 4) === today.slice(0, 4)
  const format = dated({ day: 'numeric', month: 'short', year: thisYear ? undefined : 'numeric', ...inUtc })
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)).replace(/^(\d+)\s*–\s*(?=\d)/, '$1–')
}

/** `Monday`, or `Mon`; 0 is Monday. 5 January 2026 was one. */
export const weekdayName = (index: number, length: 'long' | 'short'): string =>
  dated({ weekday: length, ...inUtc }).format(Date.UTC(2026, 0, 5 + index))

/** `0:42`, `12 min`, `5 h 10`, `3 d 4 h`: seconds as people say them. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 600) return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return i18next.t('shell:duration.minutes', { minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 24)
    return minutes % 60 === 0
      ? i18next.t('shell:duration.hours', { hours })
      : i18next.t('shell:duration.hoursMinutes', { hours, minutes: String(minutes % 60).padStart(2, '0') })
  const days = Math.floor(hours / 24)
  return hours % 24 === 0
    ? i18next.t('shell:duration.days', { days })
    : i18next.t('shell:duration.daysHours', { days, hours: hours % 24 })
}

const sentenceCase = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

/** `Name, Value and Hosts`. */
export const listed = (words: readonly string[]): string => new Intl.ListFormat(locale(), { type: 'conjunction' }).format(words)
