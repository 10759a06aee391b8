import { expect, it } from 'vitest'
import { type JobDoc, jobInputs, jobs } from '#server/jobs/collections.ts'
import { runDueJobs } from '#server/jobs/run-jobs.ts'
import { jobKinds } from '#server/parts-of-subjects.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

/** A workspace with an owner and two agents, the first of whom closes many chats. */
async function aShop(app: TestApp) {
  const w = await app.workspace()
  const [owner, joyce, terence] = [
    await app.person({ [w]: 'owner' }),
    await app.person({ [w]: 'agent' }),
    await app.person({ [w]: 'agent' }),
  ]
  const path = `/workspaces/${w}/jobs`
  const begins = async (id: string, over: Partial<JobDoc> = {}) => {
    const of = { _id: id, workspaceId: w, expiresAt: '2042-01-01T00:00:00.000Z' }
    const at = new Date(app.deps.now()).toISOString()
    await app.store.collection(jobInputs).insert({ ...of, input: { conversationIds: ['none'] } })
    const begun = { state: 'queued' as const, of: 1, done: 0, report: {}, attempts: 0, fence: 0, dueAt: at, createdAt: at }
    await app.store.collection(jobs).insert({ ...of, kind: 'close-chats', by: joyce.userId, ...begun, ...over })
    app.pass(1)
  }
  const seenBy = async ({ client }: typeof owner) =>
    (await client.get(path).expect(200)).body.items.map(({ id }: { id: string }) => id)
  return { w, owner, joyce, terence, path, begins, seenBy }
}

eachApp('work in the background', (open) => {
  it('is seen by whoever asked for it and by owners, the newest first, and by nobody elsewhere', async () => {
    const app = await open()
    const { owner, joyce, terence, path, begins, seenBy } = await aShop(app)
    await begins('first')
    await begins('second')
    expect(await Promise.all([owner, joyce, terence].map(seenBy))).toEqual([['second', 'first'], ['second', 'first'], []])
    expect((await joyce.client.get(`${path}/first`).expect(200)).body).toEqual({
      id: 'first',
      kind: 'close-chats',
      state: 'queued',
      by: { id: joyce.userId, name: 'Ada' },
      done: 0,
      of: 1,
      report: {},
      cancellable: true,
      createdAt: '2041-03-02T09:00:00.000Z',
    })
    await terence.client.get(`${path}/first`).expect(404)
    const elsewhere = await aShop(app)
    await elsewhere.owner.client.get(`${elsewhere.path}/first`).expect(404)
    await elsewhere.owner.client.post(`${elsewhere.path}/first/cancel`).expect(404)
  })

  it('is stopped by whoever asked for it or an owner, once', async () => {
    const app = await open()
    const { owner, terence, path, begins } = await aShop(app)
    await begins('job')
    await terence.client.post(`${path}/job/cancel`).expect(404)
    expect((await owner.client.post(`${path}/job/cancel`).expect(200)).body).toMatchObject({
      state: 'queued',
      cancelWanted: true,
    })
    await runDueJobs(app.engine, jobKinds)
    expect((await owner.client.get(`${path}/job`)).body).toMatchObject({ state: 'cancelled', done: 0, cancellable: false })
    expect((await owner.client.post(`${path}/job/cancel`).expect(409)).body.error.code).toBe('job-goes-on')
  })

  it('that moves people out of a flow cannot be stopped', async () => {
    const app = await open()
    const { owner, path, begins } = await aShop(app)
    await begins('job', { kind: 'withdraw-people' })
    expect((await owner.client.post(`${path}/job/cancel`).expect(409)).body.error.code).toBe('job-goes-on')
  })
})
