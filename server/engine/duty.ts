import { instantAt } from '#schemas/instant.ts'
import { type Filter, UniqueViolation } from '../store/contract.ts'
import { type DutyDoc, duties } from './collections.ts'
import { leaseEnd, leaseMs, underLease } from './lease.ts'
import { startLoop, type Worker } from './loop.ts'
import type { EngineParts } from './parts.ts'

/** Something that is done again and again, by the house itself. */
export interface Duty {
  /** As the log and the measures call it. */
  name: string
  /** What is not done while it fails, for the log. */
  failing: string
  /** One process at a time does it: all of them would find the same to do. Without, every process does, or takes what it does by leases. */
  alone?: true
  /** One round; how many ms until the next. What it throws is logged, and it goes on. */
  round(): Promise<number>
  /** Asks for a round sooner, whenever there is news; gives the way to stop that. */
  listen?(nudge: Worker['nudge']): () => void
}

/** A round that does what is due a page at a time: at once again after a full one, otherwise after a pause. `page` says how many there were. */
export const inPages =
  ({ atOnce, pauseMs }: { atOnce: number; pauseMs: number }, page: () => Promise<number>): Duty['round'] =>
  async () =>
    (await page()) === atOnce ? 0 : pauseMs

/** What became of a duty in this process since the start. */
export interface DutyTally {
  rounds: number
  failures: number
  /** When it last came to the end of a round, in ms since 1970. */
  lastAt?: number
}

type DutyEngine = Pick<EngineParts, 'store' | 'now' | 'log' | 'writer'> & { duties: Map<string, DutyTally> }

/** Does a duty from now on. A round that fails ends neither the process nor the duty. */
export function startDuty(engine: DutyEngine, { name, failing, alone, round, listen }: Duty): Worker {
  const tally: DutyTally = { rounds: 0, failures: 0 }
  engine.duties.set(name, tally)
  const once = alone && !engine.store.alone ? () => inTurn(engine, name, round) : round
  const worker = startLoop(
    async () => {
      const next = await once()
      tally.rounds++
      tally.lastAt = engine.now()
      return next
    },
    (error) => {
      tally.failures++
      engine.log.error({ error, duty: name }, failing)
    },
  )
  const stopListening = listen?.(worker.nudge)
  return {
    ...worker,
    stop: async () => {
      stopListening?.()
      await worker.stop()
    },
  }
}

/** A round, unless another process has the duty: that one keeps it until its next round is over, or it died. */
async function inTurn({ store, now, writer }: DutyEngine, name: string, round: () => Promise<number>): Promise<number> {
  const docs = store.collection(duties)
  const mine: DutyDoc = { _id: name, by: writer, until: leaseEnd(now()) }
  const free: Filter = { $or: [{ by: writer }, { until: { $lte: instantAt(now()) } }] }
  const taken = await docs.insert(mine).then(
    () => true,
    async (error: unknown) => {
      if (!(error instanceof UniqueViolation)) throw error
      return (await docs.update(name, { $set: { by: mine.by, until: mine.until } }, free)) !== null
    },
  )
  if (!taken) return leaseMs
  const prolong = (until: string) => docs.update(name, { $set: { until } }, { by: writer })
  const next = await underLease(now, prolong, round)
  await prolong(leaseEnd(now() + next))
  return next
}
