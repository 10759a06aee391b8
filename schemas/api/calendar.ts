import type { DifferingDays, HoursRange, WeekHours } from '../calendar.ts'
import { timeZone } from './accounts.ts'
import {
  anyText,
  day,
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  listOf,
  maybe,
  named,
  nameText,
  object,
  person,
  revision,
  type Shape,
  yesNo,
} from './shape.ts'

const clock = (pattern: string): Shape<string> => ({ type: 'string', pattern, 'x-reason': 'is no time such as 09:30' })
const hours = listOf(
  named(
    'HoursRange',
    object<HoursRange>({
      from: clock('^([01]\\d|2[0-3]):[0-5]\\d$'),
      to: clock('^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$'),
    }),
  ),
  6,
)
const week = named(
  'WeekHours',
  object<WeekHours>({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours }),
)
/** As many days that differ as several years have. */
const days = listOf(named('DifferingDays', object<DifferingDays>({ from: day, to: day, name: nameText, hours })), 400)

const closureFields = { from: instant, until: instant, by: person, reason: maybe(anyText) }
const calendarFields = {
  /** Counts the changes of the hours; 0 before they are set. Closing today does not count. */
  revision,
  /** The workspace's: the times on the wall are this place's. */
  timeZone,
  /** Absent until somebody sets the hours: then it is always open. */
  week: maybe(week),
  days,
  /** Closed whatever the hours say, until it ends by itself. Absent when it is over. */
  closed: maybe(object(closureFields)),
  changedAt: maybe(instant),
  changedBy: maybe(person),
}
/**
 * GET /workspaces/{w}/calendar → CalendarView. PUT HoursChange → CalendarView (409 `stale-hours`). PUT …/calendar/closure
 * ClosureToBegin, DELETE …/calendar/closure → CalendarView. Changes count at once; no flow is published again.
 */
export type CalendarView = FromFields<typeof calendarFields>
export const calendar = named<CalendarView>('Calendar', object(calendarFields))

export const hoursChange = object({ revision, week, days })
export type HoursChange = FromShape<typeof hoursChange>

/** Until the end of today unless it says so; a week at most. */
export const closureToBegin = object({ until: maybe(instant), reason: maybe(nameText) })
export type ClosureToBegin = FromShape<typeof closureToBegin>

const userFields = { flowId: id, name: anyText, live: yesNo }
/** A flow that asks whether the business is open, in its draft or, `live`, in its live version. GET …/calendar/flows → Listing<CalendarUser> */
export type CalendarUser = FromFields<typeof userFields>
export const calendarUsers = listing(named<CalendarUser>('CalendarUser', object(userFields)))
