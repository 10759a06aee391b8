import { recountEvents } from '../people/index.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { events } from './collections.ts'

/** What is kept of a person’s events is what all of them say. Whether it was something else. */
export const recountOf = (
  store: Store,
  { workspaceId, contactId }: { workspaceId: string; contactId: string },
): Promise<boolean> =>
  recountEvents(store, contactId, async (counting) => {
    const all = await findAll(store.collection(events), { workspaceId, contactId }, { at: 1 })
    return all.filter(({ _id, todo }) => todo === undefined || counting.includes(_id))
  })
