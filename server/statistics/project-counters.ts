import { byGrain, count } from '#runtime/metrics/count.ts'
import { groupBy } from '#schemas/group-by.ts'
import type { Projection } from '../engine/parts.ts'
import { batchNumber } from '../engine/projections/batches.ts'
import { StoreUsageError } from '../store/contract.ts'
import { counters } from './collections.ts'
import { newCounter } from './new-counter.ts'

/** The roll-ups. Each applies a batch's number once, so nothing counts twice. */
export const projectCounters: Projection = async ({ store, timeZones, log }, batch) => {
  const counted = store.collection(counters)
  const once = batchNumber(batch.id)
  const workspaces = groupBy(batch.turns, (turn) => turn.workspaceId)
  const writes = [...workspaces].map(async ([workspaceId, turns]) => {
    const sums = byGrain(count(turns, await timeZones.of(workspaceId)))
    for (const grain of sums)
      await Promise.all(
        [...grain].map(([id, { cohort, amounts }]) =>
          counted.increment(id, amounts, { initial: newCounter(workspaceId, cohort), once }).catch((error: unknown) => {
            // It would fail for ever, and hold up everything behind it.
            if (!(error instanceof StoreUsageError)) throw error
            log.error({ error, counterId: id }, 'a count could not be taken')
          }),
        ),
      )
  })
  await Promise.all(writes)
}
