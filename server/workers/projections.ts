import { instantAt } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { startLoop, type Worker } from './loop.ts'
import { project } from './project.ts'

/** Turns gather this long, so that one conversation's turns and one node's counts become one write. */
const gatherMs = 100
const lookForLeftBehindEvery = 15_000
const leftBehindAfterMs = 30_000

/**
 * Keeps the conversation list, the contacts and the counters caught up with the turns. `found` is given the turns of batches that
 * another process left behind, whose deliveries may not be written yet.
 */
export function startProjections(engine: Engine, found: (turns: Turn[]) => Promise<void>): Worker & { flush(): Promise<void> } {
  let lookedAt = engine.now()
  // A batch that could not be projected stays first in line; it may be repeated, so trying again is safe.
  const line: { id: string; turns: Turn[] }[] = []
  const catchUp = async (): Promise<void> => {
    const closed = await engine.batches.rotate()
    if (closed) line.push(closed)
    for (let next = line[0]; next; next = line[0]) {
      await project(engine.store, next)
      await engine.batches.done(next.id)
      line.shift()
    }
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

/** What a crash left, before anything new is taken. On the embedded store no other process can be alive: nothing needs waiting for. */
export const projectFirst = (engine: Engine, found: (turns: Turn[]) => Promise<void>): Promise<number> =>
  projectLeftBehind(engine, engine.store.kind === 'embedded' ? 0 : leftBehindAfterMs, found)

/** Projects the batches of processes that died: those opened long enough ago that nobody can still be adding to them. */
async function projectLeftBehind(engine: Engine, olderThanMs: number, found: (turns: Turn[]) => Promise<void>): Promise<number> {
  const openedBefore = instantAt(engine.now() - olderThanMs + 1)
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
    await found(members)
    await engine.batches.done(id)
    turns += members.length
  }
  return turns
}
