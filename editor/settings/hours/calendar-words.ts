import i18next from 'i18next'
import { dayOf, localIso } from '#nodes/dates.ts'
import { nextClosing, openingAt } from '#nodes/opening.ts'
import type { CalendarView } from '#schemas/api/calendar.ts'
import { allDay, type Calendar, type HoursRange } from '#schemas/calendar.ts'
import { dayNumber, formatDayTime, formatTime } from '../../ui/format.ts'

/** The calendar as the runtime reads it. Hours that nobody set never end. */
export const calendarOf = ({ timeZone, week = allDay(), days, closed }: CalendarView): Calendar => ({
  timeZone,
  week,
  days,
  ...(closed ? { closed: { ...closed, by: closed.by.id } } : {}),
})

/** When it opens after today's closure, by the hours. */
export function opensAfter({ closed, ...calendar }: CalendarView): string | undefined {
  if (!closed) return undefined
  const { open, next } = openingAt(calendarOf(calendar), closed.until)
  return open ? closed.until : next
}

/** `10:00` on the same day, else `Tue 24 Nov, 10:00`. */
export const timeFrom = (now: string, instant: string): string =>
  dayNumber(new Date(now)) === dayNumber(new Date(instant)) ? formatTime(instant) : formatDayTime(instant)

/** “Open until 21:00”, “Closed. Opens Tue 24 Nov, 10:00”, and which of both. */
export function stateAt(calendar: Calendar, at: string): { open: boolean; sentence: string } {
  const { open, next } = openingAt(calendar, at)
  const until = open ? nextClosing(calendar, at) : next
  const words = open ? (['openUntil', 'openOn'] as const) : (['closedUntil', 'closedOn'] as const)
  const sentence = until
    ? i18next.t(`settings:hours.${words[0]}`, { when: timeFrom(at, until) })
    : i18next.t(`settings:hours.${words[1]}`)
  return { open, sentence }
}

/** `10:00–14:00, 15:00–19:00`; undefined where there are none. */
export const hoursText = (hours: readonly HoursRange[]): string | undefined =>
  hours.length === 0
    ? undefined
    : [...hours]
        .sort((one, other) => (one.from < other.from ? -1 : 1))
        .map(({ from, to }) => `${from}–${to}`)
        .join(', ')

/** `Monday`, or `Mon`; 0 is Monday. 5 January 2026 was one. */
export const weekdayName = (index: number, length: 'long' | 'short'): string =>
  new Intl.DateTimeFormat(i18next.language, { weekday: length, timeZone: 'UTC' }).format(Date.UTC(2026, 0, 5 + index))

/** `2026-11-23` of an instant where the business is, and `10:42`. */
export const wallAt = (now: string, timeZone: string): { day: string; time: string } => ({
  day: dayOf(now, timeZone),
  time: localIso(now, timeZone).slice(11, 16),
})

/** `25–26 Dec`, `31 Dec`, `6–9 Feb 2027`: the year where it is not this one. */
export function formatDays(from: string, to: string, today: string): string {
  const locale = i18next.language === 'en' ? 'en-GB' : i18next.language
  const thisYear = from.slice(0, 4) === today.slice(0, 4) && to.slice(0, 4) === today.slice(0, 4)
  const year = thisYear ? {} : ({ year: 'numeric' } as const)
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC', ...year })
  return format.formatRange(Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)).replace(/\s*–\s*/, '–')
}
