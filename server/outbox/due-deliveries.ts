import { instantAt } from '#schemas/instant.ts'
import type { Collection, Filter } from '../store/contract.ts'
import { pagesOf } from '../store/find-all.ts'
import type { DeliveryDoc } from './collections.ts'
import type { Lane, OfChannel } from './pace.ts'

/** How many of a lane that are due are taken up in one go. */
export const mostDue = 500

/** The channels of which anything waits to be sent, or is being sent. */
export async function* channelsWaiting(docs: Collection<DeliveryDoc>): AsyncGenerator<OfChannel> {
  let after = ''
  for (;;) {
    const where = { channelId: { $gt: after }, dueAt: { $gt: '' } }
    const { items } = await docs.find(where, {
      sort: { channelId: 1, bulk: 1, dueAt: 1 },
      limit: 1,
      fields: ['channelId', 'channelKind'],
    })
    const next = items[0]
    if (!next) return
    yield next
    after = next.channelId
  }
}

/**
 * The first that are due of a channel's lane, at most `most`, by conversation in the order it was said. What has to wait here keeps
 * nothing else from being found.
 */
export async function dueDeliveries(
  docs: Collection<DeliveryDoc>,
  { channelId, lane, most }: { channelId: string; lane: Lane; most: number },
  now: number,
  hasToWait: (delivery: DeliveryDoc) => boolean,
): Promise<DeliveryDoc[]> {
  const where: Filter = { channelId, bulk: lane === 'bulk' ? true : null, dueAt: { $lte: instantAt(now) } }
  const due: DeliveryDoc[] = []
  for await (const page of pagesOf(docs, where, { sort: { dueAt: 1 }, limit: mostDue })) {
    for (const delivery of page) if (due.length < most && !hasToWait(delivery)) due.push(delivery)
    if (due.length >= most) break
  }
  return due.sort((a, b) => (a._id < b._id ? -1 : 1))
}
