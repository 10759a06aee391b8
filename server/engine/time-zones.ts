import { workspaces } from '../store/collections.ts'
import type { Store } from '../store/contract.ts'

/** The time zone of each workspace, remembered until its document changes. */
export interface TimeZones {
  of(workspaceId: string): string | undefined | Promise<string | undefined>
  close(): void
}

export function workspaceTimeZones(store: Store): TimeZones {
  const docs = store.collection(workspaces)
  const known = new Map<string, string | undefined>()
  let changes = 0
  const stop = docs.subscribe(
    ({ id }) => {
      changes++
      known.delete(id)
    },
    () => {
      changes++
      known.clear()
    },
  )
  const load = async (workspaceId: string): Promise<string | undefined> => {
    const began = changes
    const timeZone = (await docs.get(workspaceId))?.timeZone
    if (began === changes) known.set(workspaceId, timeZone)
    return timeZone
  }
  return { of: (workspaceId) => (known.has(workspaceId) ? known.get(workspaceId) : load(workspaceId)), close: stop }
}
