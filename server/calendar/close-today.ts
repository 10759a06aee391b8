import { dayEnds } from '#nodes/opening.ts'
import type { CalendarView, ClosureToBegin } from '#schemas/api/calendar.ts'
import type { Calendar } from '#schemas/calendar.ts'
import { secondsAfter } from '#schemas/instant.ts'
import { instantNow } from '../deps.ts'
import { invalidInput } from '../errors.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { readCalendar } from './read-calendar.ts'
import { type CalendarDeps, writeVersion } from './write-version.ts'

/** Whoever is closed for longer has days that differ. */
const longestSeconds = 7 * 86_400

/**
 * Closes at once, whatever the hours say, until the end of today or the given instant; then it ends by itself. Closed already, it says
 * anew until when and why.
 */
export async function closeToday(deps: CalendarDeps, actor: Actor, { until, reason }: ClosureToBegin): Promise<CalendarView> {
  const now = instantNow(deps)
  if (until !== undefined && until <= now) throw invalidInput({ path: '/until', message: 'is over already' })
  if (until !== undefined && until > secondsAfter(now, longestSeconds))
    throw invalidInput({ path: '/until', message: 'is more than a week ahead; add days that differ instead' })
  const { timeZone } = await deps.engine.timeZones.place(actor.workspaceId)
  await writeVersion(deps, actor, (newest) => {
    const calendar: Calendar = { timeZone: timeZone ?? 'UTC', week: newest.week, days: newest.days }
    const goesOn = newest.closed && newest.closed.until > now ? newest.closed : undefined
    const closed = {
      from: goesOn?.from ?? now,
      until: until ?? dayEnds(calendar, now),
      by: goesOn?.by ?? actor.caller.user.id,
      ...(reason ? { reason } : {}),
    }
    return { ...newest, closed }
  })
  await recordAudit(deps, actor, 'close', 'today')
  return readCalendar(deps, actor.workspaceId)
}

/** Ends a closure before its time; nothing where there is none. */
export async function openAgain(deps: CalendarDeps, actor: Actor): Promise<CalendarView> {
  const now = instantNow(deps)
  const written = await writeVersion(deps, actor, ({ closed, ...hours }) => (closed && closed.until > now ? hours : null))
  if (written) await recordAudit(deps, actor, 'open', 'today')
  return readCalendar(deps, actor.workspaceId)
}
