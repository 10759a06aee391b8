import { expect, it } from 'vitest'
import { decode } from '#runtime/channels/whatsapp/decode.ts'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import type { TurnView } from '#schemas/api/turns.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { instantAt } from '#schemas/instant.ts'
import { channelHealth } from '#server/channels/channel-health.ts'
import { channels } from '#server/channels/collections.ts'
import { receiveEvents } from '#server/channels/receive-events.ts'
import { conversations } from '#server/chats/collections.ts'
import { wakeDue } from '#server/engine/timers/timers.ts'
import bodies from '#tests/fixtures/whatsapp/bodies.json'
import messages from '#tests/fixtures/whatsapp/messages.json'
import { type MessageKind, messagesBody, says } from '#tests/peers/whatsapp/webhooks.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { anApp, eachApp, type TestApp } from '#tests/support/an-app.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'

const number = { phoneNumberId: '100200300', appSecret: 'the-app-secret' }
const customer = '85291111111'

/** A shop with a WhatsApp number, and what its customer and its agent do there. Every reply is held against its schema. */
async function aShop(app: TestApp) {
  const w = await app.workspace()
  const { client } = await app.person({ [w]: 'admin' })
  await client.post(`/workspaces/${w}/teams`, { name: 'Orders' }).expect(201)
  const flow = (await client.post(`/workspaces/${w}/flows`, { name: 'Orders', flow: orders() }).expect(201)).body
  await client.post(`/workspaces/${w}/flows/${flow.id}/publish`, { revision: flow.revision }).expect(200)
  const settings = {
    ...number,
    accessToken: 'the-access-token',
    verifyToken: 'verify',
    apiBaseUrl: 'https://graph.facebook.com',
    apiVersion: 'v23.0',
  }
  const { id } = (await client.post(`/workspaces/${w}/channels`, { kind: 'whatsapp', name: 'WhatsApp', settings }).expect(201))
    .body
  // Nothing leaves this machine.
  await app.store.collection(channels).update(id, { $set: { 'settings.apiBaseUrl': 'http://127.0.0.1' } })
  const channel = (await app.channels.get(id))!
  const parts = {
    engine: app.engine,
    io: app.deps.channels,
    health: channelHealth(app.engine),
  }
  const read = (body: unknown) => decode(body, id, { receivedAt: instantAt(app.engine.now()) })
  const conversations = `/workspaces/${w}/conversations`
  const one = `${conversations}/${conversationIdOf(id, customer)}`
  let acts = 0
  return {
    hears: (body: unknown) => receiveEvents(parts, channel, read(body)),
    customer: (...said: Record<string, unknown>[]) =>
      receiveEvents(
        parts,
        channel,
        read(
          messagesBody(
            number,
            said.map((say) => ({ from: customer, say })),
          ),
        ),
      ),
    agent: (action: string, text?: string) =>
      client.post(`${one}/${action}`, text === undefined ? undefined : { text, clientId: `a${acts++}` }).expect(200),
    detail: async () => (await client.get(one).expect(200)).body as ConversationDetail,
    turns: async () => (await client.get(`${one}/turns?limit=200`).expect(200)).body.items as TurnView[],
    rows: async () => (await client.get(`${conversations}?view=all`).expect(200)).body.items as { owner: object }[],
  }
}

const change = (body: unknown) => ({ entry: [{ changes: [body] }] })

eachApp('what the API answers about a chat', (open) => {
  it('has the shapes it declares, whatever was said and done', async () => {
    const app = await open()
    const shop = await aShop(app)
    await shop.hears(change(bodies['a reply, forwarded, from an ad']))
    await shop.customer(says.kind('image'))
    expect(await shop.detail()).toMatchObject({ owner: { kind: 'flow' }, state: { session: { at: { nodeId: 'topic' } } } })
    await shop.customer(says.button('order', 'My order'))
    await shop.customer(says.text('ada@shop.example'))
    await app.projections.flush()
    app.pass(3_600_000)
    await wakeDue(app.engine)
    expect(await shop.detail()).toMatchObject({ owner: { kind: 'queue' }, handOff: { path: ['My order'], team: 'orders' } })
    await shop.hears(change(bodies["sent from the vendor's own app"]))
    await shop.agent('take')
    await shop.customer(...(Object.keys(messages) as MessageKind[]).map(says.kind))
    await shop.agent('note', 'A regular')
    await shop.agent('reply', 'It comes today.')
    await shop.agent('close')
    await shop.agent('reopen')
    await app.projections.flush()
    expect(await shop.rows()).toMatchObject([{ owner: { kind: 'agent' } }])
    await shop.agent('hand-back')

    const turns = await shop.turns()
    const kinds = (found: { kind: string }[]) => [...new Set(found.map(({ kind }) => kind))].sort()
    expect(kinds(turns.map(({ event }) => event))).toEqual(['agent', 'echo', 'message', 'timer'])
    expect(kinds(turns.flatMap(({ effects }) => effects))).toEqual(['hand-off', 'prove', 'set-contact', 'tag'])
    expect(kinds(turns.flatMap(({ say }) => say.map(({ message }) => message)))).toEqual(['choices', 'media', 'text'])
    const heard = turns.flatMap(({ event }) => (event.kind === 'message' ? [event.message.content] : []))
    expect(kinds(heard)).toEqual(
      [
        ['choice', 'contacts', 'deleted', 'edited', 'form', 'location'],
        ['media', 'order', 'reaction', 'system', 'text', 'unsupported'],
      ].flat(),
    )
    const done = turns.flatMap(({ event }) => (event.kind === 'agent' ? [event.action.do] : []))
    expect(done).toEqual(['take', 'note', 'reply', 'close', 'reopen', 'hand-back'])
  })
})

it('in tests a reply that is not as declared fails, and says where', async () => {
  const { app, client, list } = await anOddRow(true)
  await client.get(list).expect(500)
  expect(app.lines.filter((line) => line.includes(misfit))).toHaveLength(1)
})

it('in production it is answered, and one in a hundred is logged with its route and field', async () => {
  const { app, client, list, c } = await anOddRow(false)
  const logged = () => app.lines.filter((line) => line.includes('a reply is not as declared')).map((line) => JSON.parse(line))
  const { body } = await client.get(list).expect(200)
  expect(body.items).toMatchObject([{ id: c, status: 'asleep' }])
  const line = { level: 50, method: 'get', path: '/workspaces/{w}/conversations', err: { message: misfit } }
  expect(logged()).toMatchObject([line])
  for (let more = 0; more < 99; more++) await client.get(list).expect(200)
  expect(logged()).toHaveLength(1)
  await client.get(list).expect(200)
  expect(logged()).toMatchObject([line, line])
})

const misfit = 'the reply of get /workspaces/{w}/conversations is not as declared: /items/0/status is not one of: open, closed'

/** A chat with a status that no version of the API knows. */
async function anOddRow(checkReplies: boolean) {
  const app = await anApp({ config: { checkReplies } })
  const { userId, client } = await app.person()
  const { w, c } = (await aWorkspace(app, userId)) as { w: string; c: string }
  await app.join(w, userId, 'admin')
  await app.store.collection(conversations).update(c, { $set: { status: 'asleep' as 'open' } })
  return { app, client, list: `/workspaces/${w}/conversations?view=all`, c }
}

/** A menu, a question, an hour's wait, a picture; then a person. */
function orders(): Flow {
  const flow = newFlow('Orders')
  const nodes: [string, string, Record<string, unknown>, string?][] = [
    ['topic', 'menu', { text: { en: 'What about?' }, options: [{ id: 'order', label: { en: 'My order' } }], tries: 2 }, 'order'],
    ['mail', 'ask-question', { text: { en: 'Your e-mail?' }, answer: 'email', saveAs: 'mail', saveToContact: 'email' }, 'valid'],
    ['mark', 'tag', { add: ['asked'] }, 'next'],
    ['later', 'wait', { for: 'duration', seconds: 3600 }, 'next'],
    ['map', 'send-message', { text: { en: 'Here' }, media: { kind: 'image', url: 'https://shop.example/map.png' } }, 'next'],
    ['person', 'hand-off', { text: { en: 'A colleague answers.' }, team: 'orders' }],
  ]
  let from = { source: 'start', sourceHandle: 'next' }
  for (const [id, type, config, output] of nodes) {
    flow.nodes.push({ id, type, position: { x: 0, y: 0 }, data: { config } })
    flow.edges.push({ id: `to-${id}`, ...from, target: id })
    from = { source: id, sourceHandle: output ?? '' }
  }
  flow.variables = [{ name: 'mail', type: 'text' }]
  return flow
}
