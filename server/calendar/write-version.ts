import { allDay } from '#schemas/calendar.ts'
import { type Deps, instantNow } from '../deps.ts'
import { UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import type { Actor } from '../workspaces/index.ts'
import { type CalendarDoc, calendars } from './collections.ts'
import { newestVersion } from './newest-version.ts'

export type CalendarDeps = Pick<Deps, 'store' | 'now' | 'random' | 'engine'>

/** What a version says beside its number and who made it. */
export type Said = Pick<CalendarDoc, 'revision' | 'week' | 'days' | 'closed' | 'hoursAt' | 'hoursBy'>

/**
 * Makes the next version of a workspace's calendar of the newest, in one write that all of it stands in; null where `change` says that
 * there is nothing to change. Whoever loses the number to another begins again from that one's.
 */
export async function writeVersion(
  { store, engine, ...deps }: CalendarDeps,
  { workspaceId, caller }: Actor,
  change: (newest: Said) => Said | null,
): Promise<CalendarDoc | null> {
  for (;;) {
    const newest = await newestVersion(store, workspaceId)
    const said = change(newest ?? { revision: 0, week: allDay(), days: [] })
    if (!said) return null
    const number = (newest?.number ?? 0) + 1
    const { revision, week, days, closed, hoursAt, hoursBy } = said
    try {
      return await inWorkspace(store, calendars, workspaceId).insert({
        _id: `${workspaceId}.${String(number).padStart(8, '0')}`,
        number,
        revision,
        week,
        days,
        ...(closed ? { closed } : {}),
        ...(hoursAt && hoursBy ? { hoursAt, hoursBy } : {}),
        changedAt: instantNow(deps),
        changedBy: caller.user.id,
      })
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error
    } finally {
      engine.calendars.forget(workspaceId)
    }
  }
}
