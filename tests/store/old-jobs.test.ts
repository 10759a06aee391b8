import { expect, it } from 'vitest'
import { type ClosingDoc, closings } from '#server/chats/collections.ts'
import { livePointers } from '#server/flows/collections.ts'
import { jobInputs, jobs } from '#server/jobs/collections.ts'
import { closingsAreJobs } from '#server/migrations/0003-closings.ts'
import { withdrawalsAreJobs } from '#server/migrations/0004-withdrawals.ts'
import { eachStore } from '#tests/support/stores.ts'

const createdAt = '2041-03-02T09:00:00.000Z'
const dueAt = '2041-03-02T09:00:30.000Z'
const expiresAt = '2041-03-03T09:00:00.000Z'
const closing = (_id: string, over: Partial<ClosingDoc>): ClosingDoc => ({
  _id,
  workspaceId: 'shop',
  agentId: 'ada',
  conversationIds: ['c1', 'c2', 'c3'],
  at: 3,
  closed: 2,
  back: 0,
  opened: 0,
  createdAt,
  expiresAt,
  ...over,
})

eachStore('what earlier releases did in the background', (open) => {
  it('goes on as a job where it was: closing many chats, and taking that back', async () => {
    const store = await open({ now: () => Date.parse(createdAt) })
    await store
      .collection(closings)
      .insertMany([
        closing('done', {}),
        closing('under-way', { at: 1, closed: 1, dueAt }),
        closing('taken-back', { at: 2, back: 1, opened: 1, undone: true, dueAt }),
        closing('open-again', { back: 3, opened: 2, undone: true }),
      ])
    // As a process that died half-way leaves it: made once, and again.
    const before = (await store.collection(closings).find({})).items
    await closingsAreJobs.page(store, undefined)
    await store.collection(closings).insertMany(before)
    expect(await closingsAreJobs.page(store, undefined)).toEqual({ changed: 4, next: undefined })
    expect(await store.collection(closings).count({})).toBe(0)
    const { items } = await store.collection(jobs).find({}, { sort: { _id: 1 } })
    expect(
      items.map(({ _id, kind, state, cursor, done, report, dueAt }) => [_id, kind, state, cursor, done, report, dueAt]),
    ).toEqual([
      ['done', 'close-chats', 'done', '3', 3, { closed: 2 }, undefined],
      ['open-again', 'close-chats', 'done', '3', 3, { closed: 2 }, undefined],
      ['open-again-undo', 'reopen-chats', 'done', '3', 3, { opened: 2 }, undefined],
      ['taken-back', 'close-chats', 'cancelled', '2', 2, { closed: 2 }, undefined],
      ['taken-back-undo', 'reopen-chats', 'queued', '1', 1, { opened: 1 }, dueAt],
      ['under-way', 'close-chats', 'queued', '1', 1, { closed: 1 }, dueAt],
    ])
    const ended = items.filter(({ endedAt }) => endedAt === undefined).map(({ _id }) => _id)
    expect(ended).toEqual(['taken-back-undo', 'under-way'])
    expect((await store.collection(jobInputs).get('taken-back-undo'))?.input).toEqual({
      conversationIds: ['c1', 'c2', 'c3'],
      of: 'taken-back',
    })
  })

  it('goes on as a job: moving people out of a flow', async () => {
    const store = await open({ now: () => Date.parse(createdAt) })
    const pointer = { workspaceId: 'shop', liveVersion: null, newestVersion: 2, liveRevision: null, createdAt }
    const withdrawn = { upTo: 2, people: 'end' as const, by: 'ada', at: createdAt, inside: 7 }
    await store.collection(livePointers).insertMany([
      { ...pointer, _id: 'leaving', withdrawn, withdrawAt: dueAt },
      { ...pointer, _id: 'left', withdrawn },
    ])
    for (let times = 0; times < 2; times++) await withdrawalsAreJobs.page(store, undefined)
    const [job, ...others] = (await store.collection(jobs).find({})).items
    expect(others).toEqual([])
    expect(job).toMatchObject({ kind: 'withdraw-people', by: 'ada', state: 'queued', of: 7, dueAt })
    expect((await store.collection(jobInputs).get(job?._id ?? ''))?.input).toEqual({ flowId: 'leaving', at: createdAt })
  })
})
