import { dayOf } from '#nodes/dates.ts'
import type { CalendarView } from '#schemas/api/calendar.ts'
import { type HoursRange, overMidnight } from '#schemas/calendar.ts'
import { wallAt } from './calendar-words.ts'

/** Minutes of a day, from midnight on. */
export interface Stretch {
  from: number
  to: number
}

const wholeDay = 1440

/** Which part of a day (`2026-11-30`) the switch closes; undefined when none of it. */
export function closedPart({ closed, timeZone }: CalendarView, day: string): Stretch | undefined {
  if (!closed) return undefined
  const [first, last] = [dayOf(closed.from, timeZone), dayOf(closed.until, timeZone)]
  if (day < first || day > last) return undefined
  const from = day === first ? minutesOf(wallAt(closed.from, timeZone).time) : 0
  const to = day === last ? minutesOf(wallAt(closed.until, timeZone).time) : wholeDay
  return from < to ? { from, to } : undefined
}

/** A day's hours in pieces: those that the closed part takes, and what is left around it. */
export function inPieces(hours: readonly Stretch[], closed: Stretch | undefined): (Stretch & { shut: boolean })[] {
  if (!closed) return hours.map((each) => ({ ...each, shut: false }))
  return hours.flatMap(({ from, to }) =>
    [
      { from, to: Math.min(to, closed.from), shut: false },
      { from: Math.max(from, closed.from), to: Math.min(to, closed.to), shut: true },
      { from: Math.max(from, closed.to), to, shut: false },
    ].filter((piece) => piece.from < piece.to),
  )
}

/** What of a day's hours is still open after its closed part, as hours. */
export function openAfter(hours: readonly HoursRange[], closed: Stretch): HoursRange[] {
  return hours.flatMap((each) => {
    const end = overMidnight(each) ? wholeDay : minutesOf(each.to)
    if (end <= closed.to) return []
    return [minutesOf(each.from) >= closed.to ? each : { from: timeOf(closed.to), to: each.to }]
  })
}

/** What of a day's hours, and of the night before, lies on the day itself. */
export const stretchesOf = (hours: readonly HoursRange[], before: readonly HoursRange[]): Stretch[] => [
  ...before.filter(overMidnight).map(({ to }) => ({ from: 0, to: minutesOf(to) })),
  ...hours.map((each) => ({ from: minutesOf(each.from), to: overMidnight(each) ? wholeDay : minutesOf(each.to) })),
]

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
