import type { ConversationDetail } from '#schemas/api/inbox.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { Engine } from '../engine/engine.ts'
import { newestState } from '../engine/turns/take-turn.ts'
import { groupOf } from '../people/index.ts'
import { type Names, viewOf } from './list-conversations.ts'
import { chatsOf } from './of-contact.ts'
import { belongs, type Viewer } from './scope.ts'

interface AlsoOpen {
  also?: NonNullable<ConversationDetail['also']>
  people?: string[]
}

/** The other open chats of the person of a conversation, as far as somebody may see them, and who else they are. */
export async function alsoOpen(
  engine: Engine,
  who: Viewer,
  { conversationId, contact }: Pick<ConversationState, 'conversationId' | 'contact'>,
  names: Names,
): Promise<AlsoOpen> {
  const { store } = engine
  const people = await groupOf(store, who.workspaceId, contact.id)
  const rows = (await Promise.all(people.map((id) => chatsOf(store, who.workspaceId, id)))).flat()
  const others = rows.filter((row) => row._id !== conversationId && row.status === 'open' && belongs(who, row))
  const found = await Promise.all(
    others.map(async (row) => {
      const is = (await newestState(engine, row._id))?.state.case
      if (!is || is.closed) return []
      const { id, channel, owner, ownerName } = viewOf(row, names)
      const answers = owner.kind === 'agent' ? { owner: { id: owner.agentId, name: ownerName ?? '' } } : {}
      return [{ id, channel, since: is.openedAt, ...answers, ...(owner.kind === 'queue' ? { waits: true as const } : {}) }]
    }),
  )
  const also = found.flat()
  return { ...(also.length > 0 && { also }), ...(people.length > 1 && { people }) }
}
