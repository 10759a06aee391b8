import type { Instant } from '#schemas/instant.ts'
import type { Engine } from '../engine/engine.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { conversations } from './collections.ts'
import { eraseConversation } from './forget-conversation.ts'

const mostLookedAt = 1000
const atOnce = 50

/** The closed chats in which nothing happened since, so many of them. */
export async function oldChats(store: Store, workspaceId: string, before: Instant, limit = mostLookedAt): Promise<string[]> {
  const { items } = await inWorkspace(store, conversations, workspaceId).find(
    { list: 'closed', updatedAt: { $lt: before } },
    { sort: { updatedAt: -1 }, limit, fields: ['_id'] },
  )
  return items.map(({ _id }) => _id)
}

/** Lets some of them go as those of somebody erased go: figures stay. How many. */
export async function dropOldChats(engine: Engine, workspaceId: string, before: Instant): Promise<number> {
  const ids = await oldChats(engine.store, workspaceId, before, atOnce)
  for (const conversationId of ids)
    await eraseConversation(engine, { id: 'kept-long-enough', workspaceId, userId: 'retention', conversationId })
  return ids.length
}
