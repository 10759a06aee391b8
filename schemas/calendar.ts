import type { Instant } from './instant.ts'
import type { SchemaProblem } from './validation-sentences.ts'

/** The days of a week as rules and calendars write them, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
type Weekday = (typeof weekdays)[number]

/**
 * Times on the wall where the shop is, `HH:MM`. One whose end comes before its beginning goes on over midnight; 24:00 is the day's end.
 */
export interface HoursRange {
  from: string
  to: string
}

export type WeekHours = Record<Weekday, HoursRange[]>

/** Days (`YYYY-MM-DD`) that differ from the week: a holiday without hours, or a day with others. Both ends count. */
export interface DifferingDays {
  from: string
  to: string
  name: string
  hours: HoursRange[]
}

/** The switch: closed from now on, whatever the hours say, until it ends by itself. */
export interface Closure {
  from: Instant
  until: Instant
  /** Who closed. */
  by: string
  reason?: string
}

/** When a shop is open. A workspace without one is always open. */
export interface Calendar {
  /** IANA; the times on the wall are this place's. */
  timeZone: string
  week: WeekHours
  days: DifferingDays[]
  closed?: Closure
}

type Hours = Pick<Calendar, 'week' | 'days'>

/** The hours of a shop that never closes. */
export const allDay = (): WeekHours =>
  Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', to: '24:00' }]])) as WeekHours

/** The hours that begin on a day (`YYYY-MM-DD`), as they are listed. */
export function hoursOn({ week, days }: Hours, day: string): HoursRange[] {
  const differs = days.find(({ from, to }) => from <= day && day <= to)
  if (differs) return differs.hours
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return week[weekdays[sinceMonday] ?? 'mon']
}

/** What a schema cannot say of hours: ranges that are empty or overlap, days that end before they begin or are listed twice. */
export function calendarProblems({ week, days }: Hours): SchemaProblem[] {
  return [
    ...weekdays.flatMap((name) => hoursProblems(week[name], `/week/${name}`)),
    ...weekdays.flatMap((name, at) => nightProblems(week[name], week[weekdays[(at + 6) % 7] as Weekday], `/week/${name}`)),
    ...days.flatMap(({ hours }, at) => hoursProblems(hours, `/days/${at}/hours`)),
    ...days.flatMap((differs, at) => {
      const { from, to } = differs
      if (to < from) return [{ path: `/days/${at}/to`, message: 'is before the first day' }]
      const other = days.slice(0, at).find((each) => each.from <= to && from <= each.to)
      if (other) return [{ path: `/days/${at}/from`, message: `is a day that “${other.name}” has already` }]
      return aroundProblems({ week, days }, differs, `/days/${at}/hours`)
    }),
  ]
}

function hoursProblems(hours: readonly HoursRange[], path: string): SchemaProblem[] {
  return hours.flatMap(({ from, to }, at): SchemaProblem[] => {
    if (from === '' || to === '') return [{ path: `${path}/${at}/${from === '' ? 'from' : 'to'}`, message: 'is needed' }]
    if (from === to) return [{ path: `${path}/${at}/to`, message: 'is the same as the beginning' }]
    const end = endOf({ from, to })
    const other = hours.slice(0, at).find((each) => each.from !== '' && each.from < end && from < endOf(each))
    return other ? [{ path: `${path}/${at}/from`, message: `overlaps ${other.from}–${other.to}` }] : []
  })
}

/** What still goes on from the day before may not reach into a day's own hours. */
function nightProblems(hours: readonly HoursRange[], before: readonly HoursRange[], path: string): SchemaProblem[] {
  return hours.flatMap(({ from }, at) => {
    const other = from !== '' && before.find((each) => overMidnight(each) && from < each.to)
    return other ? [{ path: `${path}/${at}/from`, message: `overlaps ${other.from}–${other.to} of the day before` }] : []
  })
}

/** The nights before, between and after days that differ: none reaches into the hours of the day it ends on. */
function aroundProblems(all: Hours, { from, to, hours }: DifferingDays, path: string): SchemaProblem[] {
  const before = nightProblems(hours, hoursOn(all, dayAfter(from, -1)), path)
  const between = from < to ? nightProblems(hours, hours, path) : []
  const first = hoursOn(all, dayAfter(to, 1))
  const after = hours.flatMap((each, at) => {
    const other = overMidnight(each) && first.find((next) => next.from < each.to)
    return other ? [{ path: `${path}/${at}/to`, message: `overlaps ${other.from}–${other.to} of the day after` }] : []
  })
  const found = [...before, ...between, ...after]
  return found.filter((one, at) => found.findIndex(({ path: other }) => other === one.path) === at)
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** It ends on the day after: `22:00–02:00`, and `18:00–00:00`. */
export const overMidnight = ({ from, to }: HoursRange): boolean => to !== '' && to < from

/** As text, which sorts: what goes over midnight ends after everything of its day. */
const endOf = (each: HoursRange): string => (overMidnight(each) ? '24:00' : each.to)
