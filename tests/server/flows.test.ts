import { expect, it } from 'vitest'
import type { Problem } from '#schemas/api/problems.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { livePointers, versions } from '#server/flows/collections.ts'
import { eachApp, newOwner, type TestApp } from '#tests/support/an-app.ts'

/** Says hello to whoever writes. */
function hello(text = 'Hello'): Flow {
  const flow = newFlow('Welcome')
  flow.nodes.push({ id: 'hello', type: 'send-message', position: { x: 200, y: 0 }, data: { config: { text: { en: text } } } })
  flow.edges.push({ id: 'e1', source: 'start', sourceHandle: 'next', target: 'hello' })
  return flow
}

/** A developer and a flow of theirs at revision 1. */
async function aFlow(app: TestApp, draft = hello()) {
  const w = await app.workspace()
  const { client, userId } = await app.person({ [w]: 'developer' })
  const { body } = await client.post(`/workspaces/${w}/flows`, { name: draft.name, flow: draft }).expect(201)
  const path = `/workspaces/${w}/flows/${body.id}`
  const save = (revision: number, flow: Flow) => client.put(`${path}/draft`, { revision, flow })
  const publish = (revision: number) => client.post(`${path}/publish`, { revision })
  return { client, userId, w, f: body.id as string, path, save, publish, view: body }
}

eachApp('a draft', (open) => {
  it('begins empty or as imported, with what is wrong with it', async () => {
    const app = await open()
    const { view, userId, f, w, client } = await aFlow(app)
    expect(view).toEqual({
      id: f,
      revision: 1,
      draft: hello(),
      liveVersion: null,
      paused: false,
      changed: true,
      savedAt: '2041-03-02T09:00:00.000Z',
      savedBy: { id: userId, name: 'Ada' },
      problems: expect.any(Array),
    })
    const { body } = await client.post(`/workspaces/${w}/flows`, { name: 'Empty' }).expect(201)
    expect(body.draft).toEqual(newFlow('Empty'))
  })

  it('begins in the language that the owner chose at the first start, or that the workspace has now', async () => {
    const app = await open()
    const { body } = await app.anonymous.post('/owner', { ...newOwner, language: 'zh-Hant' }).expect(201)
    const w = body.workspaces[0].id
    const { client } = await app.person({ [w]: 'admin' })
    const languages = async () => (await client.post(`/workspaces/${w}/flows`, { name: 'New' }).expect(201)).body.draft.languages
    expect(body.workspaces[0].language).toBe('zh-Hant')
    expect(await languages()).toEqual({ default: 'zh-Hant', offered: ['zh-Hant'] })
    await client.patch(`/workspaces/${w}`, { language: 'ms' }).expect(200)
    expect(await languages()).toEqual({ default: 'ms', offered: ['ms'] })
  })

  it('is saved on top of the revision it was made from', async () => {
    const app = await open()
    const { client, path, save } = await aFlow(app)
    app.pass(1000)
    const saved = await save(1, hello('Hi')).expect(200)
    expect(saved.body).toMatchObject({ revision: 2, savedAt: '2041-03-02T09:00:01.000Z' })
    const { body } = await client.get(path).expect(200)
    expect(body).toMatchObject({ revision: 2, draft: hello('Hi') })
  })

  it('is not overwritten by a stale one: the answer says who saved and what differs', async () => {
    const app = await open()
    const { w, path, save, client } = await aFlow(app)
    const other = await app.person({ [w]: 'admin' })
    await other.client.put(`${path}/draft`, { revision: 1, flow: hello('Theirs') }).expect(200)
    const { body } = await save(1, hello('Mine')).expect(409)
    expect(body.error).toEqual({
      code: 'stale-revision',
      message: 'Someone saved this flow after you opened it. Nothing was overwritten.',
      details: {
        revision: 2,
        savedAt: '2041-03-02T09:00:00.000Z',
        savedBy: { id: other.userId, name: 'Ada' },
        draft: hello('Theirs'),
        differences: [
          expect.objectContaining({
            kind: 'node-changed',
            nodeId: 'hello',
            changes: [{ path: expect.stringMatching(/text\/en$/), before: 'Mine', after: 'Theirs' }],
          }),
        ],
      },
    })
    expect((await client.get(path).expect(200)).body.draft).toEqual(hello('Theirs'))
  })

  it('is won by one of ten who save at once', async () => {
    const app = await open()
    const { save } = await aFlow(app)
    const saves = await Promise.all(Array.from({ length: 10 }, (_, n) => save(1, hello(`${n}`))))
    expect(saves.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)])
  })

  it('is deleted with its flow, while published versions stay for the people inside', async () => {
    const app = await open()
    const { client, path, publish, f } = await aFlow(app)
    await publish(1).expect(200)
    await client.delete(path).expect(204)
    await client.get(path).expect(404)
    await client.get(`${path}/versions/1`).expect(404)
    expect(await app.store.collection(versions).get(`${f}.1`)).not.toBeNull()
  })
})

eachApp('publishing', (open) => {
  it('makes the draft an immutable version and goes live', async () => {
    const app = await open()
    const { client, path, publish, save, userId } = await aFlow(app)
    const first = { version: 1, live: true, publishedAt: '2041-03-02T09:00:00.000Z', publishedBy: { id: userId, name: 'Ada' } }
    expect((await publish(1).expect(200)).body).toEqual(first)
    expect((await client.get(path).expect(200)).body).toMatchObject({ liveVersion: 1, changed: false })
    await save(1, hello('Hi')).expect(200)
    expect((await client.get(path).expect(200)).body).toMatchObject({ liveVersion: 1, changed: true })
    expect((await publish(2).expect(200)).body).toMatchObject({ version: 2, live: true })
    expect((await client.get(`${path}/versions/1`).expect(200)).body).toEqual({ ...first, live: false, flow: hello() })
    const listed = await client.get(`${path}/versions`).expect(200)
    expect(listed.body.items.map((v: { version: number; live: boolean }) => [v.version, v.live])).toEqual([
      [2, true],
      [1, false],
    ])
  })

  it('shows first what would change', async () => {
    const app = await open()
    const { client, path, publish, save } = await aFlow(app)
    await publish(1).expect(200)
    await save(1, hello('Hi')).expect(200)
    const { body } = await client.get(`${path}/publish`).expect(200)
    expect(body).toMatchObject({ nextVersion: 2, liveVersion: 1, standing: [] })
    expect(body.differences).toMatchObject([{ kind: 'node-changed', nodeId: 'hello' }])
  })

  it('names a new line by the words of its output, not by an id', async () => {
    const app = await open()
    const { client, path, publish, save } = await aFlow(app)
    await publish(1).expect(200)
    const draft = hello()
    const size = { text: { en: 'Which size?' }, options: [{ id: 'o-7', label: { en: 'Large' } }] }
    draft.nodes.push(
      { id: 'size', type: 'menu', position: { x: 500, y: 0 }, data: { name: 'Size', config: size } },
      { id: 'bye', type: 'end', position: { x: 800, y: 0 }, data: { name: 'Bye', config: {} } },
    )
    draft.edges.push({ id: 'e2', source: 'size', sourceHandle: 'o-7', target: 'bye' })
    await save(1, draft).expect(200)
    const { body } = await client.get(`${path}/publish`).expect(200)
    expect(body.differences).toMatchObject([
      { kind: 'node-added', name: 'Size' },
      { kind: 'node-added', name: 'Bye' },
      { kind: 'edge-added', name: 'Size (Large) → Bye' },
    ])
  })

  it('is refused while the flow has errors, and nothing is written', async () => {
    const app = await open()
    const { publish, f } = await aFlow(app, hello(''))
    const { body } = await publish(1).expect(422)
    expect(body.error.code).toBe('has-errors')
    expect(body.error.details.problems).toContainEqual(expect.objectContaining({ code: 'empty-text', nodeId: 'hello' }))
    expect(await app.store.collection(versions).count({ flowId: f })).toBe(0)
  })

  it('is refused for a node that was only dragged in, while the draft is saved', async () => {
    const app = await open()
    const { save, publish } = await aFlow(app)
    const draft = hello()
    draft.nodes.push({ id: 'go', type: 'go-to-flow', position: { x: 400, y: 0 }, data: { config: { flowId: '' } } })
    const problem = expect.objectContaining({ nodeId: 'go', path: '/flowId', message: 'Flow is not chosen' })
    expect((await save(1, draft).expect(200)).body.problems).toContainEqual(problem)
    expect((await publish(2).expect(422)).body.error.details.problems).toContainEqual(problem)
  })

  it('warns of a flow it goes to that is not published, but not of itself', async () => {
    const app = await open()
    const { client, w, f, save } = await aFlow(app)
    const other = await client.post(`/workspaces/${w}/flows`, { name: 'Other', flow: hello() }).expect(201)
    const goingTo = (flowId: string) => {
      const draft = hello()
      draft.nodes.push({ id: 'go', type: 'go-to-flow', position: { x: 400, y: 0 }, data: { config: { flowId } } })
      draft.edges.push({ id: 'e2', source: 'hello', sourceHandle: 'next', target: 'go' })
      return draft
    }
    expect((await save(1, goingTo(f)).expect(200)).body.problems).toEqual([])
    const warning = expect.objectContaining({ code: 'flow-not-live', severity: 'warning', nodeId: 'go' })
    expect((await save(2, goingTo(other.body.id)).expect(200)).body.problems).toEqual([warning])
    await client.post(`/workspaces/${w}/flows/${other.body.id}/publish`, { revision: 1 }).expect(200)
    expect((await save(3, goingTo(other.body.id)).expect(200)).body.problems).toEqual([])
  })

  it('is refused for a revision that is not the newest', async () => {
    const app = await open()
    const { publish, save } = await aFlow(app)
    await save(1, hello('Hi')).expect(200)
    expect((await publish(1).expect(409)).body.error.details).toMatchObject({ revision: 2 })
  })

  it('gives one version when ten publish the same revision at once', async () => {
    const app = await open()
    const { publish, f } = await aFlow(app)
    const answers = await Promise.all(Array.from({ length: 10 }, () => publish(1)))
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
    const pointer = await app.store.collection(livePointers).get(f)
    const kept = await app.store.collection(versions).find({ flowId: f }, { sort: { version: -1 } })
    expect(kept.items.map(({ version }) => version)).toEqual([pointer?.liveVersion])
  })

  it('skips a number that a dead process took and never made live', async () => {
    const app = await open()
    const { client, path, publish, save, f, w } = await aFlow(app)
    await publish(1).expect(200)
    const left = { _id: `${f}.2`, workspaceId: w, flowId: f, version: 2, flow: hello('Lost') }
    const publishedAt = '2041-03-02T09:00:00.000Z'
    await app.store.collection(versions).insert({ ...left, publishedAt, publishedBy: 'nobody' })
    await client.get(`${path}/versions/2`).expect(404)
    await client.post(`${path}/rollback`, { version: 2 }).expect(404)
    await save(1, hello('Hi')).expect(200)
    expect((await publish(2).expect(200)).body).toMatchObject({ version: 3, live: true })
    const { body } = await client.get(`${path}/versions`).expect(200)
    expect(body.items.map((v: { version: number }) => v.version)).toEqual([3, 1])
  })

  it('can be taken back: an earlier version goes live, the draft stays', async () => {
    const app = await open()
    const { client, path, publish, save } = await aFlow(app)
    await publish(1).expect(200)
    await save(1, hello('Hi')).expect(200)
    await publish(2).expect(200)
    expect((await client.post(`${path}/rollback`, { version: 1 }).expect(200)).body).toMatchObject({ version: 1, live: true })
    expect((await client.get(path).expect(200)).body).toMatchObject({
      liveVersion: 1,
      revision: 2,
      changed: true,
      draft: hello('Hi'),
    })
    expect((await client.get(`${path}/publish`).expect(200)).body).toMatchObject({ nextVersion: 3, liveVersion: 1 })
  })

  it('restores a version as the draft, as a save like any other', async () => {
    const app = await open()
    const { client, path, publish, save } = await aFlow(app)
    await publish(1).expect(200)
    await save(1, hello('Hi')).expect(200)
    await client.post(`${path}/versions/1/restore`, { revision: 1 }).expect(409)
    expect((await client.post(`${path}/versions/1/restore`, { revision: 2 }).expect(200)).body).toMatchObject({ revision: 3 })
    expect((await client.get(path).expect(200)).body).toMatchObject({ revision: 3, draft: hello(), liveVersion: 1 })
  })
})

eachApp('a flow that calls into the server’s own network', (open) => {
  it('is warned of it, unless the place is open; who may change flows is told what is', async () => {
    const app = await open({ config: { allowPrivate: ['crm.internal:8080'] } })
    const { client, path, save, w } = await aFlow(app)
    const calls = (url: string): Flow => {
      const flow = hello()
      flow.nodes.push({ id: 'call', type: 'call-http', position: { x: 600, y: 0 }, data: { config: { method: 'GET', url } } })
      return flow
    }
    const warned = ({ body }: { body: { problems: Problem[] } }) =>
      body.problems.flatMap(({ code, values }) => (code === 'inner-address' ? [values] : []))
    expect(warned(await save(1, calls('http://10.0.0.5/orders')).expect(200))).toEqual([{ host: '10.0.0.5' }])
    expect(warned(await save(2, calls('http://crm.internal:8080/orders')).expect(200))).toEqual([])
    expect((await client.get(path).expect(200)).body.innerPlaces).toEqual(['crm.internal:8080'])
    const manager = await app.person({ [w]: 'manager' })
    expect((await manager.client.get(path).expect(200)).body.innerPlaces).toBeUndefined()
  })
})

eachApp('the list of flows', (open) => {
  it('shows the latest saved first, page by page, with what is wrong and who changed it', async () => {
    const app = await open()
    const { client, w, userId } = await aFlow(app, hello(''))
    app.pass(1000)
    await client.post(`/workspaces/${w}/flows`, { name: 'Second' }).expect(201)
    const { body } = await client.get(`/workspaces/${w}/flows?limit=1`).expect(200)
    expect(body.items.map((flow: { name: string }) => flow.name)).toEqual(['Second'])
    const rest = await client.get(`/workspaces/${w}/flows?limit=1&after=${encodeURIComponent(body.next)}`).expect(200)
    expect(rest.body.items).toEqual([
      {
        id: expect.any(String),
        name: 'Welcome',
        liveVersion: null,
        paused: false,
        errors: 1,
        warnings: expect.any(Number),
        figures: { waitingNow: 0, started: 0, dropped: 0 },
        nodeCount: 2,
        changedAt: '2041-03-02T09:00:00.000Z',
        changedBy: { id: userId, name: 'Ada' },
      },
    ])
  })
})
