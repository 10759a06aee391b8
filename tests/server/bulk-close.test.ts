import { expect, it } from 'vitest'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { livePointers } from '#server/flows/collections.ts'
import { jobs } from '#server/jobs/collections.ts'
import { runDueJobs } from '#server/jobs/run-jobs.ts'
import { jobKinds } from '#server/parts-of-subjects.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'

/** A channel without a live flow: whoever writes waits for a person. */
async function flooded(app: TestApp, visitors: number) {
  const joyce = await app.person()
  const { w = '', channelId = '' } = await aWorkspace(app, joyce.userId)
  await app.join(w, joyce.userId, 'agent')
  const writes = async (visitor: number, text = 'a person please') => {
    app.pass(1000)
    await handleMessage(app.engine, {
      workspaceId: w,
      channelKind: 'web-chat',
      message: {
        id: `${visitor} ${text}`,
        channelId: 'nobody-answers',
        from: { externalId: `visitor ${visitor}` },
        at: new Date(app.deps.now()).toISOString(),
        content: { kind: 'text', text },
      },
    })
  }
  const ids = Array.from({ length: visitors }, (_, i) => conversationIdOf('nobody-answers', `visitor ${i}`))
  await app.store.collection(livePointers).delete({ workspaceId: w })
  for (let i = 0; i < visitors; i++) await writes(i)
  await app.projections.flush()
  const path = `/workspaces/${w}`
  const inbox = async (view: string) => {
    await app.projections.flush()
    const { items } = (await joyce.client.get(`${path}/conversations?view=${view}&limit=200`).expect(200)).body
    return items.map(({ id }: { id: string }) => id)
  }
  const allDone = async () => {
    // Taking back waits a second for the closing to come to its end.
    for (let rests = 0; rests < 2; rests++) {
      while ((await runDueJobs(app.engine, jobKinds)) > 0);
      app.pass(1_000)
    }
  }
  const oneStep = () => runDueJobs(app.engine, jobKinds, true)
  return { oneStep, joyce, w, channelId, path, ids, writes, inbox, allDone }
}

eachApp('an inbox that one address drowned', (open) => {
  it('lists who has waited longest first', async () => {
    const app = await open()
    const { ids, inbox, writes } = await flooded(app, 3)
    await writes(0, 'still here')
    expect(await inbox('waiting')).toEqual(ids)
  })

  it('is emptied at once, and what was closed comes back where it was when that is taken back', async () => {
    const app = await open()
    const { joyce, path, ids, inbox, allDone } = await flooded(app, 45)
    const begun = (await joyce.client.post(`${path}/closings`, { view: 'waiting' }).expect(201)).body
    expect(begun).toMatchObject({ state: 'closing', of: 45, done: 0 })
    await allDone()
    expect(await inbox('waiting')).toEqual([])
    const [done] = (await joyce.client.get(`${path}/closings`).expect(200)).body.items
    expect(done).toMatchObject({ id: begun.id, state: 'closed', of: 45, done: 45, closed: 45, left: 0 })
    expect((await joyce.client.post(`${path}/closings/${begun.id}/undo`).expect(200)).body.state).toBe('opening')
    await allDone()
    expect(await inbox('waiting')).toEqual(ids)
    // Nobody has read them.
    expect((await joyce.client.get(`${path}/conversations?view=waiting`)).body.items[0].unread).toBe(1)
    expect((await joyce.client.get(`${path}/closings`)).body.items[0]).toMatchObject({ state: 'opened', opened: 45 })
  })

  it('says in every chat why it was closed, where a reason was given', async () => {
    const app = await open()
    const { joyce, path, ids, allDone } = await flooded(app, 2)
    await joyce.client.post(`${path}/closings`, { view: 'waiting', reason: 'Asked by a bot' }).expect(201)
    await allDone()
    for (const id of ids) {
      const { items } = (await joyce.client.get(`${path}/conversations/${id}/turns`).expect(200)).body
      expect(items.at(-1).event).toMatchObject({ action: { do: 'close', reason: 'Asked by a bot' } })
    }
  })

  it('goes on after a crash from where it was, and closes and counts nothing twice', async () => {
    const app = await open()
    const { joyce, path, ids, inbox, allDone, oneStep } = await flooded(app, 45)
    const { id } = (await joyce.client.post(`${path}/closings`, { view: 'waiting' }).expect(201)).body
    await oneStep()
    // As kill -9 leaves it: turns were saved, how far it came was not.
    await app.store.collection(jobs).update(id, { $set: { done: 0, report: {} }, $unset: ['cursor'] })
    await allDone()
    expect(await inbox('waiting')).toEqual([])
    expect((await joyce.client.get(`${path}/closings`)).body.items[0]).toMatchObject({ done: 45, closed: 45 })
    const { items } = (await joyce.client.get(`${path}/conversations/${ids[0]}/turns`)).body
    expect(items.map(({ event }: { event: { kind: string } }) => event.kind)).toEqual(['message', 'agent'])
  })

  it('is taken back in the middle: the rest stays open', async () => {
    const app = await open()
    const { joyce, path, ids, inbox, allDone, oneStep } = await flooded(app, 45)
    const { id } = (await joyce.client.post(`${path}/closings`, { view: 'waiting' }).expect(201)).body
    await oneStep()
    await joyce.client.post(`${path}/closings/${id}/undo`).expect(200)
    await allDone()
    expect(await inbox('waiting')).toEqual(ids)
    expect((await joyce.client.get(`${path}/closings`)).body.items[0]).toMatchObject({ state: 'opened', closed: 20, opened: 20 })
  })

  it('is taken back by whoever closed it, or an owner: for a colleague it is not there', async () => {
    const app = await open()
    const { joyce, w, path, ids, inbox, allDone } = await flooded(app, 2)
    const terence = await app.person({ [w]: 'agent' })
    const owner = await app.person({ [w]: 'owner' })
    const { id } = (await joyce.client.post(`${path}/closings`, { view: 'waiting' }).expect(201)).body
    await allDone()
    await terence.client.post(`${path}/closings/${id}/undo`).expect(404)
    expect(await inbox('waiting')).toEqual([])
    await owner.client.post(`${path}/closings/${id}/undo`).expect(200)
    await allDone()
    expect(await inbox('waiting')).toEqual(ids)
  })

  it('leaves alone what others answer, and after taking it back what has been written in since', async () => {
    const app = await open()
    const { joyce, w, path, ids, inbox, writes, allDone } = await flooded(app, 3)
    const terence = await app.person({ [w]: 'agent' })
    await terence.client.post(`${path}/conversations/${ids[2]}/take`).expect(200)
    const { id } = (await joyce.client.post(`${path}/closings`, { conversationIds: ids }).expect(201)).body
    await allDone()
    expect((await joyce.client.get(`${path}/closings`)).body.items[0]).toMatchObject({ closed: 2, left: 1 })
    await writes(0, 'me again')
    await joyce.client.post(`${path}/closings/${id}/undo`).expect(200)
    await allDone()
    expect((await joyce.client.get(`${path}/closings`)).body.items[0]).toMatchObject({ closed: 2, opened: 1 })
    expect((await inbox('waiting')).sort()).toEqual([ids[0], ids[1]].sort())
  })

  it('cannot be taken back after an hour', async () => {
    const app = await open()
    const { joyce, path, allDone } = await flooded(app, 1)
    const { id } = (await joyce.client.post(`${path}/closings`, { view: 'waiting' }).expect(201)).body
    await allDone()
    app.pass(3_600_001)
    expect((await joyce.client.post(`${path}/closings/${id}/undo`).expect(409)).body.error.code).toBe('nothing-to-do')
  })
})
