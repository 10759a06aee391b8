import { beforeEach, expect, it } from 'vitest'
import { beginJob } from '#server/jobs/begin-job.ts'
import { type JobDoc, jobInputs, jobs } from '#server/jobs/collections.ts'
import { type JobKind, jobKind } from '#server/jobs/job-kind.ts'
import { runDueJobs, runFailedAgain, startJobs } from '#server/jobs/run-jobs.ts'
import type { Store } from '#server/store/contract.ts'
import { anEngine } from '#tests/support/an-engine.ts'
import { testClock } from '#tests/support/in-process.ts'
import { intervalsByHand } from '#tests/support/intervals.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

beforeEach(intervalsByHand)

/** Counts to a number, one with each step; what it is told to does something else then. */
function counting(before: (next: number) => Promise<unknown> | undefined = () => undefined, mustEnd?: true) {
  return jobKind<{ to: number }>({
    kind: 'count',
    cancellable: true,
    ...(mustEnd ? { mustEnd } : {}),
    async step(_, { input, cursor = '0' }) {
      const next = Number(cursor) + 1
      await before(next)
      return {
        done: 1,
        cursor: String(next),
        report: { even: next % 2 === 0 ? 1 : 0 },
        ...(next < input.to ? { againInMs: 0 } : {}),
      }
    },
  })
}

async function aShop(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  return {
    clock,
    store,
    processOf: async (writer: string, kind: JobKind) => {
      const engine = await anEngine(store, clock, { writer })
      const kinds = new Map([[kind.kind, kind]])
      return { engine, kinds, run: (oneStep?: boolean) => runDueJobs(engine, kinds, oneStep) }
    },
    begins: (kind: JobKind<{ to: number }>, to: number) =>
      beginJob({ store, now: clock.now }, kind, { id: 'job1', workspaceId: 'shop', by: 'ada', input: { to }, of: to }),
    job: async () => (await store.collection(jobs).get('job1')) as JobDoc,
  }
}

const set = (store: Store, change: Partial<JobDoc>) => store.collection(jobs).update('job1', { $set: { ...change } })

eachStore('a job', (open) => {
  it('is done step by step, and says how far it is and what came of it', async () => {
    const { begins, job, processOf } = await aShop(open)
    const kind = counting()
    const { run } = await processOf('a', kind)
    await begins(kind, 5)
    await run(true)
    expect(await job()).toMatchObject({ state: 'queued', cursor: '1', done: 1, of: 5, report: { even: 0 }, attempts: 0 })
    expect(await run()).toBe(1)
    expect(await job()).toEqual({
      _id: 'job1',
      workspaceId: 'shop',
      kind: 'count',
      by: 'ada',
      state: 'done',
      cursor: '5',
      done: 5,
      of: 5,
      report: { even: 2 },
      attempts: 0,
      fence: 2,
      createdAt: '2026-11-23T10:00:00.000Z',
      endedAt: '2026-11-23T10:00:00.000Z',
      expiresAt: '2026-12-23T10:00:00.000Z',
    })
    expect(await run()).toBe(0)
  })

  it('that is begun twice under one id is one job', async () => {
    const { begins, job, processOf } = await aShop(open)
    const kind = counting()
    const { run } = await processOf('a', kind)
    await begins(kind, 5)
    await run(true)
    expect(await begins(kind, 7)).toEqual(await job())
  })

  it('is gone on with in another process where the one that died left it, and not before its lease has ended', async () => {
    const shop = await aShop(open)
    const dies = counting((next) => (next === 3 ? new Promise(() => {}) : undefined))
    const dying = await shop.processOf('a', dies)
    await shop.begins(dies, 5)
    void dying.run()
    await expect.poll(async () => (await shop.job()).done).toBe(2)
    const steps: number[] = []
    const other = await shop.processOf(
      'b',
      counting(async (next) => steps.push(next)),
    )
    expect(await other.run()).toBe(0)
    shop.clock.pass(30_000)
    expect(await other.run()).toBe(1)
    expect(steps).toEqual([3, 4, 5])
    expect(await shop.job()).toMatchObject({ state: 'done', done: 5, report: { even: 2 } })
  })

  it('is changed no more by a process that lost it to another', async () => {
    const shop = await aShop(open)
    let wake = () => {}
    const slow = counting((next) => (next === 2 ? new Promise<void>((resolve) => (wake = resolve)) : undefined))
    const sleeping = await shop.processOf('a', slow)
    await shop.begins(slow, 3)
    const late = sleeping.run()
    await expect.poll(async () => (await shop.job()).done).toBe(1)
    shop.clock.pass(30_000)
    const other = await shop.processOf('b', counting())
    await other.run()
    const done = await shop.job()
    expect(done).toMatchObject({ state: 'done', done: 3, fence: 2 })
    wake()
    await late
    expect(await shop.job()).toEqual(done)
  })

  it('that ends the process each time is given up after five attempts, and others go on', async () => {
    const shop = await aShop(open)
    const kind = counting(() => Promise.reject(new Error('broken')))
    const { run, engine, kinds } = await shop.processOf('a', kind)
    await shop.begins(kind, 3)
    for (let attempts = 1; attempts <= 5; attempts++) {
      await run()
      expect(await shop.job()).toMatchObject({ state: 'running', attempts })
      shop.clock.pass(3_600_000)
    }
    await run()
    expect(await shop.job()).toMatchObject({ state: 'failed', reason: { code: 'tried-too-often' }, done: 0 })
    expect(await run()).toBe(0)
    await runFailedAgain(engine, kinds)
    expect(await run()).toBe(0)
  })

  it('that others wait for is tried once more at the next start', async () => {
    const shop = await aShop(open)
    const kind = counting(undefined, true)
    await shop.begins(kind, 1)
    await set(shop.store, { state: 'failed', reason: { code: 'tried-too-often' }, attempts: 5 })
    const { engine, kinds } = await shop.processOf('a', kind)
    const worker = startJobs(engine, kinds)
    await expect.poll(async () => (await shop.job()).state).toBe('done')
    expect((await shop.job()).reason).toBeUndefined()
    await worker.stop()
  })

  it('that a dead process had in hand goes on at the start of the only one there can be, not when its lease ends', async () => {
    const shop = await aShop(open)
    if (!shop.store.alone) return
    const kind = counting()
    await shop.begins(kind, 1)
    await set(shop.store, { state: 'running', attempts: 1, dueAt: '2026-11-23T11:00:00.000Z' })
    const { engine, kinds } = await shop.processOf('a', kind)
    const worker = startJobs(engine, kinds)
    await expect.poll(async () => (await shop.job()).state).toBe('done')
    await worker.stop()
  })

  it('stops before its next step when that is wanted, and what is done stays done', async () => {
    const shop = await aShop(open)
    const kind = counting((next) => (next === 2 ? set(shop.store, { cancelWanted: true }) : undefined))
    const { run } = await shop.processOf('a', kind)
    await shop.begins(kind, 5)
    await run()
    expect(await shop.job()).toMatchObject({ state: 'cancelled', done: 2, report: { even: 1 } })
    expect(await run()).toBe(0)
  })

  it('whose kind or input is gone fails with a reason', async () => {
    const shop = await aShop(open)
    const kind = counting()
    await shop.begins(kind, 1)
    const { engine, run } = await shop.processOf('a', kind)
    await shop.store.collection(jobInputs).delete({ _id: 'job1' })
    await run()
    expect(await shop.job()).toMatchObject({ state: 'failed', reason: { code: 'input-gone' } })
    await set(shop.store, { state: 'queued', dueAt: '2026-11-23T10:00:00.000Z' })
    await runDueJobs(engine, new Map())
    expect(await shop.job()).toMatchObject({ state: 'failed', reason: { code: 'unknown-kind' } })
  })
})
