import { instantAt } from '#schemas/instant.ts'
import { turnId } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { leaseEnd } from '../engine/lease.ts'
import { startLoop, type Worker } from '../engine/loop.ts'
import { newestTurn, turnOf } from '../engine/turns/take-turn.ts'
import { actOnConversation } from './act-on-conversation.ts'
import { type ClosingDoc, closings } from './collections.ts'

const tickMs = 1_000
/** So many turns, then how far it is becomes durable. Messages get their turn in between. */
const chunk = 20

/**
 * Closes many conversations, or opens them again, turn by turn. How far it is stands in the store and every turn has a key of its own:
 * after a crash it goes on, and nothing is closed, opened or counted twice.
 */
export function startClosings(engine: Engine): Worker {
  const worker = startLoop(
    async () => ((await closeDue(engine)) > 0 ? 0 : tickMs),
    (error) => engine.log.error({ error }, 'chats are not closed yet; it goes on'),
  )
  const stopListening = engine.store.collection(closings).subscribe(({ doc }) => {
    if (doc?.dueAt) worker.nudge()
  })
  return {
    ...worker,
    stop: async () => {
      stopListening()
      await worker.stop()
    },
  }
}

/** One step of everything that is due. How many were. */
export async function closeDue(engine: Engine): Promise<number> {
  const docs = engine.store.collection(closings)
  const { items } = await docs.find({ dueAt: { $lte: instantAt(engine.now()) } }, { sort: { dueAt: 1 }, limit: 20 })
  for (const { _id, dueAt } of items) {
    const leased = await docs.update(_id, { $set: { dueAt: leaseEnd(engine.now()) } }, { dueAt: dueAt as string })
    if (leased) await (leased.undone ? openSome(engine, leased) : closeSome(engine, leased))
  }
  return items.length
}

async function closeSome(engine: Engine, doc: ClosingDoc): Promise<void> {
  const some = doc.conversationIds.slice(doc.at, doc.at + chunk)
  const who = { workspaceId: doc.workspaceId, agentId: doc.agentId }
  let closed = 0
  for (const conversationId of some) {
    const key = closedKey(doc, conversationId)
    const done =
      (await turnOf(engine, key)) ?? (await actOnConversation(engine, who, conversationId, { do: 'close' }, key)).kind === 'done'
    if (done) closed++
  }
  const at = doc.at + some.length
  const change = { $set: { at, closed: doc.closed + closed } }
  const docs = engine.store.collection(closings)
  const isOver = at >= doc.conversationIds.length
  // Whoever took it back meanwhile has made it due: that must not be lost.
  if (isOver && (await docs.update(doc._id, { ...change, $unset: ['dueAt'] }, { undone: null }))) return
  await docs.update(doc._id, { $set: { ...change.$set, dueAt: instantAt(engine.now()) } })
}

/** Back to whom they belonged, those in which nothing has happened since. */
async function openSome(engine: Engine, doc: ClosingDoc): Promise<void> {
  const end = Math.min(doc.back + chunk, doc.at)
  const who = { workspaceId: doc.workspaceId, agentId: doc.agentId }
  let opened = 0
  for (const conversationId of doc.conversationIds.slice(doc.back, end)) {
    const key = `reopen:${doc._id}:${conversationId}`
    if ((await turnOf(engine, key)) || (await open(conversationId, key))) opened++
  }
  const isOver = end >= doc.at
  const set = { back: end, opened: doc.opened + opened }
  const docs = engine.store.collection(closings)
  if (isOver && (await docs.update(doc._id, { $set: set, $unset: ['dueAt'] }, { at: doc.at }))) return
  await docs.update(doc._id, { $set: { ...set, dueAt: instantAt(engine.now()) } })

  async function open(conversationId: string, key: string): Promise<boolean> {
    const closedIn = await turnOf(engine, closedKey(doc, conversationId))
    if (!closedIn || (await newestTurn(engine, conversationId))?.number !== closedIn.number) return false
    const to = (await engine.turns.get(turnId(conversationId, closedIn.number - 1)))?.state.owner
    return to !== undefined && (await actOnConversation(engine, who, conversationId, { do: 'reopen', to }, key)).kind === 'done'
  }
}

const closedKey = ({ _id }: ClosingDoc, conversationId: string): string => `close:${_id}:${conversationId}`
