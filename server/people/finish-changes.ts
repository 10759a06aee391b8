import { instantAt } from '#schemas/instant.ts'
import { inPages, startDuty } from '../engine/duty.ts'
import type { Engine } from '../engine/engine.ts'
import type { Worker } from '../engine/loop.ts'
import { closeEntry } from './change-contact.ts'
import { contactEntries } from './collections.ts'
import { finishLeftMerges } from './merges.ts'

const pauseMs = 5_000
const atOnce = 100
/** Whoever made it has it in hand until then. */
const inHandMs = 10_000

/** Brings into their contacts what a crash left in the log alone. */
export const startFinishingChanges = (engine: Engine): Worker =>
  startDuty(engine, {
    name: 'people',
    failing: 'changes of people wait in their logs',
    round: inPages({ atOnce, pauseMs }, async () => {
      await finishLeftMerges(engine.store, instantAt(engine.now() - inHandMs))
      return finishChanges(engine)
    }),
  })

/** Finishes the changes that nobody has in hand any more. How many. */
export async function finishChanges({ store, now }: Pick<Engine, 'store' | 'now'>): Promise<number> {
  const left = { open: { $lte: instantAt(now() - inHandMs) } }
  const { items } = await store.collection(contactEntries).find(left, { sort: { open: 1 }, limit: atOnce })
  for (const entry of items) await closeEntry(store, entry)
  return items.length
}
