import { instantAt } from '#schemas/instant.ts'
import { type ConversationDoc, conversations } from '../chats/index.ts'
import type { Engine } from '../engine/engine.ts'
import { leaseEnd, underLease } from '../engine/lease.ts'
import { startLoop, type Worker } from '../engine/loop.ts'
import { takeTurn } from '../engine/turns/take-turn.ts'
import { pagesOf } from '../store/find-all.ts'
import { type LivePointerDoc, livePointers } from './collections.ts'

const tickMs = 1_000
const atOnce = 20
/**
 * What was read before the flow was unpublished may still let somebody in, in another process too, and the list of who is inside follows
 * the turns. Whoever is overlooked even so leaves with their next message or timer.
 */
const settleMs = 10_000

/** Moves people out of flows that were unpublished. Durable: what is left to do is a query, so a restart forgets nobody. */
export function startWithdrawals(engine: Engine): Worker {
  return startLoop(
    async () => {
      await withdrawDue(engine)
      return tickMs
    },
    (error) => engine.log.error({ error }, 'people are not moved out of unpublished flows'),
  )
}

/** Goes once through everybody who is in a flow that was unpublished. Each leaves once, because they are not in it afterwards. */
export async function withdrawDue(engine: Engine): Promise<void> {
  const due = { withdrawAt: { $lte: instantAt(engine.now()) } }
  const { items } = await engine.store
    .collection(livePointers)
    .find(due, { sort: { withdrawAt: 1 }, fields: ['workspaceId', 'withdrawn', 'withdrawAt'] })
  for (const pointer of items) await withdrawFrom(engine, pointer)
}

async function withdrawFrom(engine: Engine, { _id, workspaceId, withdrawn, withdrawAt }: LivePointerDoc): Promise<void> {
  const docs = engine.store.collection(livePointers)
  let lease = withdrawAt as string
  const prolong = async (until: string): Promise<boolean> => {
    const leased = await docs.update(_id, { $set: { withdrawAt: until } }, { withdrawAt: lease })
    if (leased) lease = until
    return leased !== null
  }
  if (!withdrawn || !(await prolong(leaseEnd(engine.now())))) return
  const { upTo, people, by, at } = withdrawn
  const leave = ({ _id: conversationId }: ConversationDoc) =>
    engine.queue.run(conversationId, {
      run: (network) =>
        takeTurn(engine, { conversationId, event: { kind: 'withdrawal', flowId: _id, upTo, people, by }, network }),
    })
  await underLease(engine.now, prolong, async () => {
    let found = 0
    const inside = { workspaceId, flowId: _id, nodeId: { $gt: '' }, version: { $lte: upTo } }
    for await (const page of pagesOf(engine.store.collection(conversations), inside, { limit: atOnce })) {
      found += page.length
      for (const left of await Promise.allSettled(page.map(leave)))
        if (left.status === 'rejected') engine.log.error({ flowId: _id, error: left.reason }, 'somebody could not be moved out')
    }
    const over = found === 0 && engine.now() >= Date.parse(at) + settleMs
    const next = instantAt(engine.now() + tickMs)
    await docs.update(_id, over ? { $unset: ['withdrawAt'] } : { $set: { withdrawAt: next } }, { withdrawAt: lease })
  })
}
