import { addDays, dayOf } from '#nodes/dates.ts'

/** Days back from today, both ends included. */
export const periods = [1, 7, 14, 30, 90] as const

/** The last `days` days as `YYYY-MM-DD` in a time zone. */
export function lastDays(days: number, timeZone: string, now = new Date()): { from: string; to: string } {
  const to = dayOf(now.toISOString(), timeZone)
  return { from: addDays(to, 1 - days), to }
}

/** `9 – 22 Nov 2026` for two days as `YYYY-MM-DD`. */
export function periodText(from: string, to: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))
}
