import type { JobReason, JobState } from '#schemas/api/jobs.ts'
import { instantAt } from '#schemas/instant.ts'
import { startDuty } from '../engine/duty.ts'
import type { Engine } from '../engine/engine.ts'
import { leaseEnd, leaseMs, underLease } from '../engine/lease.ts'
import type { Worker } from '../engine/loop.ts'
import { UnderWay } from '../engine/under-way.ts'
import type { Change, Collection } from '../store/contract.ts'
import { type JobDoc, jobInputs, jobs } from './collections.ts'
import type { JobKind, StepDone } from './job-kind.ts'

const mostAttempts = 5
/** So many jobs of all workspaces are under way in one process, the longest due first. */
const atOnce = 8

export type JobKinds = ReadonlyMap<string, JobKind>

const tickMs = 1_000

/** Goes on with whatever is to be done, in any process: after a crash from where it was, as soon as the lease of who died has ended. */
export function startJobs(engine: Engine, kinds: JobKinds): Worker {
  const failing = 'jobs are waiting'
  const underWay = new UnderWay((error) => engine.log.error({ error }, failing))
  let stopping = false
  let first = true
  const worker = startDuty(engine, {
    name: 'jobs',
    failing,
    round: async () => {
      if (first) {
        await runFailedAgain(engine, kinds)
        if (engine.store.alone) await takeOverFromTheDead(engine)
        first = false
      }
      for (const job of await dueJobs(engine)) underWay.begin(job._id, () => runJob(engine, kinds, job, () => stopping))
      await underWay.downTo(atOnce - 1)
      return tickMs
    },
    listen: (nudge) =>
      engine.store.collection(jobs).subscribe(({ doc }) => {
        if (doc?.state === 'queued') nudge(Math.max(0, Date.parse(doc.dueAt ?? '') - engine.now()) || 0)
      }),
  })
  return underWay.endingWith({
    ...worker,
    stop: () => {
      stopping = true
      return worker.stop()
    },
  })
}

/** Goes on with every job that is due, until it waits or is over; `onlyOneStep` of each otherwise. How many were due. */
export async function runDueJobs(engine: Engine, kinds: JobKinds, onlyOneStep = false): Promise<number> {
  const due = await dueJobs(engine)
  await Promise.all(due.map((job) => runJob(engine, kinds, job, () => onlyOneStep)))
  return due.length
}

/** Goes on with these alone, where nobody has them in hand: for a process that does nothing else. */
export async function runThese(engine: Engine, kinds: JobKinds, ids: string[]): Promise<void> {
  const now = instantAt(engine.now())
  const due = (await engine.store.collection(jobs).getMany(ids)).filter(({ dueAt }) => dueAt !== undefined && dueAt <= now)
  await Promise.all(due.map((job) => runJob(engine, kinds, job, () => false)))
}

async function dueJobs(engine: Engine): Promise<JobDoc[]> {
  const due = { dueAt: { $lte: instantAt(engine.now()) } }
  return (await engine.store.collection(jobs).find(due, { sort: { dueAt: 1 }, limit: atOnce })).items
}

/** Gives jobs that others wait for one more try. Runs at every start: what they failed on may have been mended before it. */
export async function runFailedAgain(engine: Engine, kinds: JobKinds): Promise<void> {
  const waitedFor = [...kinds.values()].flatMap(({ kind, mustEnd }) => (mustEnd ? kind : []))
  const change = {
    $set: { state: 'queued', attempts: mostAttempts - 1, dueAt: instantAt(engine.now()) },
    $unset: ['reason', 'endedAt'],
  }
  await engine.store
    .collection(jobs)
    .updateMany({ state: 'failed', 'reason.code': 'tried-too-often', kind: { $in: waitedFor } }, change)
}

/** Where a store is one process's alone, whoever had a lease before it is gone: nobody waits for its end. */
async function takeOverFromTheDead(engine: Engine): Promise<void> {
  const now = instantAt(engine.now())
  await engine.store
    .collection(jobs)
    .updateMany({ state: 'running', dueAt: { $gt: now } }, { $set: { state: 'queued', dueAt: now } })
}

/** Under a lease whose number every write of it names: one who lost it to another process changes nothing any more. */
async function runJob(engine: Engine, kinds: JobKinds, due: JobDoc, stopping: () => boolean): Promise<void> {
  const docs = engine.store.collection(jobs)
  const leased = await lease(engine, docs, kinds, due)
  if (!leased) return
  const mine = { fence: leased.fence, state: 'running' }
  const prolong = (until: string) => docs.update(leased._id, { $set: { dueAt: until } }, mine)
  const kind = kinds.get(leased.kind) as JobKind
  try {
    await underLease(engine.now, prolong, async () => {
      const kept = await engine.store.collection(jobInputs).get(leased._id)
      if (!kept) return void (await end(engine, docs, leased, 'failed', { code: 'input-gone' }))
      for (let job: JobDoc | null = leased; job; ) {
        if (job.cancelWanted) return void (await end(engine, docs, job, 'cancelled'))
        const did = await kind.step(engine, { ...job, input: kept.input })
        if (did.failed) return void (await end(engine, docs, job, 'failed', did.failed))
        const rests = did.againInMs === undefined || did.againInMs > 0 || stopping()
        const noted: JobDoc | null = await docs.update(job._id, changeBy(engine.now(), job, did, rests), mine)
        job = rests ? null : noted
      }
    })
  } catch (error) {
    // Its lease ends by itself, later with every attempt.
    engine.log.error(
      { error, job: leased._id, kind: leased.kind, attempts: leased.attempts },
      'a job failed; it will be tried again',
    )
  }
}

/** Leases a job for one more attempt, or ends what need not or cannot be tried; null when there is nothing to do here. */
async function lease(engine: Engine, docs: Collection<JobDoc>, kinds: JobKinds, due: JobDoc): Promise<JobDoc | null> {
  const { _id, attempts: before, fence, dueAt = null } = due
  if (due.cancelWanted) return end(engine, docs, due, 'cancelled')
  if (!kinds.has(due.kind)) return end(engine, docs, due, 'failed', { code: 'unknown-kind' })
  if (before >= mostAttempts) return end(engine, docs, due, 'failed', { code: 'tried-too-often' })
  const attempts = before + 1
  const until = instantAt(engine.now() + leaseMs * 2 ** before)
  return docs.update(_id, { $set: { state: 'running', attempts, fence: fence + 1, dueAt: until } }, { fence, dueAt })
}

function changeBy(now: number, { report, ...job }: JobDoc, did: StepDone, rests: boolean): Change {
  const over = did.againInMs === undefined
  const sums = Object.entries(did.report ?? {}).map(([name, more]) => [name, (report[name] ?? 0) + more] as const)
  const set = {
    done: job.done + did.done,
    report: { ...report, ...Object.fromEntries(sums) },
    attempts: over || rests ? 0 : 1,
    ...(did.of === undefined ? {} : { of: did.of }),
    ...(did.cursor === undefined ? {} : { cursor: did.cursor }),
  }
  const noCursor = did.cursor === undefined ? ['cursor'] : []
  if (over) return { $set: { ...set, state: 'done', endedAt: instantAt(now) }, $unset: [...noCursor, 'dueAt'] }
  const next = rests ? { state: 'queued', dueAt: instantAt(now + (did.againInMs ?? 0)) } : { dueAt: leaseEnd(now) }
  return { $set: { ...set, ...next }, ...(noCursor.length > 0 ? { $unset: noCursor } : {}) }
}

async function end(
  engine: Engine,
  docs: Collection<JobDoc>,
  { _id, fence, kind }: JobDoc,
  state: JobState,
  reason?: JobReason,
): Promise<null> {
  const change = { $set: { state, endedAt: instantAt(engine.now()), ...(reason ? { reason } : {}) }, $unset: ['dueAt'] }
  const ended = await docs.update(_id, change, { fence })
  if (ended && reason) engine.log.error({ job: _id, kind, reason: reason.code }, 'a job is given up')
  return null
}
