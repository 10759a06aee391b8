import type { CalendarView } from '#schemas/api/calendar.ts'
import { userNames } from '../accounts/index.ts'
import { instantNow } from '../deps.ts'
import { newestVersion } from './newest-version.ts'
import type { CalendarDeps } from './write-version.ts'

/** The calendar that holds now. Hours that nobody set are left out: then it is always open. */
export async function readCalendar(
  deps: Pick<CalendarDeps, 'store' | 'now' | 'engine'>,
  workspaceId: string,
): Promise<CalendarView> {
  const [{ timeZone = 'UTC' }, newest] = await Promise.all([
    deps.engine.timeZones.place(workspaceId),
    newestVersion(deps.store, workspaceId),
  ])
  const { revision = 0, week, days = [], hoursAt, hoursBy } = newest ?? {}
  const closed = newest?.closed && newest.closed.until > instantNow(deps) ? newest.closed : undefined
  const nameOf = await userNames(deps.store, [...(hoursBy ? [hoursBy] : []), ...(closed ? [closed.by] : [])])
  return {
    revision,
    timeZone,
    ...(week && revision > 0 ? { week } : {}),
    days,
    ...(closed ? { closed: { ...closed, by: nameOf(closed.by) } } : {}),
    ...(hoursAt && hoursBy ? { changedAt: hoursAt, changedBy: nameOf(hoursBy) } : {}),
  }
}
