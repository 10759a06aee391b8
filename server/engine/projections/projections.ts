import type { Turn } from '#schemas/turn.ts'
import { findAll } from '../../store/find-all.ts'
import { startDuty } from '../duty.ts'
import type { Engine } from '../engine.ts'
import type { Worker } from '../loop.ts'
import { Lanes, Passing } from './lanes.ts'

/** Turns gather this long, so that one conversation's turns and one node's counts become one write. */
const gatherMs = 100
const lookForLeftBehindEvery = 5_000
const leftBehindAfterMs = 30_000

/** Given turns whose deliveries may not be written yet. */
type Found = (turns: Turn[]) => Promise<void>

/** Stands beside the projections in what is still to do for a batch. */
const deliveries = 'deliveries'

const failing = 'projections are behind; they go on from the turns'

/**
 * Keeps everything that is derived from turns caught up with them, each projection by itself. `found`: what of a batch of this process
 * was not written, when a write failed; `left`: of one that another process left behind.
 */
export function startProjections(engine: Engine, found: Found, left = found): Worker & { flush(): Promise<void> } {
  let lookedAt = Number.NEGATIVE_INFINITY
  const failed = (error: unknown): void => engine.log.error({ error }, failing)
  const lanes = lanesOf(engine, found)
  const projections = engine.projections.map(({ name }) => name)
  const takeUp = async (): Promise<void> => {
    for (const { id, turns, doubted } of await engine.batches.rotate())
      lanes.add(
        new Passing(
          id,
          doubted ? [...projections, deliveries] : projections,
          () => turnsIn(engine, id),
          () => engine.batches.done(id),
          doubted ? undefined : turns,
        ),
      )
  }
  // Whoever asks, one after the other.
  let before: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    before = before.catch(() => {}).then(work)
    return before
  }
  const flush = (): Promise<void> =>
    inTurn(async () => {
      await takeUp()
      await lanes.finish()
    })
  let looking: Promise<void> | undefined
  const round = async (): Promise<number> => {
    await inTurn(async () => {
      await takeUp()
      await lanes.goOn()
    }).catch(failed)
    if (!looking && engine.now() - lookedAt >= lookForLeftBehindEvery) {
      lookedAt = engine.now()
      looking = projectLeftBehind(engine, leftBehindAfterMs, left)
        .catch(failed)
        .finally(() => {
          looking = undefined
        })
    }
    return gatherMs
  }
  const worker = startDuty(engine, { name: 'projections', failing, round })
  return {
    ...worker,
    flush,
    stop: async () => {
      await worker.stop()
      await looking
      await flush().catch(failed)
      await engine.batches.close()
    },
  }
}

/**
 * What a crash left, before anything new is taken: on the embedded store, where no other process can be alive. Elsewhere nobody waits
 * for it; the projections look for it by themselves.
 */
export const projectFirst = async (engine: Engine, left: Found): Promise<void> => {
  if (engine.store.alone) await projectLeftBehind(engine, 0, left)
}

/**
 * Projects the batches of processes that renewed none of theirs for so long: they died. What a projection could not do of a batch is
 * left for the next look, by whichever process.
 */
export async function projectLeftBehind(engine: Engine, afterMs: number, left: Found): Promise<void> {
  const all = [...engine.projections.map(({ name }) => name), deliveries]
  for (const line of await engine.batches.leftBehind(afterMs)) {
    const lanes = lanesOf(engine, left)
    for (const batch of line) {
      if (!(await engine.batches.claim(batch))) break
      const { _id, todo } = batch
      const toDo = todo ? all.filter((name) => todo.includes(name)) : all
      if (toDo.length === 0) await engine.batches.done(_id)
      lanes.add(
        new Passing(
          _id,
          toDo,
          () => turnsIn(engine, _id),
          () => engine.batches.done(_id),
        ),
      )
      // Whoever failed rests, and is told of at the end.
      await lanes.goOn().catch(() => {})
    }
    await lanes.finish()
  }
}

const lanesOf = (engine: Engine, found: Found): Lanes =>
  new Lanes(
    engine,
    [...engine.projections, { name: deliveries, essential: true, project: (_, { turns }) => found([...turns]) }],
    (error) => engine.log.error({ error }, failing),
  )

const turnsIn = (engine: Engine, id: string): Promise<Turn[]> => findAll(engine.turns, { batch: id }, { batch: 1 })
