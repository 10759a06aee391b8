import { isDeepStrictEqual } from 'node:util'
import type { Remake } from '../engine/parts.ts'
import type { Others } from '../jobs/rebuild.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { conversations } from './collections.ts'
import { conversationRow } from './conversation-list.ts'

/** The row of a conversation as its turns have it. What an agent has read of it since stands in no turn, and stays. */
export const remakeConversation: Remake = async ({ store }, { conversationId: _id, turns, settled }) => {
  const docs = store.collection(conversations)
  const is = await docs.get(_id)
  if (turns.length === 0) {
    if (!is) return 'same'
    return (await docs.delete({ _id, turn: is.turn })) > 0 ? 'changed' : 'again'
  }
  const made = conversationRow(turns)
  const row = JSON.parse(JSON.stringify({ ...made, read: Math.max(made.read, Math.min(is?.read ?? 0, made.inbound)) }))
  if (!is) return (await docs.insertMany([row])).inserted > 0 ? 'changed' : 'again'
  if (is.turn > row.turn && !settled) return 'again'
  if (isDeepStrictEqual(is, row)) return 'same'
  return (await docs.put(row, { turn: is.turn, read: is.read })) ? 'changed' : 'again'
}

/** Which conversations have a row. */
export const conversationsWithRows: Others = async (store, workspaceId, after) => {
  const { items, next } = await inWorkspace(store, conversations, workspaceId).find(
    {},
    { sort: { updatedAt: -1 }, limit: 100, fields: ['_id'], ...(after === undefined ? {} : { after }) },
  )
  return { ids: items.map(({ _id }) => _id), next }
}
