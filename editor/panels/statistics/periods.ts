import { addDays, dayOf } from '#nodes/dates.ts'
import { hoursToldDays } from '#runtime/metrics/by-hour.ts'
import { daysFrom } from '#runtime/metrics/period.ts'

/** Days back from today, both ends included. */
export const periods = [1, 7, 14, 30, 90] as const

/** The last `days` days as `YYYY-MM-DD` in a time zone. */
export function lastDays(days: number, timeZone: string, now = new Date()): { from: string; to: string } {
  const to = dayOf(now.toISOString(), timeZone)
  return { from: addDays(to, 1 - days), to }
}

/** The day before today. */
export function yesterday(timeZone: string, now = new Date()): { from: string; to: string } {
  const day = addDays(dayOf(now.toISOString(), timeZone), -1)
  return { from: day, to: day }
}

/** As the server means a period: the last 14 days unless both or one end is given. */
const usualDays = 14
/** As many days have a chart each; more are summed up in a week. */
export const mostDaysApart = 3

/** What is told by the hour of a period: as much of it as is kept. Undefined where nothing is. */
export interface HoursPeriod {
  from: string
  to: string
  /** Some of the days that are asked for are too old. */
  cut: boolean
  /** How many days it has. */
  days: number
  today: string
}

export function hoursPeriod(
  asked: { from?: string | undefined; to?: string | undefined },
  timeZone: string,
  now = new Date(),
): HoursPeriod | undefined {
  const today = dayOf(now.toISOString(), timeZone)
  const to = asked.to ?? today
  const from = asked.from ?? addDays(to, 1 - usualDays)
  const last = to > today ? today : to
  const first = addDays(today, 1 - hoursToldDays)
  const kept = from < first ? first : from
  if (kept > last) return undefined
  return { from: kept, to: last, cut: kept > from, days: daysFrom(kept, last).length, today }
}
