import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import type { WebChatReply } from '#schemas/api/web-chat.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { actOnConversation } from '#server/chats/act-on-conversation.ts'
import { visitorIdOf } from '#server/engine/ids.ts'
import { newestState } from '#server/engine/turns/take-turn.ts'
import { startTelegramPeer } from '#tests/peers/telegram/peer.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { says } from '#tests/peers/whatsapp/webhooks.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'
import { openBot } from '#tests/support/talk/vendors.ts'

const phone = '85290001234'
const chatId = 700_001
const visitor = 'a-visitor'.padEnd(43, '-')

const opened: (() => Promise<void>)[] = []

/** A shop on three channels, each with the vendor's stand-in. */
async function shop(open: OpenTestStore, flow: Flow, inner: string[] = []) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const whatsApp = await startWhatsAppPeer({ ...seed, now: clock.now })
  const telegram = await startTelegramPeer({ ...seed, now: clock.now })
  await seedShop(store, testSecrets, { apiBaseUrl: whatsApp.url, botApi: telegram.url, flows: [flow] })
  const server = await inProcess(store, { clock, allow: [whatsApp.place, telegram.place, ...inner], workers: false })
  await openBot(server)
  opened.push(async () => {
    await server.close()
    await whatsApp.close()
    await telegram.close()
  })
  let written = 0
  const write = (text: string) => {
    written++
    return whatsApp.deliver(`${server.url}/webhooks/whatsapp/${seed.whatsApp}`, {
      id: `wamid.${written}`,
      from: phone,
      say: says.text(text),
    })
  }
  const agent = { workspaceId: seed.workspaceId, agentId: 'agent1' }
  const conversationId = conversationIdOf(seed.whatsApp, phone)
  return { clock, server, whatsApp, telegram, write, agent, conversationId }
}

async function stateOf(server: Awaited<ReturnType<typeof inProcess>>, conversationId: string): Promise<ConversationState> {
  const newest = await newestState(server.engine, conversationId)
  if (!newest) throw new Error('nobody has written yet')
  return newest.state
}

/** Says something at once. */
const greeting = (): Flow => flowOf([{ id: 'hi', type: 'send-message', config: { text: { en: 'Hi!' } } }])

/** Says something, and something else when so many seconds have passed. */
const pausing = (seconds: number): Flow =>
  flowOf([
    { id: 'hi', type: 'send-message', config: { text: { en: 'Hi!' } } },
    { id: 'pause', type: 'wait', config: { for: 'duration', seconds } },
    { id: 'more', type: 'send-message', config: { text: { en: 'And more.' } } },
  ])

function flowOf(nodes: { id: string; type: string; config: Record<string, unknown> }[]): Flow {
  const flow = newFlow('Cues', 'en')
  const [start] = flow.nodes
  if (!start) throw new Error('a new flow has a start')
  const outputs: Record<string, string> = { 'call-http': 'done' }
  const all = [start, ...nodes.map(({ id, type, config }) => ({ id, type, position: { x: 0, y: 0 }, data: { config } }))]
  const edges = nodes.map(({ id }, i) => {
    const from = all[i] as { id: string; type: string }
    return { id: `e${i}`, source: from.id, sourceHandle: outputs[from.type] ?? 'next', target: id }
  })
  return { ...flow, nodes: all, edges } as Flow
}

eachStore('what customers see beside messages', (open) => {
  afterEach(async () => {
    for (const close of opened.splice(0)) await close()
  })

  it('is that their message was read once the flow has answered it, on WhatsApp', async () => {
    const { write, whatsApp } = await shop(open, greeting())
    await write('hello')
    await whatsApp.arrived(1)
    await expect.poll(() => whatsApp.cues()).toEqual([{ messageId: 'wamid.1', typing: false }])
  })

  it('is “typing…” while a flow asks a service, and nothing of it when the service is quick to answer again', async () => {
    let answer: (() => void) | undefined
    const service = createServer((_, response) => {
      answer = () => void response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
    await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
    const place = `127.0.0.1:${(service.address() as AddressInfo).port}`
    onTestFinished(() => void service.close())
    const calling = flowOf([
      { id: 'call', type: 'call-http', config: { method: 'GET', url: `http://${place}/orders` } },
      { id: 'hi', type: 'send-message', config: { text: { en: 'Found.' } } },
    ])
    const { write, whatsApp, telegram } = await shop(open, calling, [place])
    await write('hello')
    await expect.poll(() => whatsApp.cues()).toEqual([{ messageId: 'wamid.1', typing: true }])
    expect(whatsApp.sent()).toEqual([])
    answer?.()
    await whatsApp.arrived(1)

    const brought = telegram.brings({ id: chatId }, { text: 'hello' })
    await expect.poll(() => telegram.typing()).toEqual([chatId])
    answer?.()
    await brought
    await expect.poll(() => telegram.sent().length).toBe(1)
    // Read already, along with typing; a bot can say no such thing.
    expect(whatsApp.cues()).toHaveLength(1)
  })

  it('is “typing…” in a pause between two messages, told again while it lasts, and never in a long one', async () => {
    const short = await shop(open, pausing(12))
    await short.telegram.brings({ id: chatId }, { text: 'hello' })
    await expect.poll(() => short.telegram.typing()).toEqual([chatId])
    short.clock.pass(4_500)
    await expect.poll(() => short.telegram.typing()).toEqual([chatId, chatId])

    const long = await shop(open, pausing(120))
    await long.write('hello')
    await expect.poll(() => long.whatsApp.cues()).toEqual([{ messageId: 'wamid.1', typing: false }])
  })

  it('is that a person has opened the chat, and then that they write, told as seldom as the vendor shows it', async () => {
    const { write, whatsApp, server, agent, conversationId, clock } = await shop(open, greeting())
    await write('hello')
    await expect.poll(() => whatsApp.cues()).toHaveLength(1)
    await actOnConversation(server.engine, agent, conversationId, { do: 'take' })
    await write('Is anybody there?')
    await server.engine.queue.idle()
    const state = await stateOf(server, conversationId)
    server.deps.cues.read(conversationId)
    await expect.poll(() => whatsApp.cues().slice(1)).toEqual([{ messageId: 'wamid.2', typing: false }])
    const typing = { messageId: 'wamid.2', typing: true }
    for (let typed = 1; typed <= 6; typed++) {
      server.deps.cues.typing(state)
      await expect.poll(() => whatsApp.cues().slice(2)).toEqual(typed < 6 ? [typing] : [typing, typing])
      clock.pass(4_000)
    }
  })

  it('is nothing where the vendor does not hear it, and every reply goes out all the same', async () => {
    const { write, whatsApp, server } = await shop(open, pausing(12))
    whatsApp.deafToCues()
    await write('hello')
    expect((await whatsApp.arrived(1)).map(({ body }) => body.text)).toMatchObject([{ body: 'Hi!' }])
    await expect.poll(() => whatsApp.unheard()).toBeGreaterThan(0)
    await server.outbox.idle()
    expect(server.outbox.results).toEqual({ accepted: 1, again: 0, failed: 0 })
  })

  it('is “typing…” in the web chat over its events, and the agent sees that the visitor writes', async () => {
    const { server, agent } = await shop(open, greeting())
    const chat = `${server.url}/chat/${seed.webChat}`
    const headers = { authorization: `Bearer ${visitor}`, 'content-type': 'application/json' }
    const post = (path: string, body: object) => fetch(`${chat}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const conversationId = conversationIdOf(seed.webChat, visitorIdOf(visitor))
    await post('messages', { clientId: 'm1', text: 'hello' })
    const stop = new AbortController()
    onTestFinished(() => stop.abort())
    const { body } = await fetch(`${chat}/events?after=1`, { headers, signal: stop.signal })
    const reader = (body as ReadableStream<Uint8Array>).getReader()
    const decoder = new TextDecoder()
    await reader.read()

    const seen: string[] = []
    server.hub.onWorkspace(seed.workspaceId, {
      turn: () => {},
      delivery: () => {},
      missed: () => {},
      typing: (id) => void seen.push(id),
    })
    // While the flow answers nobody looks.
    expect((await post('typing', {})).status).toBe(204)
    await actOnConversation(server.engine, agent, conversationId, { do: 'take' })
    expect((await post('typing', {})).status).toBe(204)
    expect(seen).toEqual([conversationId])
    const codes = await Promise.all(Array.from({ length: 10 }, async () => (await post('typing', {})).status))
    expect(new Set(codes)).toEqual(new Set([204, 429]))

    const state = await stateOf(server, conversationId)
    server.deps.cues.typing(state)
    let told: WebChatReply | undefined
    while (!told?.typing) {
      const words = decoder.decode((await reader.read()).value, { stream: true })
      for (const [, data = '{}'] of words.matchAll(/^data: (.*)$/gm)) told = JSON.parse(data) as WebChatReply
    }
    expect(told).toEqual({ turn: 0, messages: [], typing: 6_000 })
  })
})
