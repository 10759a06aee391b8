import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { startLoop, type Worker } from './loop.ts'
import { project } from './project.ts'

/** Turns gather this long, so that one conversation's turns and one node's counts become one write. */
const gatherMs = 100
const lookForLeftBehindEvery = 15_000
const leftBehindAfterMs = 30_000

/** Keeps the conversation list, the contacts and the counters caught up with the turns. */
export function startProjections(engine: Engine): Worker & { flush(): Promise<void> } {
  let lookedAt = Number.NEGATIVE_INFINITY
  const catchUp = async (): Promise<void> => {
    const batch = await engine.batches.rotate()
    if (!batch) return
    await project(engine.store, batch)
    await engine.batches.done(batch.id)
  }
  const worker = startLoop(
    async () => {
      await catchUp()
      if (engine.now() - lookedAt >= lookForLeftBehindEvery) {
        const first = lookedAt === Number.NEGATIVE_INFINITY
        lookedAt = engine.now()
        await projectLeftBehind(engine, first && engine.store.kind === 'embedded' ? 0 : leftBehindAfterMs)
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

/** Batches of a process that died. On the embedded store no other process can be alive, so nothing needs to be waited for. */
export async function projectLeftBehind(
  engine: Engine,
  olderThanMs: number,
  found?: (turns: Turn[]) => Promise<void>,
): Promise<number> {
  const openedBefore = new Date(engine.now() - olderThanMs + 1).toISOString()
  let turns = 0
  for (const id of await engine.batches.leftBehind(openedBefore)) {
    const members: Turn[] = []
    let after: string | undefined
    do {
      const page = await engine.turns.find({ batch: id }, { sort: { batch: 1 }, limit: 1000, ...(after ? { after } : {}) })
      members.push(...page.items)
      after = page.next
    } while (after)
    if (members.length > 0) await project(engine.store, { id, turns: members })
    await found?.(members)
    await engine.batches.done(id)
    turns += members.length
  }
  return turns
}
