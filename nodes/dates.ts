import { type Instant, instantAt } from '#schemas/instant.ts'
import { cleaned } from './clean.ts'

/** A calendar day as `YYYY-MM-DD`. */
export type Day = string

/** Every step of every message asks, most of them about the same few minutes; offsets are whole minutes. */
const hours = new Map<string, string>()
const mostKept = 5_000

/** Which day it is at `now` where the workspace is. */
export const dayOf = (now: Instant, timeZone?: string): Day => hourOf(now, timeZone).slice(0, 10)

/**
 * Which hour it is at `now` where the workspace is, with how far the clock was from UTC then: `2026-10-25T02+01:00`. So an hour that comes
 * twice as clocks change is two.
 */
export function hourOf(now: Instant, timeZone = 'UTC'): string {
  const minute = `${now.slice(0, 16)} ${timeZone}`
  const known = hours.get(minute)
  if (known !== undefined) return known
  const local = localIso(`${now.slice(0, 16)}:00.000Z`, timeZone)
  const hour = `${local.slice(0, 13)}${local.slice(-6)}`
  if (hours.size >= mostKept) hours.clear()
  hours.set(minute, hour)
  return hour
}

/** Every hour of a day where the workspace is, in its order: 23 or 25 where clocks change, as `hourOf` calls them. */
export function hoursOf(day: Day, timeZone?: string): string[] {
  const found = new Set<string>()
  const end = Date.parse(instantOf(addDays(day, 1), '00:00:00', timeZone))
  // Some clocks change by half an hour.
  for (let at = Date.parse(instantOf(day, '00:00:00', timeZone)); at < end; at += 1_800_000)
    found.add(hourOf(instantAt(at), timeZone))
  return [...found]
}

/** When an hour began, as `hourOf` calls it. */
export const startOfHour = (hour: string): Instant => instantAt(Date.parse(`${hour.slice(0, 13)}:00:00${hour.slice(13)}`))

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The day of these numbers; null when the calendar has none, such as 31 April. */
export function dayFrom(year: number, month: number, day: number): Day | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && year >= 1000 && year <= 9999 ? date.toISOString().slice(0, 10) : null
}

/**
 * When the clock on the wall in `timeZone` shows `time` (`HH:MM` or `HH:MM:SS`) on `day`. A time that a change of clocks leaves out is
 * as long after the change as it would have been before; of a time that comes twice it is the first.
 */
export function instantOf(day: Day, time: string, timeZone = 'UTC'): Instant {
  const wanted = Date.parse(`${day}T${time}Z`)
  const offset = (at: number): number => Date.parse(`${wallClock(at, timeZone)}Z`) - at
  const [before, after] = [offset(wanted - 86_400_000), offset(wanted + 86_400_000)]
  const fits = (of: number): boolean => offset(wanted - of) === of
  return instantAt(wanted - (fits(before) || !fits(after) ? before : after))
}

/**
 * The first instant, in milliseconds, at which the clock on the wall in `timeZone` shows `time` of `day` or later. A time that a change of
 * clocks leaves out is reached with the change; one that comes twice, the first time.
 */
export function reachedAt(day: Day, time: string, timeZone: string): number {
  const wanted = `${day}T${time.length === 5 ? `${time}:00` : time}`
  const at = Date.parse(instantOf(day, time, timeZone))
  if (wallClock(at, timeZone) === wanted) return at
  // It was left out, by no more than a day: the clocks changed somewhere before.
  let [before, after] = [at - 86_400_000, at]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (wallClock(middle, timeZone) < wanted) before = middle
    else after = middle
  }
  return after
}

/** A point in time that a value names. */
export interface Moment {
  /** For a day without a time, its beginning where the workspace is. */
  at: Instant
  day: Day
  /** `HH:MM:SS` where the workspace is; undefined for a day without a time. */
  time: string | undefined
}

/**
 * The one reader of dates and times that are not typed by a customer: from variables, fields, services and settings. An ISO day or
 * time (`2026-12-01`, `2026-12-01 15:00`, `2026-12-01T15:00:00+0800`), or seconds (10 digits) or milliseconds (13) since 1970. A time
 * without a zone is the workspace's. Null for anything else, and for days the calendar does not have.
 */
export function momentOf(value: unknown, timeZone = 'UTC'): Moment | null {
  const text = cleaned(typeof value === 'number' || typeof value === 'string' ? String(value) : '')
  if (/^\d{9,10}$/.test(text)) return momentAt(Number(text) * 1000, timeZone)
  if (/^\d{12,13}$/.test(text)) return momentAt(Number(text), timeZone)
  const [, year, month, date, time, zone] = isoTime.exec(text) ?? []
  const day = dayFrom(Number(year), Number(month), Number(date))
  if (day === null) return null
  if (time === undefined) return { at: instantOf(day, '00:00:00', timeZone), day, time }
  const clock = /^\d:/.test(time) ? `0${time}` : time
  const full = (clock.length === 5 ? `${clock}:00` : clock).slice(0, 8)
  if (zone === undefined) return { at: instantOf(day, full, timeZone), day, time: full }
  return momentAt(Date.parse(`${day}T${full}Z`) - minutesOf(zone) * 60_000, timeZone)
}

const isoTime =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[Tt ]((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?)(?: ?(Z|z|UTC|GMT|[+-](?:[01]\d|2[0-3]):?(?:[0-5]\d)?))?)?$/

function momentAt(ms: number, timeZone: string): Moment {
  const [day = '', time] = wallClock(ms, timeZone).split('T')
  return { at: instantAt(ms), day, time }
}

/** `+0800` as 480. */
function minutesOf(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** A time on a day as it is kept: `2026-12-24T15:00:00+08:00`, which reads well and means one instant. */
export function localIso(at: Instant, timeZone = 'UTC'): string {
  const ms = Date.parse(at)
  const wall = wallClock(ms, timeZone)
  const minutes = Math.round((Date.parse(`${wall}Z`) - ms) / 60_000)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${wall}${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** `2026-03-09T12:00:00` as clocks in `timeZone` show it. */
function wallClock(at: number, timeZone: string): string {
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(timeZone, clock)
  return clock.format(at).replace(' ', 'T')
}
