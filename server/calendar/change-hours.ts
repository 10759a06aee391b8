import type { CalendarView, HoursChange } from '#schemas/api/calendar.ts'
import { calendarProblems } from '#schemas/calendar.ts'
import { instantNow } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { readCalendar } from './read-calendar.ts'
import { type CalendarDeps, writeVersion } from './write-version.ts'

/** Sets the week and the days that differ, on top of the revision they were made from: whoever comes later than another is told. */
export async function changeHours(
  deps: CalendarDeps,
  actor: Actor,
  { revision, week, days: given }: HoursChange,
): Promise<CalendarView> {
  const problems = calendarProblems({ week, days: given })
  if (problems.length > 0) throw invalidInput(...problems)
  const days = [...given].sort((one, other) => (one.from < other.from ? -1 : 1))
  await writeVersion(deps, actor, (newest) => {
    if (newest.revision !== revision) throw new AppError('stale-hours')
    const hours = { revision: revision + 1, week, days, hoursAt: instantNow(deps), hoursBy: actor.caller.user.id }
    return { ...hours, ...(newest.closed ? { closed: newest.closed } : {}) }
  })
  await recordAudit(deps, actor, 'change', 'opening hours')
  return readCalendar(deps, actor.workspaceId)
}
