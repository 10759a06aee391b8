import type { Opening } from '#nodes/contract.ts'
import { nextClosing, openingAt } from '#nodes/opening.ts'
import type { World } from '#runtime/turn-draft.ts'
import type { Calendar } from '#schemas/calendar.ts'
import { type Instant, secondsAfter } from '#schemas/instant.ts'
import type { CalendarVersion } from '../parts.ts'

/** What a turn is told of the opening hours, by the version of them that holds, on the clocks of the workspace. */
export const openingBy = (version: CalendarVersion, timeZone = 'UTC'): World['opening'] => ({
  version: version.number,
  at: (now) => {
    const known = lately.get(version)
    if (known && known.timeZone === timeZone && known.from <= now && now < known.until) return known.opening
    const calendar: Calendar = { ...version, timeZone }
    const opening = openingAt(calendar, now)
    lately.set(version, { timeZone, from: now, until: changesAt(calendar, now, opening), opening })
    return opening
  },
})

/** Every message of a busy hour asks the same, and it changes a few times a day. */
const lately = new WeakMap<CalendarVersion, { timeZone: string; from: Instant; until: Instant; opening: Opening }>()

/** Until when the answer stays; looked at again within the hour where no change is in sight. */
const changesAt = (calendar: Calendar, now: Instant, { open, next }: Opening): Instant =>
  (open ? nextClosing(calendar, now) : next) ?? secondsAfter(now, 3600)
