import { expect, it } from 'vitest'
import type { FlowOrder } from '#schemas/api/flow-order.ts'
import type { FlowSummary } from '#schemas/api/flows.ts'
import type { Problem } from '#schemas/api/problems.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { channels } from '#server/channels/collections.ts'
import { conversations } from '#server/chats/collections.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

/** Says its own name to whoever writes, or to whoever writes one of its words. */
function saying(name: string, ...words: string[]): Flow {
  const flow = newFlow(name)
  const start = words.length > 0 ? { trigger: 'keyword', keywords: { en: words } } : { trigger: 'any-message' }
  flow.nodes = flow.nodes.map((node) => (node.type === 'start' ? { ...node, data: { config: start } } : node))
  flow.nodes.push({ id: 'hello', type: 'send-message', position: { x: 200, y: 0 }, data: { config: { text: { en: name } } } })
  flow.edges.push({ id: 'e1', source: 'start', sourceHandle: 'next', target: 'hello' })
  return flow
}

/** An admin, and how they publish flows of their own. */
async function aShop(app: TestApp) {
  const w = await app.workspace()
  const { client } = await app.person({ [w]: 'admin' })
  const flows = `/workspaces/${w}/flows`
  const publish = async (flow: Flow, order?: (made: string) => object): Promise<string> => {
    const { body } = await client.post(flows, { name: flow.name, flow }).expect(201)
    const asked = order ? { order: order(body.id) } : {}
    await client.post(`${flows}/${body.id}/publish`, { revision: 1, ...asked }).expect(200)
    return body.id
  }
  const order = async (): Promise<FlowOrder> => (await client.get(`/workspaces/${w}/flow-order`).expect(200)).body
  const names = async () => (await order()).flows.map(({ name }) => name)
  const row = async (f: string): Promise<FlowSummary | undefined> =>
    (await client.get(flows).expect(200)).body.items.find(({ id }: FlowSummary) => id === f)
  return { w, client, flows, publish, order, names, row }
}

eachApp('the order of flows', (open) => {
  it('puts words before any message and, of two that want the same, the newer first', async () => {
    const { publish, names } = await aShop(await open())
    await publish(saying('Welcome'))
    await publish(saying('Parcel', 'parcel'))
    await publish(saying('New welcome'))
    expect(await names()).toEqual(['Parcel', 'New welcome', 'Welcome'])
  })

  it('is told before publishing, with the flow at the place that it gets', async () => {
    const app = await open()
    const { w, client, flows, publish } = await aShop(app)
    const settings = { title: 'Shop', accent: '#0B6E79', origins: [], language: 'en' }
    const at = '2041-03-02T09:00:00.000Z'
    await app.store
      .collection(channels)
      .insert({ _id: `c-${w}`, workspaceId: w, kind: 'web-chat', name: 'Web', settings, secrets: {}, createdAt: at })
    const old = await publish(saying('Welcome'))
    const { body } = await client.post(flows, { name: 'New', flow: saying('New') }).expect(201)
    const preview = await client.get(`${flows}/${body.id}/publish`).expect(200)
    const start = { trigger: 'any-message' }
    const reentry = { mode: 'always' }
    expect(preview.body.order).toEqual({
      revision: 0,
      channels: ['web-chat'],
      flows: [
        { id: body.id, name: 'New', version: 1, paused: false, start, reentry },
        { id: old, name: 'Welcome', version: 1, paused: false, start, reentry },
      ],
    })
  })

  it('is the admin’s; whoever comes later overwrites nothing', async () => {
    const { w, client, publish, order, names } = await aShop(await open())
    const [a, b] = [await publish(saying('A')), await publish(saying('B'))]
    const { revision } = await order()
    const path = `/workspaces/${w}/flow-order`
    expect((await client.put(path, { revision, flowIds: [a, b] }).expect(200)).body.revision).toBe(revision + 1)
    expect(await names()).toEqual(['A', 'B'])
    const stale = await client.put(path, { revision, flowIds: [b, a] }).expect(409)
    expect(stale.body.error.code).toBe('stale-order')
    await client.put(path, { revision: revision + 1, flowIds: [a] }).expect(409)
    expect(await names()).toEqual(['A', 'B'])
  })

  it('can be asked for with publishing', async () => {
    const { publish, order, names } = await aShop(await open())
    const a = await publish(saying('A'))
    const { revision } = await order()
    await publish(saying('B'), (b) => ({ revision, flowIds: [a, b] }))
    expect(await names()).toEqual(['A', 'B'])
  })

  it('keeps a flow’s place when it is published again, until what starts it becomes wider', async () => {
    const { client, flows, publish, names } = await aShop(await open())
    const a = await publish(saying('A', 'one'))
    await publish(saying('B', 'two'))
    await publish(saying('C'))
    const again = async (revision: number, flow: Flow) => {
      await client.put(`${flows}/${a}/draft`, { revision, flow }).expect(200)
      await client.post(`${flows}/${a}/publish`, { revision: revision + 1 }).expect(200)
    }
    await again(1, saying('A', 'one', 'three'))
    expect(await names()).toEqual(['B', 'A', 'C'])
    await again(2, saying('A'))
    expect(await names()).toEqual(['B', 'A', 'C'])
    await again(3, saying('A', 'one'))
    expect(await names()).toEqual(['A', 'B', 'C'])
  })
})

eachApp('a live flow', (open) => {
  it('is paused and goes on; publishing lets people in again, too', async () => {
    const { client, flows, publish, row } = await aShop(await open())
    const f = await publish(saying('A'))
    const paused = async () => (await row(f))?.paused
    await client.post(`${flows}/${f}/pause`).expect(204)
    expect([await paused(), (await client.get(`${flows}/${f}`)).body.paused]).toEqual([true, true])
    await client.post(`${flows}/${f}/resume`).expect(204)
    expect(await paused()).toBe(false)
    await client.post(`${flows}/${f}/pause`).expect(204)
    await client.put(`${flows}/${f}/draft`, { revision: 1, flow: saying('Again') }).expect(200)
    await client.post(`${flows}/${f}/publish`, { revision: 2 }).expect(200)
    expect(await paused()).toBe(false)
  })

  it('that is not published cannot be paused or unpublished', async () => {
    const { client, flows } = await aShop(await open())
    const { body } = await client.post(flows, { name: 'A', flow: saying('A') }).expect(201)
    expect((await client.post(`${flows}/${body.id}/pause`).expect(409)).body.error.code).toBe('not-live')
    const unpublish = { version: 1, people: 'finish' }
    expect((await client.post(`${flows}/${body.id}/unpublish`, unpublish).expect(409)).body.error.code).toBe('not-live')
  })

  it('is unpublished as the version that was seen, and leaves the order', async () => {
    const { client, flows, publish, names, row } = await aShop(await open())
    const f = await publish(saying('A'))
    await publish(saying('B'))
    await client.post(`${flows}/${f}/unpublish`, { version: 2, people: 'finish' }).expect(409)
    await client.post(`${flows}/${f}/unpublish`, { version: 1, people: 'finish' }).expect(204)
    expect([await names(), (await row(f))?.liveVersion]).toEqual([['B'], null])
  })

  it('says how much of its draft is not published', async () => {
    const { client, flows, publish, row } = await aShop(await open())
    const f = await publish(saying('A'))
    expect((await row(f))?.unpublished).toBe(0)
    const saved = await client.put(`${flows}/${f}/draft`, { revision: 1, flow: saying('B') }).expect(200)
    expect([saved.body.unpublished, (await row(f))?.unpublished]).toEqual([2, 2])
    expect((await client.get(`${flows}/${f}`).expect(200)).body.unpublished).toBe(2)
    await client.post(`${flows}/${f}/publish`, { revision: 2 }).expect(200)
    expect((await row(f))?.unpublished).toBe(0)
    await client.post(`${flows}/${f}/rollback`, { version: 1 }).expect(200)
    expect((await row(f))?.unpublished).toBe(2)
    await client.post(`${flows}/${f}/unpublish`, { version: 1, people: 'finish' }).expect(204)
    expect((await row(f))?.unpublished).toBeUndefined()
  })

  it('has a problem while another answers everybody before it', async () => {
    const { client, flows, publish, row } = await aShop(await open())
    const f = await publish(saying('Older'))
    const problems = async () =>
      (await client.get(`${flows}/${f}`).expect(200)).body.problems.filter(({ code }: Problem) => code === 'never-answers')
    expect(await problems()).toEqual([])
    const newer = await publish(saying('Newer'))
    const values = { flow: 'Newer' }
    expect(await problems()).toMatchObject([{ severity: 'warning', message: '“Newer” goes first', nodeId: 'start', values }])
    const before = (await row(f))?.warnings
    await client.put(`${flows}/${f}/draft`, { revision: 1, flow: saying('Older') }).expect(200)
    expect((await row(f))?.warnings).toBe(before)
    await client.post(`${flows}/${newer}/pause`).expect(204)
    expect(await problems()).toEqual([])
  })

  it('warns the flows that go to it when it is unpublished', async () => {
    const { client, flows, publish, row } = await aShop(await open())
    const f = await publish(saying('A'))
    const calling = saying('Calling')
    calling.nodes.push({ id: 'go', type: 'go-to-flow', position: { x: 400, y: 0 }, data: { config: { flowId: f } } })
    calling.edges.push({ id: 'e2', source: 'hello', sourceHandle: 'next', target: 'go' })
    const other = await publish(calling)
    const before = (await row(other))?.warnings ?? 0
    await client.post(`${flows}/${f}/pause`).expect(204)
    expect((await row(other))?.warnings).toBe(before)
    await client.post(`${flows}/${f}/unpublish`, { version: 1, people: 'finish' }).expect(204)
    expect((await row(other))?.warnings).toBe(before + 1)
    await client.post(`${flows}/${f}/rollback`, { version: 1 }).expect(200)
    expect((await row(other))?.warnings).toBe(before)
  })

  it('tells how many are still to be moved out, and is not deleted before', async () => {
    const app = await open()
    const { w, client, flows, publish, row } = await aShop(app)
    const f = await publish(saying('A'))
    const at = '2041-03-02T09:00:00.000Z'
    await app.store.collection(conversations).insert({
      _id: `chat-${w}`,
      workspaceId: w,
      contactId: 'p',
      contactName: 'Mei',
      tags: [],
      channelId: 'web',
      channelKind: 'web-chat',
      owner: { kind: 'flow' },
      status: 'open',
      list: 'flow',
      last: { text: 'hi', by: 'contact', at },
      inbound: 1,
      read: 1,
      turn: 1,
      updatedAt: at,
      flowId: f,
      version: 1,
      nodeId: 'hello',
      enteredAt: at,
    })
    expect((await client.get(`${flows}/${f}/publish`).expect(200)).body.inside).toBe(1)
    await client.post(`${flows}/${f}/unpublish`, { version: 1, people: 'end' }).expect(204)
    expect((await row(f))?.leaving).toEqual({ people: 'end', inside: 1, left: 1 })
    expect((await client.delete(`${flows}/${f}`).expect(409)).body.error.code).toBe('still-leaving')
  })
})
