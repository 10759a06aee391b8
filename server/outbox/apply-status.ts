import { laterStatus } from '#runtime/delivery-status.ts'
import type { ChannelEvent, DeliveryReason, DeliveryStatus } from '#schemas/message.ts'
import type { Engine } from '../engine/engine.ts'
import type { Collection } from '../store/contract.ts'
import { type DeliveryDoc, deliveries } from './collections.ts'
import { isTriedAgain } from './delivery-notes.ts'
import { partOf } from './delivery-part.ts'

/**
 * What the vendor says became of a message. Statuses come repeated, out of order, and even before the send call's own answer:
 * they only ever move a delivery up the lattice. A status also proves that a part was accepted, so a crash between sending and
 * noting it repeats nothing. `why` it failed is for the agent. The delivery after it, or null when there is nothing
 * to change.
 */
export async function applyStatus(
  engine: Engine,
  channelId: string,
  event: ChannelEvent & { kind: 'status' },
  why?: DeliveryReason,
): Promise<DeliveryDoc | null> {
  const docs = engine.store.collection(deliveries)
  const named = event.ourId ? partOf(event.ourId) : undefined
  const byOurId = named ? await deliveryOf(docs, named.deliveryId, channelId) : null
  let delivery =
    byOurId?.channelId === channelId
      ? byOurId
      : ((await docs.find({ channelId, providerIds: event.providerId }, { limit: 1 })).items[0] ?? null)
  while (delivery) {
    const sent: DeliveryDoc = delivery
    const accepted =
      event.status !== 'failed' && named?.part === sent.providerIds.length ? [...sent.providerIds, event.providerId] : null
    const status = sent.dueAt && event.status !== 'failed' ? sent.status : laterStatus(sent.status, event.status)
    if (status === sent.status && !accepted) return null
    const changed = await docs.update(
      sent._id,
      {
        $set: {
          status,
          at: event.at,
          ...(accepted ? { providerIds: accepted } : {}),
          ...(why && status === 'failed' ? { reason: why } : {}),
          ...(status === 'failed' && sent.status !== 'failed' && !isTriedAgain(sent, why) ? { untold: true } : {}),
          ...(isDelivered(status) && event.pricing && !sent.pricing ? { pricing: { ...event.pricing, at: event.at } } : {}),
        },
      },
      { status: sent.status },
    )
    if (changed) return changed
    delivery = await docs.get(sent._id)
  }
  return null
}

/** What is not delivered is not billed. */
const isDelivered = (status: DeliveryStatus): boolean => status === 'delivered' || status === 'read' || status === 'played'

/** A message may be told of while its delivery is still being written: a change stands in line behind that, reading does not. */
const deliveryOf = async (docs: Collection<DeliveryDoc>, id: string, channelId: string): Promise<DeliveryDoc | null> =>
  (await docs.get(id)) ?? docs.update(id, { $set: { channelId } }, { channelId })
