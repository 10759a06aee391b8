import { instantAt } from '#schemas/instant.ts'
import { type TimerDoc, timers } from '../collections.ts'
import { startDuty } from '../duty.ts'
import type { Engine } from '../engine.ts'
import { leaseMs, underLease } from '../lease.ts'
import type { Worker } from '../loop.ts'
import { takeTurn } from '../turns/take-turn.ts'
import { UnderWay } from '../under-way.ts'
import { eventOf } from './conversation-timer.ts'

const tickMs = 1_000
const atOnce = 500
const mostAttempts = 5

/**
 * Wakes waiting nodes, and lets the other timers ring, when their time has come. Durable: what is due is a query, so a restart forgets nothing. An attempt is counted
 * before it is made, so that one which ends the process is known by it; who was tried before rings alone, so that it is known which.
 */
export async function startTimers(engine: Engine): Promise<Worker> {
  const failing = 'timers are late'
  const underWay = new UnderWay((error) => engine.log.error({ error }, failing))
  let parkedToo = true
  const prepare = async (): Promise<void> => {
    if (parkedToo) await runParkedTimersAgain(engine)
    parkedToo = false
  }
  if (engine.store.alone) await prepare()
  const round = async (): Promise<number> => {
    await prepare()
    const due = await dueTimers(engine)
    for (const timer of due.filter(({ attempts }) => attempts === 0)) underWay.begin(timer._id, () => ring(engine, timer))
    const again = due.filter(({ attempts }) => attempts > 0)
    if (again.length > 0) underWay.begin('again', () => ringOneByOne(engine, again))
    await underWay.downTo(atOnce)
    return due.length === atOnce ? 0 : tickMs
  }
  return underWay.endingWith(startDuty(engine, { name: 'timers', failing, round }))
}

/** Fires every timer that is due; each once, because its visit is over afterwards. How many were due. */
export async function wakeDue(engine: Engine): Promise<number> {
  const due = await dueTimers(engine)
  await Promise.all(due.map((timer) => ring(engine, timer)))
  return due.length
}

/** Gives parked timers one more try. Runs at every start: what they failed on may have been mended before it. */
export async function runParkedTimersAgain(engine: Engine): Promise<void> {
  const change = { $set: { attempts: mostAttempts - 1, dueAt: instantAt(engine.now()) }, $unset: ['parked'] }
  await engine.store.collection(timers).updateMany({ parked: { $gt: '' } }, change)
}

/** For a start that rings none: tells how many are due and which are the first, by their conversations. */
export async function tellOfHeldTimers(engine: Engine): Promise<void> {
  const docs = engine.store.collection(timers)
  const due = { dueAt: { $lte: instantAt(engine.now()) } }
  const [count, first] = await Promise.all([docs.count(due), docs.find(due, { sort: { dueAt: 1 }, limit: 10 })])
  const conversations = first.items.map(({ conversationId, attempts }) => ({ conversationId, attempts }))
  engine.log.warn({ due: count, conversations }, 'no timer rings: ALUR_TIMERS is parked; start without it and they go on')
}

async function dueTimers(engine: Engine): Promise<TimerDoc[]> {
  const due = { dueAt: { $lte: instantAt(engine.now()) } }
  return (await engine.store.collection(timers).find(due, { sort: { dueAt: 1 }, limit: atOnce })).items
}

async function ringOneByOne(engine: Engine, due: readonly TimerDoc[]): Promise<void> {
  for (const timer of due) await ring(engine, timer)
}

async function ring(engine: Engine, due: TimerDoc): Promise<void> {
  const docs = engine.store.collection(timers)
  const timer = await lease(engine, due)
  if (!timer || timer.parked) return
  const { _id, conversationId, visitId, attempts, turn } = timer
  if (attempts > 1) engine.log.warn({ conversationId, visitId, attempts }, 'a timer is tried again')
  // A later attempt has a longer lease.
  const prolong = (until: string) => docs.update(_id, { $set: { dueAt: until } }, { attempts, turn, dueAt: { $lt: until } })
  try {
    const taken = await underLease(engine.now, prolong, () =>
      engine.queue.run(conversationId, {
        run: (network) => takeTurn(engine, { conversationId, event: eventOf(timer), network }),
      }),
    )
    // Stale: it was of an older turn. After a turn the projection moves it on, or removes it.
    if (taken.kind === 'refused') await docs.delete({ _id, attempts, turn })
  } catch (error) {
    engine.log.error({ error, conversationId, visitId }, 'the turn of a timer failed; it will be tried again')
  }
}

/** Leases a timer for one more try, or parks what was tried often enough; null when another process or a turn was faster. */
async function lease(
  engine: Engine,
  { _id, attempts: before, turn, dueAt, conversationId, visitId }: TimerDoc,
): Promise<TimerDoc | null> {
  const attempts = before + 1
  const change =
    attempts > mostAttempts
      ? { parked: 'tried-too-often' as const, dueAt: '9999-12-31T00:00:00.000Z' }
      : { attempts, dueAt: instantAt(engine.now() + leaseMs * 2 ** before) }
  const leased = await engine.store.collection(timers).update(_id, { $set: change }, { attempts: before, turn, dueAt })
  if (leased?.parked)
    engine.log.error(
      { conversationId, visitId },
      `a timer failed ${mostAttempts} times and is parked; the next start tries it again`,
    )
  return leased
}
