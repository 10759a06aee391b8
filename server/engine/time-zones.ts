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
  // One that has none is remembered as well.
  const zones = remembered(docs, async (workspaceId) => ({ zone: (await docs.get(workspaceId))?.timeZone }))
  return {
    of: (workspaceId) => {
      const known = zones.get(workspaceId)
      return known instanceof Promise ? known.then(({ zone }) => zone) : known.zone
    },
    close: zones.close,
  }
}
