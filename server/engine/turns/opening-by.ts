import { openingAt } from '#nodes/opening.ts'
import type { World } from '#runtime/turn-draft.ts'
import type { CalendarVersion } from '../parts.ts'

/** What a turn is told of the opening hours, by the version of them that holds, on the clocks of the workspace. */
export const openingBy = (calendar: CalendarVersion, timeZone = 'UTC'): World['opening'] => ({
  version: calendar.number,
  at: (now) => openingAt({ ...calendar, timeZone }, now),
})
