import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { workDueEvents } from '#server/events/index.ts'
import { contacts } from '#server/people/collections.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

async function aShop(app: TestApp) {
  const ada = await app.person()
  const { w = '', channelId = '' } = await aWorkspace(app, ada.userId)
  await app.join(w, ada.userId, 'owner')
  const path = `/workspaces/${w}/events`
  let said = 0
  const writes = async (visitor: string, text: string) => {
    app.pass(1_000)
    const at = new Date(app.deps.now()).toISOString()
    const message = { id: `m${said++}`, channelId, from: { externalId: visitor }, at, content: { kind: 'text' as const, text } }
    const handled = await handleMessage(app.engine, { workspaceId: w, channelKind: 'web-chat', message })
    await app.projections.flush()
    if (handled.kind === 'kept') throw new Error('it was kept')
    return handled.turn
  }
  const publishes = async (flow: Flow) => {
    const { body } = await ada.client.post(`/workspaces/${w}/flows`, { name: flow.name, flow }).expect(201)
    await ada.client.post(`/workspaces/${w}/flows/${body.id}/publish`, { revision: body.revision }).expect(200)
    return body.id as string
  }
  const seen = async (contactId: string) => (await app.store.collection(contacts).get(contactId))?.seen
  const added = async (facts: object): Promise<string> =>
    (await ada.client.post(`/workspaces/${w}/contacts`, facts).expect(201)).body.id
  const works = async () => {
    while ((await workDueEvents(app.engine)) > 0) await app.projections.flush()
  }
  const turnsOf = async (conversationId: string) =>
    (await ada.client.get(`/workspaces/${w}/conversations/${conversationId}/turns`).expect(200)).body.items
  return { ...ada, w, path, writes, publishes, seen, added, works, turnsOf }
}

const at = { x: 0, y: 0 }
const edge = (source: string, sourceHandle: string, target: string) => ({
  id: `${source} ${target}`,
  source,
  sourceHandle,
  target,
})
const says = (id: string, text: string) => ({ id, type: 'send-message', position: at, data: { config: { text: { en: text } } } })

/** Begins with an event, or with any message where there is none, and says something. */
function flowOn(event: string | undefined, text: string, more: Partial<Flow> = {}): Flow {
  const flow = newFlow(text.slice(0, 20))
  const [start] = flow.nodes
  if (start && event) start.data.config = { trigger: 'event', event, keep: ['product'] } as never
  flow.variables.push({ name: 'product', type: 'text' } as Flow['variables'][number])
  flow.nodes.push(says('said', text))
  flow.edges.push(edge('start', 'next', 'said'))
  return { ...flow, ...more }
}

/** Waits for an event, after whatever was written. */
function waitingFor(signal: string): Flow {
  const flow = newFlow('Waiting')
  flow.nodes.push(
    says('asked', 'We tell you.'),
    { id: 'waits', type: 'wait', position: at, data: { config: { for: 'signal', signal, seconds: 86_400 } } },
    says('said', 'It has happened.'),
  )
  flow.edges.push(edge('start', 'next', 'asked'), edge('asked', 'next', 'waits'), edge('waits', 'next', 'said'))
  return flow
}

const texts = (turns: { say: { message: { text?: string } }[] }[]) =>
  turns.flatMap(({ say }) => say.map(({ message }) => message.text))

eachApp('an event', (open) => {
  it('is one however often it is told under its id, and counts once', async () => {
    const app = await open()
    const { client, path, added, seen, works } = await aShop(app)
    const contact = await added({ name: 'Heba' })
    const body = {
      id: 'order:1042:placed',
      type: 'order_placed',
      contact: { id: contact },
      data: { total: 388.5, number: '1042' },
    }
    const first = (await client.post(path, body).expect(200)).body
    expect(first).toEqual({
      event: { id: body.id, type: 'order_placed', at: '2041-03-02T09:00:00.000Z', contact, data: body.data, source: 'api' },
    })
    app.pass(60_000)
    const again = (await client.post(path, { ...body, data: { total: 1 } }).expect(200)).body
    expect(again).toEqual({ ...first, repeated: true })
    await works()
    await works()
    expect(await seen(contact)).toEqual([
      {
        type: 'order_placed',
        count: 1,
        first: '2041-03-02T09:00:00.000Z',
        last: '2041-03-02T09:00:00.000Z',
        sum: 388.5,
        lastTotal: 388.5,
        recent: ['2041-03-02T09:00:00.000Z'],
      },
    ])
  })

  it('that happened long ago counts where it belongs, whatever order they come in', async () => {
    const app = await open()
    const { client, path, added, seen, works } = await aShop(app)
    const contact = await added({ name: 'Heba' })
    const told = (id: string, when: string, total: number) =>
      client.post(path, { id, type: 'order_placed', at: when, contact: { id: contact }, data: { total } }).expect(200)
    await told('b', '2041-02-01T08:00:00.000Z', 20)
    await told('c', '2041-02-10T08:00:00.000Z', 30.1)
    await works()
    await told('a', '2040-12-24T08:00:00.000Z', 10.2)
    await works()
    expect(await seen(contact)).toMatchObject([
      { count: 3, first: '2040-12-24T08:00:00.000Z', last: '2041-02-10T08:00:00.000Z', sum: 60.3, lastTotal: 30.1 },
    ])
    const { items } = (await client.get(`${path}?contact=${contact}`).expect(200)).body
    expect(items.map(({ id }: { id: string }) => id)).toEqual(['c', 'b', 'a'])
  })

  it('makes a person of a number or an address that nobody has, and nobody of an id', async () => {
    const app = await open()
    const { client, w, path } = await aShop(app)
    const told = async (id: string, contact: object) =>
      (await client.post(path, { id, type: 'cart_left', contact }).expect(200)).body
    const made = await told('a', { phone: '+20 100 123 4567' })
    expect(made.made).toBe(true)
    expect(await told('b', { phone: '+201001234567' })).toEqual({
      event: expect.objectContaining({ contact: made.event.contact }),
    })
    const { body } = await client.get(`/workspaces/${w}/contacts/${made.event.contact}`).expect(200)
    expect(body).toMatchObject({ phone: '+201001234567', firstSource: { kind: 'api' } })
    const mailed = await Promise.all(['c', 'd'].map((id) => told(id, { email: 'Heba@Example.com' })))
    expect(mailed[0].event.contact).toBe(mailed[1].event.contact)
    await client.post(path, { id: 'e', type: 'cart_left', contact: { id: 'nobody' } }).expect(404)
    await client.post(path, { id: 'f', type: 'cart_left', contact: { externalId: 'nobody' } }).expect(404)
  })

  it('finds whom a channel knows by its own id', async () => {
    const app = await open()
    const { client, path, writes } = await aShop(app)
    const { state } = await writes('visitor-7', 'hello')
    const { body } = await client.post(path, { id: 'a', type: 'bought', contact: { externalId: 'visitor-7' } }).expect(200)
    expect(body.event.contact).toBe(state.contact.id)
  })

  it.each([
    ['no type', { type: undefined }, '/type'],
    ['a type with a space', { type: 'Order placed' }, '/type'],
    ['a day without a time', { at: '2041-02-01' }, '/at'],
    ['the 31st of February', { at: '2041-02-31T10:00:00.000Z' }, '/at'],
    ['tomorrow', { at: '2041-03-03T09:00:00.000Z' }, '/at'],
    ['nobody', { contact: {} }, '/contact'],
    ['two ways to name them', { contact: { phone: '+201001234567', email: 'a@b.example' } }, '/contact'],
    ['a number that is none', { contact: { phone: '12' } }, '/contact/phone'],
    ['an address that is none', { contact: { email: 'heba' } }, '/contact/email'],
    ['data in data', { data: { lines: [1, 2] } }, '/data/lines'],
    ['5 KB', { data: { note: 'x'.repeat(5_000) } }, '/data'],
    ['an unknown field', { what: 1 }, '/what'],
    ['an id with a space', { id: 'a b' }, '/id'],
  ])('with %s is refused by the field', async (_, wrong, field) => {
    const app = await open()
    const { client, path } = await aShop(app)
    const body = { id: 'a', type: 'bought', contact: { phone: '+201001234567' }, ...wrong }
    const { error } = (await client.post(path, body).expect(422)).body
    expect(error.problems.map((problem: { path: string }) => problem.path)).toContain(field)
    const { rows } = (await client.post(`${path}/bulk`, { events: [body] }).expect(200)).body
    expect(rows).toEqual([{ row: 0, did: 'refused', problems: error.problems }])
  })

  it('among many that is wrong keeps out no other, and the answer says so row by row', async () => {
    const app = await open()
    const { client, path, added } = await aShop(app)
    const contact = { id: await added({ name: 'Heba' }) }
    const good = (id: string) => ({ id, type: 'bought', contact })
    const events = [
      good('a'),
      null,
      good('a'),
      { ...good('b'), type: 'no type' },
      { ...good('c'), contact: { id: 'nobody' } },
      good('d'),
    ]
    const { body } = await client.post(`${path}/bulk`, { events }).expect(200)
    expect([body.taken, body.repeated, body.refused]).toEqual([2, 1, 3])
    expect(body.rows.map(({ did }: { did: string }) => did)).toEqual([
      'taken',
      'refused',
      'repeated',
      'refused',
      'refused',
      'taken',
    ])
    expect(body.rows[4].problems).toEqual([{ path: '/contact/id', message: 'is nobody’s' }])
    await client.post(`${path}/bulk`, { events: [] }).expect(422)
    await client.post(`${path}/bulk`, { events: Array.from({ length: 501 }, () => good('x')) }).expect(422)
  })

  it('wakes the chat that waits for it, and begins no other flow', async () => {
    const app = await open()
    const { client, path, writes, publishes, works, turnsOf } = await aShop(app)
    await publishes(waitingFor('product_back'))
    await publishes(flowOn('product_back', 'Back: {{ product }}'))
    const { state } = await writes('mei', 'hello')
    app.pass(60_000)
    await client.post(path, { id: 'back-1', type: 'product_back', contact: { id: state.contact.id } }).expect(200)
    await works()
    expect(texts(await turnsOf(state.conversationId)).slice(-2)).toEqual(['We tell you.', 'It has happened.'])
    await client.post(path, { id: 'back-1', type: 'product_back', contact: { id: state.contact.id } }).expect(200)
    await works()
    expect(texts(await turnsOf(state.conversationId))).toHaveLength(2)
  })

  it('begins a flow in the chat they used last, with its values, once; not after STOP, and not what happened days ago', async () => {
    const app = await open()
    const { client, path, writes, publishes, works, turnsOf } = await aShop(app)
    await publishes(flowOn('product_back', 'Back: {{ product }}'))
    const { state } = await writes('mei', 'hello')
    await client.post(`/workspaces/${state.workspaceId}/conversations/${state.conversationId}/take`).expect(200)
    await client.post(`/workspaces/${state.workspaceId}/conversations/${state.conversationId}/close`).expect(200)
    await app.projections.flush()
    const tell = async (id: string, when?: string) => {
      const body = {
        id,
        type: 'product_back',
        contact: { id: state.contact.id },
        data: { product: 'Kettle' },
        ...(when ? { at: when } : {}),
      }
      await client.post(path, body).expect(200)
      await works()
    }
    await tell('back-0', '2041-02-20T09:00:00.000Z')
    expect(texts(await turnsOf(state.conversationId))).toEqual([])
    await tell('back-1')
    await tell('back-1')
    expect(texts(await turnsOf(state.conversationId))).toEqual(['Back: Kettle'])
    await writes('mei', 'STOP')
    await tell('back-2')
    expect(texts(await turnsOf(state.conversationId)).filter((text) => text?.startsWith('Back'))).toEqual(['Back: Kettle'])
  })

  it('that a flow records counts, and flows that lead to one another end', async () => {
    const app = await open()
    const { writes, publishes, works, seen, turnsOf } = await aShop(app)
    const recording = (name: string, trigger: object, event: string): Flow => {
      const flow = newFlow(name)
      const [start] = flow.nodes
      if (start) start.data.config = trigger as never
      flow.settings.reentry = { mode: 'always' } as never
      flow.nodes.push({
        id: 'notes',
        type: 'record-event',
        position: at,
        data: { config: { event, values: [{ name: 'total', value: '2' }] } },
      })
      flow.edges.push(edge('start', 'next', 'notes'))
      return flow
    }
    await publishes(recording('Any', { trigger: 'any-message' }, 'ping'))
    await publishes(recording('Ping', { trigger: 'event', event: 'ping' }, 'pong'))
    await publishes(recording('Pong', { trigger: 'event', event: 'pong' }, 'ping'))
    const { state } = await writes('mei', 'hello')
    await works()
    const counted = await seen(state.contact.id)
    expect(counted?.map(({ type, count }) => [type, count])).toEqual([
      ['ping', 3],
      ['pong', 3],
    ])
    expect(await turnsOf(state.conversationId)).toHaveLength(6)
  })

  it('is made of every chat that closes', async () => {
    const app = await open()
    const { client, w, writes, works, seen, path } = await aShop(app)
    const { state } = await writes('mei', 'hello')
    const one = `/workspaces/${w}/conversations/${state.conversationId}`
    await client.post(`${one}/take`).expect(200)
    await client.post(`${one}/close`).expect(200)
    await app.projections.flush()
    await works()
    expect(await seen(state.contact.id)).toMatchObject([{ type: 'chat_closed', count: 1 }])
    const { items } = (await client.get(`${path}?type=chat_closed`).expect(200)).body
    expect(items[0]).toMatchObject({ data: { case: 1, how: 'agent', channel: 'web-chat' }, source: 'chat' })
  })
})
