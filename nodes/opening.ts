import { type Calendar, type HoursRange, hoursOn, overMidnight } from '#schemas/calendar.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { Opening } from './contract.ts'
import { addDays, type Day, dayOf, reachedAt } from './dates.ts'

/** As far ahead as anybody looks for an opening. */
const farthestDays = 400
/** Who is not closed within so many days is always open. */
const longestOpenDays = 15

/** Whether a shop is open at an instant and, while it is not, when it opens. */
export function openingAt(calendar: Calendar | undefined, at: Instant): Opening {
  if (isOpen(calendar, at)) return { open: true }
  const next = nextOpening(calendar, at)
  return { open: false, ...(next === null ? {} : { next }) }
}

/** Whether a shop is open at an instant. Without a calendar it always is. */
export function isOpen(calendar: Calendar | undefined, at: Instant): boolean {
  if (!calendar) return true
  const ms = Date.parse(at)
  for (const [from, to] of openTimes(calendar, at, 2)) if (from <= ms && ms < to) return true
  return false
}

/** The first instant from `at` on at which the shop is open: `at` itself when it is. Null when it does not open within 400 days. */
export function nextOpening(calendar: Calendar | undefined, at: Instant): Instant | null {
  if (!calendar) return at
  const ms = Date.parse(at)
  for (const [from, to] of openTimes(calendar, at, farthestDays)) if (to > ms) return from <= ms ? at : instantAt(from)
  return null
}

/** The next time the shop opens: after it has closed, where it is open. Null where it never does, or never closes. */
export function openingAfter(calendar: Calendar, at: Instant): Instant | null {
  if (!isOpen(calendar, at)) return nextOpening(calendar, at)
  const closes = nextClosing(calendar, at)
  return closes && nextOpening(calendar, closes)
}

/** When the shop, open at `at`, closes; null when it is closed already, or does not close within two weeks. */
export function nextClosing(calendar: Calendar | undefined, at: Instant): Instant | null {
  if (!calendar || !isOpen(calendar, at)) return null
  let ends = Date.parse(at)
  for (const [from, to] of openTimes(calendar, at, longestOpenDays)) {
    if (to <= ends) continue
    if (from > ends) return instantAt(ends)
    ends = to
  }
  return ends - Date.parse(at) < (longestOpenDays - 2) * dayMs ? instantAt(ends) : null
}

/**
 * When so many milliseconds of opening time have passed since `at`: a promise of “two hours” given on Saturday evening is kept on Monday
 * morning. Null when there is not as much within 400 days.
 */
export function addOpeningTime(calendar: Calendar | undefined, at: Instant, ms: number): Instant | null {
  const begin = Date.parse(at)
  if (!calendar) return instantAt(begin + ms)
  let left = ms
  if (left <= 0) return at
  for (const [from, to] of openTimes(calendar, at, farthestDays)) {
    const start = Math.max(from, begin)
    if (to <= start) continue
    if (left <= to - start) return instantAt(start + left)
    left -= to - start
  }
  return null
}

/** When the day that `at` is in is over: at midnight, or when the hours that began before it end. */
export function dayEnds(calendar: Calendar, at: Instant): Instant {
  const { timeZone } = calendar
  const tomorrow = addDays(dayOf(at, timeZone), 1)
  const night = hoursOn(calendar, addDays(tomorrow, -1)).filter(overMidnight)
  return instantAt(Math.max(reachedAt(tomorrow, '00:00', timeZone), ...night.map(({ to }) => reachedAt(tomorrow, to, timeZone))))
}

const dayMs = 86_400_000

/** In milliseconds; the end is not in it. */
type OpenTime = readonly [from: number, to: number]

/**
 * The times a shop is open, in order and never twice, from the day before `at` on (whose evening may still go on) for so many days. What
 * began the evening before a holiday ends as it would have.
 */
function* openTimes(calendar: Calendar, at: Instant, days: number): Generator<OpenTime> {
  const { timeZone, closed } = calendar
  let day = addDays(dayOf(at, timeZone), -1)
  let seen = Number.NEGATIVE_INFINITY
  const [shut, opens] = closed && closed.from < closed.until ? [Date.parse(closed.from), Date.parse(closed.until)] : [0, 0]
  for (let n = 0; n < days; n++, day = addDays(day, 1)) {
    for (const range of earliestFirst(hoursOn(calendar, day))) {
      const from = Math.max(reachedAt(day, range.from, timeZone), seen)
      const to = endsAt(day, range, timeZone)
      if (to <= from) continue
      seen = to
      if (from < Math.min(to, shut)) yield [from, Math.min(to, shut)]
      if (Math.max(from, opens) < to) yield [Math.max(from, opens), to]
    }
  }
}

const earliestFirst = (hours: HoursRange[]): HoursRange[] => [...hours].sort((a, b) => (a.from < b.from ? -1 : 1))

const endsAt = (day: Day, range: HoursRange, timeZone: string): number =>
  range.to === '24:00'
    ? reachedAt(addDays(day, 1), '00:00', timeZone)
    : reachedAt(overMidnight(range) ? addDays(day, 1) : day, range.to, timeZone)
