import { type Day, hourOf, hoursOf, startOfHour } from '#nodes/dates.ts'
import type { CountedHour, WeekHour } from '#schemas/api/statistics.ts'
import type { Instant } from '#schemas/instant.ts'
import { daysFrom } from './period.ts'

/** For so many days, today included, what was counted is told by the hour. */
export const hoursToldDays = 40

/** What was counted of a counter of one hour: when the hour began, and how much. */
export interface HourCount {
  at: Instant
  count: number
}

/**
 * Every hour of a period where the workspace is, in order: 23 or 25 of a day where clocks change. What was counted while the workspace was
 * in another zone is in the hour that has its beginning; what is in none is left out.
 */
export function hoursIn(from: Day, to: Day, timeZone: string | undefined, counts: Iterable<HourCount>): CountedHour[] {
  const hours = new Map<string, CountedHour>()
  for (const day of daysFrom(from, to))
    for (const hour of hoursOf(day, timeZone))
      hours.set(hour, { at: startOfHour(hour), day, hour: Number(hour.slice(11, 13)), count: 0 })
  for (const { at, count } of counts) {
    const hour = hours.get(hourOf(at, timeZone))
    if (hour) hour.count += count
  }
  return [...hours.values()].sort((one, other) => (one.at < other.at ? -1 : 1))
}

/**
 * The hours of a week, Monday's first: what was counted in each, and in how many such hours. One that clocks leave out was none, one that
 * comes twice was two, and one that has not begun `now` is not there yet.
 */
export function weekOf(hours: readonly CountedHour[], now: Instant): WeekHour[] {
  const week = new Map<string, WeekHour>()
  for (const { at, day, hour, count } of hours) {
    if (at > now) continue
    const weekday = weekdayOf(day)
    const sum = week.get(`${weekday}.${hour}`) ?? { weekday, hour, count: 0, hours: 0 }
    week.set(`${weekday}.${hour}`, { ...sum, count: sum.count + count, hours: sum.hours + 1 })
  }
  return [...week.values()].sort((one, other) => one.weekday - other.weekday || one.hour - other.hour)
}

/** 0 is Monday. */
const weekdayOf = (day: Day): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
