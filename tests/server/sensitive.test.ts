import { expect, it, onTestFinished } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { turns } from '#server/engine/collections.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { newId, says } from '#tests/peers/whatsapp/webhooks.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { seed, seedShop } from '#tests/support/seed.ts'

/** A guest who is asked for a card number, which is sensitive; then the flow waits an hour. */
async function aGuest(app: TestApp) {
  const { userId, client } = await app.person()
  const { w, f, channelId } = (await aWorkspace(app, userId)) as { w: string; f: string; channelId: string }
  await app.join(w, userId, 'admin')
  const saved = await client.put(`/workspaces/${w}/flows/${f}/draft`, { revision: 2, flow: booking() }).expect(200)
  await client.post(`/workspaces/${w}/flows/${f}/publish`, { revision: saved.body.revision }).expect(200)
  let said = 0
  const writes = async (text: string): Promise<string> => {
    const at = new Date(app.deps.now()).toISOString()
    const message = {
      id: `guest${said++}`,
      channelId,
      from: { externalId: 'guest' },
      at,
      content: { kind: 'text' as const, text },
    }
    const handled = await handleMessage(app.engine, { workspaceId: w, channelKind: 'web-chat', message })
    return handled.kind === 'kept' ? handled.conversationId : handled.turn.state.conversationId
  }
  const c = await writes('Hello')
  const one = `/workspaces/${w}/conversations/${c}`
  const textsIn = async (): Promise<string[]> => {
    const { body } = await client.get(`${one}/turns`).expect(200)
    return body.items.map((turn: { event: { message: { content: { text: string } } } }) => turn.event.message.content.text)
  }
  const row = async () => {
    await app.projections.flush()
    const { body } = await client.get(`/workspaces/${w}/conversations?view=all`).expect(200)
    return body.items.find(({ id }: { id: string }) => id === c)
  }
  return { client, writes, textsIn, row, one, statistics: `/workspaces/${w}/flows/${f}/statistics/chats`, c }
}

eachApp('a sensitive answer', (open) => {
  it('is hidden in the timeline, also one that did not fit; what else is said is not', async () => {
    const app = await open()
    const { writes, textsIn } = await aGuest(app)
    for (const text of ['it is 4111 1111', '41111111', 'Monday']) await writes(text)
    expect(await textsIn()).toEqual(['Hello', '•••', '•••', 'Monday'])
  })

  it('is hidden in the row of the inbox', async () => {
    const app = await open()
    const { writes, row } = await aGuest(app)
    await writes('41111111')
    expect((await row()).last).toMatchObject({ text: '•••', by: 'contact' })
  })

  it('is hidden among the chats behind a figure', async () => {
    const app = await open()
    const { client, writes, row, statistics, c } = await aGuest(app)
    await writes('41111111')
    await row()
    for (const [nodeId, figure] of [
      ['card', 'answered'],
      ['later', 'waiting'],
    ]) {
      const { body } = await client.get(`${statistics}?nodeId=${nodeId}&figure=${figure}`).expect(200)
      expect(body.items).toMatchObject([{ conversationId: c, lastText: '•••' }])
    }
  })

  it('is not told with the state of the chat either, but kept in the turn', async () => {
    const app = await open()
    const { client, writes, one, c } = await aGuest(app)
    await writes('41111111')
    const { body } = await client.get(one).expect(200)
    expect(body.state.session).toMatchObject({ at: { nodeId: 'later' }, answers: [{ value: '•••' }] })
    expect(JSON.stringify(body)).not.toContain('41111111')
    const { items } = await app.store.collection(turns).find({ _id: { $gt: `${c}.`, $lt: `${c}/` } }, { sort: { _id: 1 } })
    expect(items.at(-1)).toMatchObject({
      event: { message: { content: { text: '41111111' } } },
      state: { session: { variables: { card: 41111111 } } },
    })
  })
})

/** The same on WhatsApp, where messages can be changed and are photos. */
async function aGuestOnWhatsApp(open: (options: { config: { allowPrivate: string[] } }) => Promise<TestApp>) {
  const peer = await startWhatsAppPeer(seed)
  onTestFinished(() => peer.close())
  const app = await open({ config: { allowPrivate: [peer.place] } })
  await seedShop(app.store, app.deps.secrets, { apiBaseUrl: peer.url, flows: [booking()] })
  const { port } = app.http.address() as { port: number }
  const sends = async (say: Record<string, unknown>, id = newId()): Promise<string> => {
    const webhook = `http://127.0.0.1:${port}/webhooks/whatsapp/${seed.whatsApp}`
    expect(await peer.deliver(webhook, { say, id, from: guest })).toEqual([200])
    return id
  }
  const changes = (original: string, body: string) =>
    sends({ type: 'edit', edit: { original_message_id: original, message: { type: 'text', text: { body } } } })
  const { client } = await app.person({ [seed.workspaceId]: 'admin' })
  const path = `/workspaces/${seed.workspaceId}/conversations`
  const one = `${path}/${conversationIdOf(seed.whatsApp, guest)}`
  const textsIn = async (): Promise<string[]> => {
    const { body } = await client.get(`${one}/turns`).expect(200)
    return body.items.map((turn: { event: { message: { content: { text: string } } } }) => turn.event.message.content.text)
  }
  const found = async (q: string): Promise<number> => {
    await app.projections.flush()
    return (await client.get(`${path}/search?q=${q}`).expect(200)).body.items.length
  }
  return { peer, client, sends, changes, one, textsIn, found }
}

eachApp('a sensitive answer on WhatsApp', (open) => {
  it('stays hidden when the customer corrects it, and nobody finds it', async () => {
    const { sends, changes, textsIn, found } = await aGuestOnWhatsApp(open)
    const hello = await sends(says.text('Hello'))
    const card = await sends(says.text('41111111'))
    await changes(card, '41111112')
    await changes(hello, 'Hello there')
    expect(await textsIn()).toEqual(['Hello', '•••', '•••', 'Hello there'])
    expect(await found('41111112')).toBe(0)
    expect(await found('there')).toBe(1)
  })

  it('that is a photo is opened by nobody', async () => {
    const { peer, client, sends, one, textsIn } = await aGuestOnWhatsApp(open)
    peer.keeps('m1', { type: 'image/jpeg', bytes: Buffer.from('a card') })
    const photo = { type: 'image', image: { id: 'm1', mime_type: 'image/jpeg', caption: '41111111' } }
    await sends(says.text('Hello'))
    await sends(photo)
    await sends(photo)
    expect((await textsIn()).slice(0, 2)).toEqual(['Hello', '•••'])
    expect((await client.get(`${one}/turns/2/file`).expect(404)).body.error.code).toBe('no-file')
    await client.get(`${one}/turns/3/file`).expect(200)
  })
})

const guest = '85290001234'

function booking(): Flow {
  const flow = newFlow('Booking')
  flow.variables = [{ name: 'card', type: 'number', sensitive: true }]
  const add = (id: string, type: string, config: Record<string, unknown>) =>
    flow.nodes.push({ id, type, position: { x: 0, y: 0 }, data: { config } })
  const text = { en: 'What is the number of your card?' }
  add('card', 'ask-question', { text, answer: 'number', saveAs: 'card', noAnswerSeconds: 600 })
  add('later', 'wait', { for: 'duration', seconds: 3600 })
  add('bye', 'end', { text: { en: 'Thank you for {{ card }}.' } })
  const edge = (source: string, sourceHandle: string, target: string) =>
    flow.edges.push({ id: `${source}.${sourceHandle}`, source, sourceHandle, target })
  edge('start', 'next', 'card')
  edge('card', 'valid', 'later')
  edge('card', 'invalid', 'bye')
  edge('card', 'no-answer', 'bye')
  edge('later', 'next', 'bye')
  return flow
}
