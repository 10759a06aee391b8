import type { Place, TimeZones } from '../engine/parts.ts'
import type { Store } from '../store/contract.ts'
import { remembered } from '../store/remembered.ts'
import { workspaces } from './collections.ts'
import { countryOfZone } from './countries.ts'

export function workspaceTimeZones(store: Store): TimeZones {
  const docs = store.collection(workspaces)
  // One that has none is remembered as well.
  const places = remembered(docs, async (workspaceId): Promise<Place> => {
    const { timeZone, country, closeAfterQuietHours } = (await docs.get(workspaceId)) ?? {}
    return { timeZone, country: country ?? (timeZone ? countryOfZone(timeZone) : undefined), closeAfterQuietHours }
  })
  return {
    of: (workspaceId) => {
      const known = places.get(workspaceId)
      return known instanceof Promise ? known.then(({ timeZone }) => timeZone) : known.timeZone
    },
    place: (workspaceId) => places.get(workspaceId),
    close: places.close,
  }
}
