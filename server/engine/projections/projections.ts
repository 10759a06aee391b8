import type { Turn } from '#schemas/turn.ts'
import { findAll } from '../../store/find-all.ts'
import type { Engine } from '../engine.ts'
import { startLoop, type Worker } from '../loop.ts'
import type { ClosedBatch } from './batches.ts'
import { project } from './project.ts'

/** Turns gather this long, so that one conversation's turns and one node's counts become one write. */
const gatherMs = 100
const lookForLeftBehindEvery = 5_000
const leftBehindAfterMs = 30_000

/**
 * Keeps the conversation list, the contacts and the counters caught up with the turns. `found` is given turns whose deliveries may
 * not be written yet: of batches that another process left behind, and of those of which a write failed.
 */
export function startProjections(engine: Engine, found: (turns: Turn[]) => Promise<void>): Worker & { flush(): Promise<void> } {
  let lookedAt = Number.NEGATIVE_INFINITY
  // A batch that could not be projected stays first in line; it may be repeated, so trying again is safe.
  const line: ClosedBatch[] = []
  const projectLine = async (): Promise<void> => {
    line.push(...(await engine.batches.rotate()))
    for (let next = line[0]; next; next = line[0]) {
      if (next.doubted) await projectStored(engine, next.id, found)
      else await project(engine, next)
      await engine.batches.done(next.id)
      line.shift()
    }
  }
  // Whoever asks, one after the other: a batch is projected before the next.
  let before: Promise<void> = Promise.resolve()
  const catchUp = (): Promise<void> => {
    before = before.catch(() => {}).then(projectLine)
    return before
  }
  const worker = startLoop(
    async () => {
      await catchUp()
      if (engine.now() - lookedAt >= lookForLeftBehindEvery) {
        lookedAt = engine.now()
        await projectLeftBehind(engine, leftBehindAfterMs, found)
      }
      return gatherMs
    },
    (error) => engine.log.error({ error }, 'projections are behind; they go on from the turns'),
  )
  return {
    ...worker,
    flush: catchUp,
    stop: async () => {
      await worker.stop()
      await catchUp()
      await engine.batches.close()
    },
  }
}

/**
 * What a crash left, before anything new is taken: on the embedded store, where no other process can be alive. Elsewhere nobody waits
 * for it; the projections look for it by themselves.
 */
export const projectFirst = async (engine: Engine, found: (turns: Turn[]) => Promise<void>): Promise<void> => {
  if (engine.store.alone) await projectLeftBehind(engine, 0, found)
}

/** Projects the batches of processes that renewed none of theirs for so long: they died. */
export async function projectLeftBehind(engine: Engine, afterMs: number, found: (turns: Turn[]) => Promise<void>): Promise<void> {
  for (const line of await engine.batches.leftBehind(afterMs))
    for (const batch of line) {
      if (!(await engine.batches.claim(batch))) break
      await projectStored(engine, batch._id, found)
      await engine.batches.done(batch._id)
    }
}

/** Projects a batch as the store knows it. */
async function projectStored(engine: Engine, id: string, found: (turns: Turn[]) => Promise<void>): Promise<void> {
  const turns = await findAll(engine.turns, { batch: id }, { batch: 1 })
  if (turns.length > 0) await project(engine, { id, turns })
  await found(turns)
}
