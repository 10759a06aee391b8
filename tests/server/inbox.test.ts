import { expect, it } from 'vitest'
import type { TryView } from '#schemas/api/tries.ts'
import { newFlow } from '#schemas/flow.ts'
import { countInbox } from '#server/chats/list-conversations.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { takeTurn } from '#server/engine/turns/take-turn.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

/** A workspace with a chat, and an agent in it. */
async function aChat(app: TestApp) {
  const { userId, client } = await app.person()
  const { w, c, f, channelId } = await aWorkspace(app, userId)
  await app.join(w as string, userId, 'admin')
  const path = `/workspaces/${w}/conversations`
  return { userId, client, path, one: `${path}/${c}`, c, w, channelId, flow: `/workspaces/${w}/flows/${f}` }
}

eachApp('the inbox', (open) => {
  it('lists chats with the customer’s words, and counts them', async () => {
    const app = await open()
    const { client, path, c } = await aChat(app)
    const { body } = await client.get(`${path}?view=all`).expect(200)
    expect(body.items).toMatchObject([{ id: c, unread: 0, turn: 1, status: 'open', last: { text: 'Hello?', by: 'contact' } }])
    expect(body.counts).toEqual({ waiting: expect.any(Number), mine: 0, flow: expect.any(Number) })
    expect((await client.get(`${path}?view=mine`).expect(200)).body.items).toEqual([])
  })

  it('counts what flows have so far and no further, and says so', async () => {
    const app = await open()
    const { w } = await aChat(app)
    const who = { workspaceId: w as string, agentId: 'nobody' }
    const exact = await countInbox(app.store, who)
    expect(exact).toEqual({ waiting: exact.waiting, mine: 0, flow: exact.flow })
    const about = await countInbox(app.store, who, 1)
    expect(about).toEqual(exact.flow > 0 ? { ...exact, flow: 1, about: ['flow'] } : exact)
  })

  it('shows a chat with its turns', async () => {
    const app = await open()
    const { client, one, c } = await aChat(app)
    expect((await client.get(one).expect(200)).body).toMatchObject({ id: c, state: { status: 'open' } })
    const { body } = await client.get(`${one}/turns`).expect(200)
    expect(body.items).toMatchObject([{ number: 1, event: { kind: 'message' } }])
    expect((await client.get(`${one}/turns?after=1`).expect(200)).body.items).toEqual([])
  })

  it('lets a person take a chat, answer once per client id, and close it', async () => {
    const app = await open()
    const { client, one, userId } = await aChat(app)
    const taken = await client.post(`${one}/take`).expect(200)
    expect(taken.body.turn.owner).toMatchObject({ kind: 'agent', agentId: userId })
    const answer = { text: 'How can I help?', clientId: 'c1' }
    const said = await client.post(`${one}/reply`, answer).expect(200)
    expect(said.body.turn.say).toMatchObject([
      { by: { kind: 'agent', agentId: userId }, message: { kind: 'text', text: answer.text } },
    ])
    const again = await client.post(`${one}/reply`, answer).expect(200)
    expect(again.body.turn.number).toBe(said.body.turn.number)
    await client.post(`${one}/note`, { text: 'A regular', clientId: 'c2' }).expect(200)
    expect((await client.post(`${one}/close`).expect(200)).body.turn.status).toBe('closed')
  })

  it('lets a person open a closed chat again, which is theirs then', async () => {
    const app = await open()
    const { client, one, userId, path, c } = await aChat(app)
    await client.post(`${one}/take`).expect(200)
    expect((await client.post(`${one}/reopen`).expect(409)).body.error.code).toBe('nothing-to-do')
    await client.post(`${one}/close`).expect(200)
    const { turn } = (await client.post(`${one}/reopen`).expect(200)).body
    expect(turn).toMatchObject({ status: 'open', owner: { kind: 'agent', agentId: userId } })
    await expect.poll(async () => (await client.get(`${path}?view=mine`)).body.items[0]).toMatchObject({ id: c, status: 'open' })
    await client.post(`${one}/reply`, { text: 'One more thing', clientId: 'c1' }).expect(200)
  })

  it('lets whoever closed a chat take it back: it is whose it was, and still unread', async () => {
    const app = await open()
    const { client, one, userId, path, c, channelId } = await aChat(app)
    const closes = async () => (await client.post(`${one}/close`).expect(200)).body.turn.number as number
    const row = async () =>
      (await client.get(`${path}?view=all`).expect(200)).body.items.find(({ id }: { id: string }) => id === c)
    // Somebody answers from the vendor's own app: the chat waits for a person.
    const at = new Date(app.deps.now()).toISOString()
    const message = { id: 'own', channelId: channelId as string, from: { externalId: 'shop' }, at }
    const content = { kind: 'text' as const, text: 'One moment' }
    const event = { kind: 'echo' as const, message: { ...message, content } }
    await takeTurn(app.engine, { conversationId: c as string, event })
    await expect.poll(async () => (await row()).owner.kind).toBe('queue')
    const before = await row()
    const { turn } = (await client.post(`${one}/undo-close`, { turn: await closes() }).expect(200)).body
    expect(turn).toMatchObject({ status: 'open', owner: before.owner })
    await expect.poll(row).toMatchObject({ unread: before.unread, owner: before.owner, status: 'open' })
    await client.post(`${one}/take`).expect(200)
    const mine = (await client.post(`${one}/undo-close`, { turn: await closes() }).expect(200)).body
    expect(mine.turn.owner).toMatchObject({ kind: 'agent', agentId: userId })
  })

  it('lets nobody take back what somebody else closed, or what has gone on since', async () => {
    const app = await open()
    const { client, one, w } = await aChat(app)
    const second = await app.person({ [w as string]: 'agent' })
    await client.post(`${one}/take`).expect(200)
    const { number } = (await client.post(`${one}/close`).expect(200)).body.turn
    const refused = async (by: typeof client, turn: number) =>
      (await by.post(`${one}/undo-close`, { turn }).expect(409)).body.error.code
    expect(await refused(second.client, number)).toBe('nothing-to-do')
    expect(await refused(client, number - 1)).toBe('nothing-to-do')
    await second.client.post(`${one}/reopen`).expect(200)
    expect(await refused(client, number)).toBe('nothing-to-do')
  })

  it('lets only its owner answer', async () => {
    const app = await open()
    const { client, one, w, userId } = await aChat(app)
    const second = await app.person()
    await app.join(w as string, second.userId, 'agent')
    await client.post(`${one}/take`).expect(200)
    const { body } = await second.client.post(`${one}/reply`, { text: 'Me too', clientId: 'c1' }).expect(409)
    expect(body.error).toMatchObject({ code: 'not-owner', details: { owner: { kind: 'agent', agentId: userId } } })
  })

  it('counts what nobody has read since a person answers, and remembers what has been read', async () => {
    const app = await open()
    const { client, path, one, w, channelId } = await aChat(app)
    const unread = async () => (await client.get(`${path}?view=all`).expect(200)).body.items[0].unread
    await client.post(`${one}/take`).expect(200)
    await handleMessage(app.engine, {
      workspaceId: w as string,
      channelKind: 'web-chat',
      message: {
        id: 'second',
        channelId: channelId as string,
        from: { externalId: 'visitor' },
        at: new Date(app.deps.now()).toISOString(),
        content: { kind: 'text', text: 'Are you there?' },
      },
    })
    await expect.poll(unread).toBe(1)
    await client.post(`${one}/read`).expect(204)
    expect(await unread()).toBe(0)
  })
})

eachApp('statistics', (open) => {
  it('cover the last 14 days unless a period is given', async () => {
    const app = await open()
    const { client, flow } = await aChat(app)
    const { body } = await client.get(`${flow}/statistics`).expect(200)
    expect(body).toMatchObject({ from: '2041-02-17', to: '2041-03-02' })
    const day = await client.get(`${flow}/statistics?from=2041-03-02&to=2041-03-02&version=1&channel=&language=en`).expect(200)
    expect(day.body).toMatchObject({ from: '2041-03-02', to: '2041-03-02' })
    expect((await client.get(`${flow}/statistics/chats?nodeId=start&figure=waiting`).expect(200)).body).toEqual({ items: [] })
  })
})

eachApp('trying a draft', (open) => {
  it('talks to the real engine with a clock of its own', async () => {
    const app = await open()
    const { client, w, flow } = await aChat(app)
    const draft = newFlow('Welcome')
    draft.nodes.push({ id: 'hello', type: 'send-message', position: { x: 0, y: 0 }, data: { config: { text: { en: 'Hi' } } } })
    draft.edges.push({ id: 'e1', source: 'start', sourceHandle: 'next', target: 'hello' })
    const started = await client.post(`${flow}/tries`, { flow: draft, channelKind: 'whatsapp' }).expect(201)
    const path = `/workspaces/${w}/tries/${started.body.id}`
    const { body } = await client.post(`${path}/messages`, { text: 'Hello?' }).expect(200)
    expect(body.turns[0].say).toMatchObject([{ message: { kind: 'text', text: 'Hi' } }])
    const later = await client.post(`${path}/clock`, { seconds: 60 }).expect(200)
    expect(Date.parse(later.body.now) - Date.parse(body.now)).toBe(60_000)
    await client.delete(path).expect(204)
    await client.post(`${path}/messages`, { text: 'Hello?' }).expect(404)
  })

  it('says which service was called and what came, without its secrets', async () => {
    const app = await open()
    const { client, w, flow } = await aChat(app)
    const draft = newFlow('Welcome')
    const config = {
      method: 'GET',
      url: 'http://127.0.0.1/orders?key=s3cret',
      headers: [{ name: 'Authorization', value: 's3cret' }],
    }
    draft.nodes.push({ id: 'call', type: 'call-http', position: { x: 0, y: 0 }, data: { config } })
    draft.edges.push({ id: 'e1', source: 'start', sourceHandle: 'next', target: 'call' })
    const started = await client.post(`${flow}/tries`, { flow: draft, channelKind: 'web-chat' }).expect(201)
    const { body } = await client.post(`/workspaces/${w}/tries/${started.body.id}/messages`, { text: 'hi' }).expect(200)
    expect(body.turns[0].steps[1]).toMatchObject({
      nodeId: 'call',
      output: 'error',
      reason: { code: 'private-address', values: { call: 'GET http://127.0.0.1/orders?key=•••' } },
    })
  })

  it('goes on in a live flow and comes back, while only the draft is started by a message', async () => {
    const app = await open()
    const { client, w, flow } = await aChat(app)
    const saying = (text: string) => {
      const made = newFlow(text)
      made.nodes.push({ id: 'say', type: 'send-message', position: { x: 0, y: 0 }, data: { config: { text: { en: text } } } })
      made.edges.push({ id: 'e1', source: 'start', sourceHandle: 'next', target: 'say' })
      return made
    }
    const other = saying('Found it')
    other.nodes[0] = { ...other.nodes[0]!, data: { config: { trigger: 'keyword', keywords: { en: ['parcel'] } } } }
    const { id } = (await client.post(`/workspaces/${w}/flows`, { name: other.name, flow: other }).expect(201)).body
    await client.post(`/workspaces/${w}/flows/${id}/publish`, { revision: 1 }).expect(200)

    const draft = saying('Back again')
    const there = { flowId: id, comeBack: true }
    draft.nodes.push({ id: 'go', type: 'go-to-flow', position: { x: 0, y: 0 }, data: { config: there } })
    draft.edges = [
      { id: 'e1', source: 'start', sourceHandle: 'next', target: 'go' },
      { id: 'e2', source: 'go', sourceHandle: 'returned', target: 'say' },
    ]
    const started = await client.post(`${flow}/tries`, { flow: draft, channelKind: 'web-chat' }).expect(201)
    const { body } = await client.post(`/workspaces/${w}/tries/${started.body.id}/messages`, { text: 'parcel' }).expect(200)
    const [turn] = (body as TryView).turns
    expect(turn?.say.map(({ message }) => message.kind === 'text' && message.text)).toEqual(['Found it', 'Back again'])
    expect(turn?.steps.map(({ nodeId, did, version }) => [nodeId, did, version])).toEqual([
      ['start', 'go', 0],
      ['go', 'call', 0],
      ['start', 'go', 1],
      ['say', 'go', 1],
      ['say', 'go', 0],
    ])
  })
})
