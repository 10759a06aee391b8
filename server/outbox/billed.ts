import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type DeliveryDoc, deliveries } from './collections.ts'

export type BilledDelivery = DeliveryDoc & Required<Pick<DeliveryDoc, 'pricing'>>

/** More than that in a month is not looked at in one go. */
const mostLookedAt = 200_000

/** The deliveries of a month that their vendors told a price of; of the days around it too, which are in it in some time zones. */
export async function billedIn(
  store: Store,
  workspaceId: string,
  month: string,
): Promise<{ deliveries: BilledDelivery[]; partial?: true }> {
  const begins = Date.parse(`${month}-01T00:00:00.000Z`)
  const dayMs = 86_400_000
  const range = {
    $gte: new Date(begins - dayMs).toISOString(),
    $lt: new Date(begins + 33 * dayMs).toISOString(),
  }
  const fields = ['workspaceId', 'channelId', 'channelKind', 'address', 'pricing', 'from', 'unasked']
  const found: BilledDelivery[] = []
  let after: string | undefined
  do {
    const options = { sort: { 'pricing.at': 1 } as const, limit: 1000, fields, ...(after ? { after } : {}) }
    const page = await inWorkspace(store, deliveries, workspaceId).find({ 'pricing.at': range }, options)
    found.push(...(page.items as BilledDelivery[]))
    after = page.next
  } while (after && found.length < mostLookedAt)
  return { deliveries: found, ...(after ? { partial: true } : {}) }
}
