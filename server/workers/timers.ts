import { instantAt } from '#schemas/instant.ts'
import type { Engine } from '../engine/engine.ts'
import { leaseEnd, underLease } from '../engine/lease.ts'
import { takeTurn } from '../engine/take-turn.ts'
import { type ConversationDoc, conversations } from '../store/collections.ts'
import { startLoop, type Worker } from './loop.ts'
import { UnderWay } from './under-way.ts'

const tickMs = 1_000
const atOnce = 500

/** Wakes waiting nodes when their time has come. Durable: what is due is a query, so a restart forgets nothing. */
export function startTimers(engine: Engine): Worker {
  const failed = (error: unknown): void => engine.log.error({ error }, 'timers are late')
  const underWay = new UnderWay(failed)
  const worker = startLoop(async () => {
    const due = await dueTimers(engine)
    for (const doc of due) underWay.begin(doc._id, () => wake(engine, doc))
    await underWay.downTo(atOnce)
    return due.length === atOnce ? 0 : tickMs
  }, failed)
  return underWay.endingWith(worker)
}

/** Fires every timer that is due; each once, because its visit is over afterwards. How many were due. */
export async function wakeDue(engine: Engine): Promise<number> {
  const due = await dueTimers(engine)
  await Promise.all(due.map((doc) => wake(engine, doc)))
  return due.length
}

async function dueTimers(engine: Engine): Promise<ConversationDoc[]> {
  const due = { wakeAt: { $lte: instantAt(engine.now()) } }
  return (await engine.store.collection(conversations).find(due, { sort: { wakeAt: 1 }, limit: atOnce })).items
}

async function wake(engine: Engine, doc: ConversationDoc): Promise<void> {
  const docs = engine.store.collection(conversations)
  let lease = doc.wakeAt as string
  const prolong = async (until: string): Promise<boolean> => {
    const leased = await docs.update(doc._id, { $set: { wakeAt: until } }, { wakeAt: lease, turn: doc.turn })
    if (leased) lease = until
    return leased !== null
  }
  if (!(await prolong(leaseEnd(engine.now())))) return
  const taken = await underLease(engine.now, prolong, () =>
    engine.queue.run(doc._id, {
      run: (network) =>
        takeTurn(engine, { conversationId: doc._id, event: { kind: 'timer', visitId: doc.visitId ?? '' }, network }),
    }),
  )
  // The list showed an older turn, or shows this one until it is projected: either way this alarm has rung.
  if (taken.kind !== 'duplicate') await docs.update(doc._id, { $unset: ['wakeAt'] }, { wakeAt: lease, turn: doc.turn })
}
