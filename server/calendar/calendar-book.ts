import type { CalendarVersion } from '../engine/parts.ts'
import type { Store } from '../store/contract.ts'
import { type Remembered, remembered } from '../store/remembered.ts'
import { calendars } from './collections.ts'
import { newestVersion } from './newest-version.ts'

/** The calendar of each workspace that holds now; null where nobody made one. */
export function calendarBook(store: Store): Remembered<CalendarVersion | null> {
  const load = async (workspaceId: string) => (await newestVersion(store, workspaceId)) ?? null
  return remembered(store.collection(calendars), load, ({ id }) => id.slice(0, id.lastIndexOf('.')))
}
