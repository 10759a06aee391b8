import { addDays, localIso, reachedAt } from '#nodes/dates.ts'
import { weekdays } from '#schemas/calendar.ts'
import type { SendingHours } from '#schemas/gate.ts'
import { instantAt } from '#schemas/instant.ts'

const aMinute = 60_000
/** A quiet week and clocks that are set back between two of its ends. */
const mostLooks = 1_000

/**
 * When somebody whose clock is that of `zone` may be written to next, where that is not now, and what is in the way now; undefined
 * where nothing is. Of an hour that comes twice as clocks are set back both count.
 */
export function hoursOpenAt(
  hours: SendingHours,
  now: number,
  zone = 'UTC',
): { at: number; code: 'quiet-hours' | 'weekend' } | undefined {
  let at = now
  let code: 'quiet-hours' | 'weekend' | undefined
  for (let looks = 0; looks < mostLooks; looks++) {
    const shut = shutAt(hours, at, zone)
    if (!shut) break
    code ??= shut.code
    // The time that it ends at may have come already, before the clocks were set back.
    at = Math.max(reachedAt(shut.day, shut.time, zone), at + aMinute - (at % aMinute))
  }
  return code && { at, code }
}

/** What is in the way at `at`, and on which day and at which time of the wall clock it ends. */
function shutAt(
  { quiet, weekend }: SendingHours,
  at: number,
  zone: string,
): { code: 'quiet-hours' | 'weekend'; day: string; time: string } | undefined {
  const wall = localIso(instantAt(at), zone)
  const [day, time] = [wall.slice(0, 10), wall.slice(11, 16)]
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  if (weekend?.days.includes(weekdays[sinceMonday] as string) && (weekend.until === undefined || time < weekend.until))
    return weekend.until === undefined
      ? { code: 'weekend', day: addDays(day, 1), time: '00:00' }
      : { code: 'weekend', day, time: weekend.until }
  if (!quiet || quiet.from === quiet.to) return undefined
  const { from, to } = quiet
  if (from < to) return time >= from && time < to ? { code: 'quiet-hours', day, time: to } : undefined
  if (time >= from) return { code: 'quiet-hours', day: addDays(day, 1), time: to }
  return time < to ? { code: 'quiet-hours', day, time: to } : undefined
}

/** The first instant, not before `now`, at which the clock in `zone` shows `time`: today, or tomorrow where that is over. */
export function nextAt(time: string, now: number, zone = 'UTC'): number {
  const day = localIso(instantAt(now), zone).slice(0, 10)
  const today = reachedAt(day, time, zone)
  return today >= now ? today : reachedAt(addDays(day, 1), time, zone)
}
