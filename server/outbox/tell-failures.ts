import { inPages, startDuty } from '../engine/duty.ts'
import type { Engine } from '../engine/engine.ts'
import { undeliveredKey } from '../engine/event-keys.ts'
import type { Worker } from '../engine/loop.ts'
import { takeTurn } from '../engine/turns/take-turn.ts'
import { type DeliveryDoc, deliveries } from './collections.ts'

const tickMs = 1_000
const atOnce = 100

/**
 * Tells conversations of messages that reached nobody, each in a turn. That one is to be told stands in the delivery with its failing,
 * and goes when it is: so a crash in between leaves it to the next look, and the turn's key keeps it to one.
 */
export const startTellingFailures = (engine: Engine): Worker =>
  startDuty(engine, {
    name: 'undelivered',
    failing: 'conversations are not told of messages that failed yet',
    round: inPages({ atOnce, pauseMs: tickMs }, () => tellFailures(engine)),
  })

/** Tells of all that failed and is not told, so many at once; how many there were. */
export async function tellFailures(engine: Engine): Promise<number> {
  const docs = engine.store.collection(deliveries)
  const { items } = await docs.find({ untold: true }, { sort: { untold: 1 }, limit: atOnce })
  await Promise.all(
    items.map(async (delivery) => {
      await tell(engine, delivery)
      await docs.update(delivery._id, { $unset: ['untold'] }, { untold: true })
    }),
  )
  return items.length
}

/** Refused where everything of the person was deleted meanwhile: then there is nobody to be told of. */
async function tell(engine: Engine, { _id: said, conversationId, status, reason }: DeliveryDoc): Promise<void> {
  // It arrived after all.
  if (status !== 'failed') return
  await engine.queue.run(conversationId, {
    run: () =>
      takeTurn(engine, {
        conversationId,
        event: { kind: 'delivery-failed', said, ...(reason ? { reason } : {}) },
        inboundKey: undeliveredKey(said),
        looksFirst: true,
      }),
  })
}
