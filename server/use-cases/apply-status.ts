import { laterStatus } from '#runtime/delivery-status.ts'
import type { ChannelEvent } from '#schemas/message.ts'
import type { Engine } from '../engine/engine.ts'
import { type DeliveryDoc, deliveries } from '../store/collections.ts'

/**
 * What the vendor says became of a message. Statuses come repeated, out of order, and even before the send call's own answer:
 * they only ever move a delivery up the lattice. The delivery after it, or null when there is nothing to change.
 */
export async function applyStatus(
  engine: Engine,
  channelId: string,
  event: ChannelEvent & { kind: 'status' },
): Promise<DeliveryDoc | null> {
  const docs = engine.store.collection(deliveries)
  const byOurId = event.ourId ? await docs.get(event.ourId) : null
  let delivery =
    byOurId?.channelId === channelId
      ? byOurId
      : ((await docs.find({ channelId, providerIds: event.providerId }, { limit: 1 })).items[0] ?? null)
  while (delivery) {
    const status = laterStatus(delivery.status, event.status)
    if (status === delivery.status) return null
    const error = event.error ? event.error.details || event.error.title : undefined
    const changed = await docs.update(
      delivery._id,
      { $set: { status, at: event.at, ...(error && status === 'failed' ? { error } : {}) } },
      { status: delivery.status },
    )
    if (changed) return changed
    delivery = await docs.get(delivery._id)
  }
  return null
}
