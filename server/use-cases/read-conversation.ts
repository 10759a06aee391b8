import type { ConversationDetail, Listing, TurnView } from '#schemas/api/contract.ts'
import type { Session } from '#schemas/conversation.ts'
import { type Turn, turnId } from '#schemas/turn.ts'
import { conversationNews, conversationRow, conversationView } from '../engine/conversation-list.ts'
import type { Engine } from '../engine/engine.ts'
import { newestState, newestTurn } from '../engine/take-turn.ts'
import { type ConversationDoc, conversations, type DeliveryDoc, deliveries } from '../store/collections.ts'
import { type Names, viewOf } from './list-conversations.ts'
import { turnView } from './turn-view.ts'

/** A conversation with its newest state; null when it is not in this workspace. */
export async function readConversation(
  engine: Engine,
  workspaceId: string,
  conversationId: string,
  names: Names,
): Promise<ConversationDetail | null> {
  const newest = await newestTurn(engine, conversationId)
  if (newest?.workspaceId !== workspaceId) return null
  const doc = await engine.store.collection(conversations).get(conversationId)
  // The list may be a moment behind the turn; what the turn says wins.
  const { last, read } = conversationNews([newest])
  const current: ConversationDoc = {
    ...conversationRow([newest]),
    ...doc,
    ...conversationView([newest]),
    ...(last ? { last } : {}),
    ...(read !== undefined ? { read } : {}),
  }
  const { contact, language, handOff, windowUntil, session, status, owner } = newest.state
  return {
    ...viewOf(doc ? { ...current, last: current.last.text ? current.last : doc.last } : current, names),
    state: {
      contact,
      status,
      owner,
      ...(language ? { language } : {}),
      ...(windowUntil ? { windowUntil } : {}),
      ...(session ? { session: withoutVariables(session) } : {}),
      ...(handOff ? { handOff } : {}),
    },
    ...(handOff ? { handOff } : {}),
  }
}

const withoutVariables = ({ variables: _, ...session }: Session): Omit<Session, 'variables'> => session

/** Turns of a conversation, oldest first: those after a number, or the ones just before it. */
export async function readTurns(
  engine: Engine,
  workspaceId: string,
  conversationId: string,
  names: Names,
  range: { after?: number; before?: number; limit?: number },
): Promise<Listing<TurnView> | null> {
  const known = engine.newest.get(conversationId) ?? (await newestState(engine, conversationId))
  if (known?.state.workspaceId !== workspaceId) return null
  const limit = range.limit ?? 50
  const forward = range.after !== undefined
  const { items } = await engine.turns.find(
    {
      _id: {
        $gt: turnId(conversationId, range.after ?? 0),
        $lt: range.before === undefined ? `${conversationId}/` : turnId(conversationId, range.before),
      },
    },
    { sort: { _id: forward ? 1 : -1 }, limit },
  )
  const ordered = forward ? items : items.reverse()
  const sent = await deliveriesOf(engine, ordered)
  const edge = forward ? ordered.at(-1) : ordered[0]
  const more = items.length === limit && edge && (forward || edge.number > 1)
  return {
    items: await Promise.all(ordered.map((turn) => turnView(engine, names, turn, sent))),
    ...(more ? { next: String(edge.number) } : {}),
  }
}

/** An agent has seen everything up to now. */
export async function markRead(engine: Engine, workspaceId: string, conversationId: string): Promise<boolean> {
  const docs = engine.store.collection(conversations)
  const doc = await docs.get(conversationId)
  if (doc?.workspaceId !== workspaceId) return false
  if (doc.read < doc.inbound) await docs.update(conversationId, { $set: { read: doc.inbound } }, { read: { $lt: doc.inbound } })
  return true
}

async function deliveriesOf(engine: Engine, turns: readonly Turn[]): Promise<Map<string, DeliveryDoc>> {
  const ids = turns.flatMap((turn) => (turn.state.channel.kind === 'web-chat' ? [] : turn.say.map((said) => said.id)))
  const docs = ids.length > 0 ? await engine.store.collection(deliveries).getMany(ids) : []
  return new Map(docs.map((doc) => [doc._id, doc]))
}
