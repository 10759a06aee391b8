import type { EventView } from '#schemas/api/events.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { knownEvents } from '#schemas/event.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { events } from './collections.ts'
import { eventView } from './take-events.ts'

interface Asked {
  contact?: string | undefined
  type?: string | undefined
  after?: string | undefined
  limit?: number | undefined
}

/** What happened, the newest first: to everybody, or to one person, or of one type. */
export async function listEvents(
  store: Store,
  workspaceId: string,
  { contact, type, after, limit = 50 }: Asked,
): Promise<Listing<EventView>> {
  const filter = { ...(contact ? { contactId: contact } : {}), ...(type ? { type } : {}) }
  const page = await inWorkspace(store, events, workspaceId).find(filter, {
    sort: { at: -1 },
    limit,
    ...(after ? { after } : {}),
  })
  return { items: page.items.map(eventView), ...(page.next ? { next: page.next } : {}) }
}

/** So many types are told apart. */
const mostTypes = 200

/** Which types have happened, found one after the other; and those the house knows. */
export async function listEventTypes(store: Store, workspaceId: string): Promise<{ items: { type: string; known?: true }[] }> {
  const docs = inWorkspace(store, events, workspaceId)
  const found = new Set<string>(knownEvents)
  let after = ''
  for (let n = 0; n < mostTypes; n++) {
    const { items } = await docs.find({ type: { $gt: after } }, { limit: 1, fields: ['type'] })
    const [next] = items
    if (!next) break
    found.add(next.type)
    after = next.type
  }
  return {
    items: [...found]
      .sort()
      .map((type) => ({ type, ...(knownEvents.some((one) => one === type) ? { known: true as const } : {}) })),
  }
}

/** All that happened to somebody, the newest first. */
export const eventsOf = async (store: Store, workspaceId: string, contactId: string): Promise<EventView[]> =>
  (await findAll(store.collection(events), { workspaceId, contactId }, { at: -1 })).map(eventView)
