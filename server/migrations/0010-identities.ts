import { inbox } from '../engine/collections.ts'
import { identities } from '../people/collections.ts'
import type { StoreMigration } from './migration.ts'

/**
 * A message that is kept has its turn in the conversation it was kept for: whoever it is from has that one from then on, also where it
 * has not begun. All others of earlier releases are found by what they were called.
 */
export const identitiesOfKept: StoreMigration = {
  id: '0010-identities',
  does: 'who waits for a first answer has a conversation',
  async page(store, after) {
    const { items, next } = await store
      .collection(inbox)
      .find({}, { sort: { _id: 1 }, limit: 200, ...(after === undefined ? {} : { after }) })
    const made = items.map(({ workspaceId, conversationId, message: { channelId, from } }) => ({
      _id: `${channelId}:${from.externalId}`,
      workspaceId,
      conversationId,
    }))
    const { inserted } = await store.collection(identities).insertMany(made)
    return { changed: inserted, next }
  },
}
