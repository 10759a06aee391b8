import { flowAfter } from '#runtime/agent-actions.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import { isForgotten } from '#runtime/forget.ts'
import { nodeName } from '#runtime/graph.ts'
import { timersOf } from '#runtime/timers.ts'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { TurnView } from '#schemas/api/turns.ts'
import type { ConversationState, Session } from '#schemas/conversation.ts'
import { instantAt } from '#schemas/instant.ts'
import { type Turn, turnId } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { newestTurn } from '../engine/turns/take-turn.ts'
import { type DeliveryDoc, deliveries } from '../outbox/collections.ts'
import { alsoOpen } from './also-open.ts'
import { type ConversationDoc, conversations } from './collections.ts'
import { conversationNews, conversationRow, conversationView } from './conversation-list.ts'
import { type Names, viewOf } from './list-conversations.ts'
import { belongs, spotsOf, standingAt, type Viewer } from './scope.ts'
import { seenBy } from './seen.ts'
import { turnView } from './turn-view.ts'

/** A conversation with its newest state; null when it is not theirs to see. */
export async function readConversation(
  engine: Engine,
  who: Viewer,
  conversationId: string,
  names: Names,
): Promise<ConversationDetail | null> {
  const newest = await newestTurn(engine, conversationId)
  if (newest?.workspaceId !== who.workspaceId || isForgotten(newest.state)) return null
  if (spotsOf(who) && !belongs(who, await standingAt(engine, newest))) return null
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
  const { contact, language, handOff, channel, session, status, owner, case: is } = newest.state
  const windowUntil = engine.windows(channel.kind).of(newest.state, instantAt(engine.now())).agent.until
  const back = await backOf(engine, newest.state)
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
    ...remindersIn(newest.state),
    ...(is ? { case: { number: is.number, openedAt: is.openedAt, ...(is.closed ? { closedAt: is.closed.at } : {}) } } : {}),
    ...(back ? { back } : {}),
    ...(await alsoOpen(engine, who, newest.state, names)),
  }
}

function remindersIn(state: ConversationState): Pick<ConversationDetail, 'reminders'> {
  const reminders = timersOf(state, 'reminder').map(({ id, dueAt, by, text }) => ({ id, dueAt, by, text }))
  return reminders.length > 0 ? { reminders: reminders.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1)) } : {}
}

/** What goes on when the chat is handed back: a node that asks afresh, or a flow that begins. */
async function backOf(engine: Engine, state: ConversationState): Promise<ConversationDetail['back']> {
  const { session, workspaceId } = state
  const { starting, withdrawn } = await engine.flows.live(workspaceId)
  const left = session && withdrawn.get(session.flowId)
  const isOver = left && session.version <= left.upTo
  const compiled = session?.at && !isOver && (await engine.flows.version(workspaceId, session.flowId, session.version))
  const node = compiled && session.at && compiled.nodes.get(session.at.nodeId)
  if (compiled && node) return { flow: compiled.flow.name, node: nodeName(node, engine.registry) }
  const now = instantAt(engine.now())
  const again = engine.windows(state.channel.kind).of(state, now).flow.may === 'anything' && flowAfter(state, starting, now)
  return again ? { flow: again.flow.name } : undefined
}

const withoutVariables = ({ variables: _, ...session }: Session): Omit<Session, 'variables'> => session

/** Turns of a conversation, oldest first: those after a number, or the ones just before it. */
export async function readTurns(
  engine: Engine,
  who: Viewer,
  conversationId: string,
  names: Names,
  range: { after?: number; before?: number; limit?: number },
): Promise<Listing<TurnView> | null> {
  if (!(await seenBy(engine, who, conversationId))) return null
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
  const inOrder = forward ? items : items.reverse()
  // What was deleted goes within seconds; nobody reads it meanwhile.
  const ordered = inOrder.slice(inOrder.findLastIndex(({ state }) => isForgotten(state)) + 1)
  const sent = await deliveriesOf(engine, ordered)
  const edge = forward ? ordered.at(-1) : ordered[0]
  const more = items.length === limit && edge && (forward || edge.number > 1)
  return {
    items: await Promise.all(ordered.map((turn) => turnView(engine, names, turn, sent))),
    ...(more ? { next: String(edge.number) } : {}),
  }
}

/** An agent has seen everything up to now; whether anything was new. Null for a chat that is not theirs to see. */
export async function markRead(engine: Engine, who: Viewer, conversationId: string): Promise<{ wasUnread: boolean } | null> {
  const docs = engine.store.collection(conversations)
  const doc = await docs.get(conversationId)
  if (doc?.workspaceId !== who.workspaceId) return null
  // The row may be behind: one that is handed away is not theirs, whatever the list still says.
  if (spotsOf(who) && !(await seenBy(engine, who, conversationId))) return null
  const wasUnread = doc.read < doc.inbound
  if (wasUnread) await docs.update(conversationId, { $set: { read: doc.inbound } }, { read: { $lt: doc.inbound } })
  return { wasUnread }
}

async function deliveriesOf(engine: Engine, turns: readonly Turn[]): Promise<Map<string, DeliveryDoc>> {
  const ids = turns.flatMap((turn) => (dialects[turn.state.channel.kind].encode ? turn.say.map((said) => said.id) : []))
  const docs = ids.length > 0 ? await engine.store.collection(deliveries).getMany(ids) : []
  return new Map(docs.map((doc) => [doc._id, doc]))
}
