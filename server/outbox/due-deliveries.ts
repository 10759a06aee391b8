import { instantAt } from '#schemas/instant.ts'
import type { Collection } from '../store/contract.ts'
import { pagesOf } from '../store/find-all.ts'
import type { DeliveryDoc } from './collections.ts'

/** How many that are due are taken up in one go. */
export const mostDue = 500

/** What is due, by conversation in the order it was said; what waits in a line of this process keeps nothing else from being found. */
export async function dueDeliveries(
  docs: Collection<DeliveryDoc>,
  now: number,
  isInLine: (delivery: DeliveryDoc) => boolean,
): Promise<DeliveryDoc[]> {
  const where = { dueAt: { $lte: instantAt(now) } }
  const due: DeliveryDoc[] = []
  for await (const page of pagesOf(docs, where, { sort: { dueAt: 1 }, limit: mostDue })) {
    due.push(...page.filter((delivery) => !isInLine(delivery)))
    if (due.length >= mostDue) break
  }
  return due.sort((a, b) => (a._id < b._id ? -1 : 1))
}
