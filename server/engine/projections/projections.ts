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

/** Given turns whose deliveries may not be written yet: of batches that another process left behind, or of which a write failed. */
type Found = (turns: Turn[]) => Promise<void>

/** Stands beside the projections in what is still to do for a batch. */
const deliveries = 'deliveries'

/** Keeps everything that is derived from turns caught up with them, each projection by itself. */
export function startProjections(engine: Engine, found: Found): Worker & { flush(): Promise<void> } {
  let lookedAt = Number.NEGATIVE_INFINITY
  const lanes = lanesOf(engine, found)
  const projections = engine.projections.map(({ name }) => name)
  const failing = 'projections are behind; they go on from the turns'
  const failed = (error: unknown): void => engine.log.error({ error }, failing)
  const goOn = async (patient: boolean): Promise<void> => {
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
    await lanes.goOn(patient)
  }
  // Whoever asks, one after the other.
  let before: Promise<void> = Promise.resolve()
  const catchUp = (patient = false): Promise<void> => {
    before = before.catch(() => {}).then(() => goOn(patient))
    return before
  }
  const round = async (): Promise<number> => {
    await catchUp(true).catch(failed)
    if (engine.now() - lookedAt >= lookForLeftBehindEvery) {
      lookedAt = engine.now()
      await projectLeftBehind(engine, leftBehindAfterMs, found)
    }
    return gatherMs
  }
  const worker = startDuty(engine, { name: 'projections', failing, round })
  return {
    ...worker,
    flush: () => catchUp(),
    stop: async () => {
      await worker.stop()
      await catchUp().catch(failed)
      await engine.batches.close()
    },
  }
}

/**
 * What a crash left, before anything new is taken: on the embedded store, where no other process can be alive. Elsewhere nobody waits
 * for it; the projections look for it by themselves.
 */
export const projectFirst = async (engine: Engine, found: Found): Promise<void> => {
  if (engine.store.alone) await projectLeftBehind(engine, 0, found)
}

/**
 * Projects the batches of processes that renewed none of theirs for so long: they died. What a projection could not do of a batch is
 * left for the next look, by whichever process.
 */
export async function projectLeftBehind(engine: Engine, afterMs: number, found: Found): Promise<void> {
  const all = [...engine.projections.map(({ name }) => name), deliveries]
  for (const line of await engine.batches.leftBehind(afterMs)) {
    const lanes = lanesOf(engine, found)
    let failure: { error: unknown } | undefined
    for (const batch of line) {
      if (!(await engine.batches.claim(batch))) break
      const { _id, todo } = batch
      const left = todo ? all.filter((name) => todo.includes(name)) : all
      if (left.length === 0) await engine.batches.done(_id)
      lanes.add(
        new Passing(
          _id,
          left,
          () => turnsIn(engine, _id),
          () => engine.batches.done(_id),
        ),
      )
      await lanes.goOn().catch((error: unknown) => {
        failure = { error }
      })
    }
    if (failure) throw failure.error
  }
}

const lanesOf = (engine: Engine, found: Found): Lanes =>
  new Lanes(engine, [...engine.projections, { name: deliveries, project: (_, { turns }) => found([...turns]) }])

const turnsIn = (engine: Engine, id: string): Promise<Turn[]> => findAll(engine.turns, { batch: id }, { batch: 1 })
