import { workspaces } from '../store/collections.ts'
import type { Store } from '../store/contract.ts'
import { remembered } from './remembered.ts'

/** The time zone of each workspace. */
export interface TimeZones {
  of(workspaceId: string): string | undefined | Promise<string | undefined>
  close(): void
}

export function workspaceTimeZones(store: Store): TimeZones {
  const docs = store.collection(workspaces)
  const zones = remembered(docs, async (workspaceId) => (await docs.get(workspaceId))?.timeZone)
  return { of: zones.get, close: zones.close }
}
