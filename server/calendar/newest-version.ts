import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type CalendarDoc, calendars } from './collections.ts'

/** The version of a workspace's calendar that holds; undefined before the first. */
export async function newestVersion(store: Store, workspaceId: string): Promise<CalendarDoc | undefined> {
  const { items } = await inWorkspace(store, calendars, workspaceId).find({}, { sort: { number: -1 }, limit: 1 })
  return items[0]
}
