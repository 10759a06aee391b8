import { type Instant, instantAt } from '#schemas/instant.ts'

/** A calendar day as `YYYY-MM-DD`. */
export type Day = string

/** Every step of every message asks, most of them about the same few minutes; offsets are whole minutes. */
const days = new Map<string, Day>()
const mostKept = 5_000

/** Which day it is at `now` where the workspace is. */
export function dayOf(now: Instant, timeZone = 'UTC'): Day {
  const minute = `${now.slice(0, 16)} ${timeZone}`
  const known = days.get(minute)
  if (known !== undefined) return known
  const day = wallClock(Date.parse(now), timeZone).slice(0, 10)
  if (days.size >= mostKept) days.clear()
  days.set(minute, day)
  return day
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The day of these numbers; null when the calendar has none, such as 31 April. */
export function dayFrom(year: number, month: number, day: number): Day | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && year >= 1000 && year <= 9999 ? date.toISOString().slice(0, 10) : null
}

/** When the clock on the wall in `timeZone` shows `time` (`HH:MM`) on `day`. */
export function instantOf(day: Day, time: string, timeZone = 'UTC'): Instant {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  // The offset may change between the guess and the answer, so it is corrected twice.
  let at = wanted
  for (let pass = 0; pass < 2; pass++) at = wanted - (Date.parse(`${wallClock(at, timeZone)}Z`) - at)
  return instantAt(at)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** `2026-03-09T12:00:00` as clocks in `timeZone` show it. */
function wallClock(at: number, timeZone: string): string {
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(timeZone, clock)
  return clock.format(at).replace(' ', 'T')
}
