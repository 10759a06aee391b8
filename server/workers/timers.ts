import { instantAt } from '#schemas/instant.ts'
import type { Engine } from '../engine/engine.ts'
import { takeTurn } from '../engine/take-turn.ts'
import { type ConversationDoc, conversations } from '../store/collections.ts'
import { startLoop, type Worker } from './loop.ts'

const tickMs = 1_000
const atOnce = 500
/** No other process wakes a node that one is waking, for this long: more than its turn should take. */
const leaseMs = 30_000

/** Wakes waiting nodes when their time has come. Durable: what is due is a query, so a restart forgets nothing. */
export function startTimers(engine: Engine): Worker {
  return startLoop(
    async () => ((await wakeDue(engine)) === atOnce ? 0 : tickMs),
    (error) => engine.log.error({ error }, 'timers are late'),
  )
}

/** Fires every timer that is due; each once, because its visit is over afterwards. How many were due. */
export async function wakeDue(engine: Engine): Promise<number> {
  const docs = engine.store.collection(conversations)
  const now = instantAt(engine.now())
  const { items } = await docs.find({ wakeAt: { $lte: now } }, { sort: { wakeAt: 1 }, limit: atOnce })
  await Promise.all(items.map((doc) => wake(engine, doc)))
  return items.length
}

async function wake(engine: Engine, doc: ConversationDoc): Promise<void> {
  const docs = engine.store.collection(conversations)
  const lease = instantAt(engine.now() + leaseMs)
  const ours = await docs.update(doc._id, { $set: { wakeAt: lease } }, { wakeAt: doc.wakeAt as string, turn: doc.turn })
  if (!ours) return
  const taken = await engine.queue.run(doc._id, {
    run: (network) =>
      takeTurn(engine, { conversationId: doc._id, event: { kind: 'timer', visitId: doc.visitId ?? '' }, network }),
  })
  // The list showed an older turn, or shows this one until it is projected: either way this alarm has rung.
  if (taken.kind !== 'duplicate') await docs.update(doc._id, { $unset: ['wakeAt'] }, { wakeAt: lease, turn: doc.turn })
}
