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

/** `2026-11-23` of an instant where the business is, and `10:42`. */
export const wallAt = (now: string, timeZone: string): { day: string; time: string } => ({
  day: dayOf(now, timeZone),
  time: localIso(now, timeZone).slice(11, 16),
})
