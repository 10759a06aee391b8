import { instant, listOf, maybe, nameText, object, revision, text } from '#schemas/api/shape.ts'
import type { Closure, DifferingDays, HoursRange, WeekHours } from '#schemas/calendar.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'
import { count, key, name } from '../store/fields.ts'

/**
 * One version of a workspace's calendar. The newest holds; earlier ones stay as they were, so that what was open when can be said
 * later. `_id` is `<workspaceId>.<number, eight digits>`: who is second to write a number is told so, and nobody overwrites anybody.
 */
export interface CalendarDoc extends Stored {
  workspaceId: string
  number: number
  /** Counts the changes of week and days; 0 while there are none and it is always open. */
  revision: number
  week: WeekHours
  days: DifferingDays[]
  closed?: Closure
  changedAt: Instant
  changedBy: string
  /** When week and days became what they are, and by whom; absent while there are none. */
  hoursAt?: Instant
  hoursBy?: string
}

const hours = listOf(object<HoursRange>({ from: text(5, 5), to: text(5, 5) }), 6)

export const calendars = define<CalendarDoc>(
  'calendars',
  [{ name: 'workspace', fields: { workspaceId: 1, number: -1 } }],
  object<CalendarDoc>({
    _id: key,
    workspaceId: key,
    number: count,
    revision,
    week: object<WeekHours>({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours }),
    days: listOf(object<DifferingDays>({ from: text(10, 10), to: text(10, 10), name, hours }), 400),
    closed: maybe(object<Closure>({ from: instant, until: instant, by: key, reason: maybe(nameText) })),
    changedAt: instant,
    changedBy: key,
    hoursAt: maybe(instant),
    hoursBy: maybe(key),
  }),
)
