import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import type { IncomingMessage } from '#schemas/message.ts'
import { actOnConversation } from '#server/chats/act-on-conversation.ts'
import { turns } from '#server/engine/collections.ts'
import { messageKey } from '#server/engine/event-keys.ts'
import { wakeDue } from '#server/engine/timers/timers.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { processDue } from '#server/engine/turns/inbox.ts'
import type { Inbound } from '#server/engine/turns/take-message-turn.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

let service: Server

beforeEach(async () => {
  service = createServer()
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
})
afterEach(() => new Promise<void>((done) => service.close(() => done())))

eachStore('a message that arrives while a slow service is asked is kept and acknowledged at once', (open) => {
  it('in the turn of a timer', async () => {
    const { engine, clock, projections, writes, saysTwice } = await aChat(open)
    await writes('m1', 'hi')
    await projections.flush()
    clock.pass(60_000)
    await saysTwice(() => wakeDue(engine))
  })

  it('in the turn of an agent', async () => {
    const { engine, clock, writes, saysTwice, conversationId } = await aChat(open)
    await writes('m1', 'hi')
    const who = { workspaceId: seed.workspaceId, agentId: 'agent1' }
    await actOnConversation(engine, who, conversationId, { do: 'take' })
    clock.pass(60_000)
    await saysTwice(() => actOnConversation(engine, who, conversationId, { do: 'hand-back' }))
  })

  it('in the turn of a message that a crash left', async () => {
    const { engine, clock, message, about, saysTwice, conversationId } = await aChat(open)
    const at = new Date(clock.now()).toISOString()
    const kept = message('m1', 'hi')
    await engine.inbox.insert({
      _id: messageKey(kept),
      ...about(kept),
      conversationId,
      acceptedAt: at,
      attempts: 0,
      dueAt: at,
    })
    clock.pass(60_000)
    await saysTwice(() => processDue(engine))
  })
})

/** A chat with a flow that waits until 10:01 and then asks the service. It is 10:00. */
async function aChat(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const place = `127.0.0.1:${(service.address() as AddressInfo).port}`
  await seedShop(store, testSecrets, { flows: [laterAsking(`http://${place}/parcel`)] })
  const { engine, projections, close } = await inProcess(store, { clock, allow: [place], workers: false })
  const conversationId = conversationIdOf(seed.webChat, 'visitor')
  const message = (id: string, text: string): IncomingMessage => ({
    id,
    channelId: seed.webChat,
    from: { externalId: 'visitor' },
    at: new Date(clock.now()).toISOString(),
    content: { kind: 'text', text },
  })
  const about = (of: IncomingMessage): Inbound => ({ workspaceId: seed.workspaceId, channelKind: 'web-chat', message: of })
  const writes = (id: string, text: string) => handleMessage(engine, about(message(id, text)))
  /** The slow turn begins; a message that comes meanwhile is kept at once, and has its own turn afterwards. */
  const saysTwice = async (slow: () => Promise<unknown>): Promise<void> => {
    const asked = once(service, 'request')
    const taking = slow()
    const [, reply] = (await asked) as [unknown, ServerResponse]
    service.on('request', (_, quick) => quick.end('{}'))
    expect(await writes('m2', 'hello?')).toEqual({ kind: 'kept', conversationId })
    reply.end('{}')
    await taking
    await engine.queue.idle()
    const { items } = await store.collection(turns).find({ workspaceId: seed.workspaceId }, { sort: { _id: 1 } })
    const said = items.flatMap(({ say }) => say.map((one) => one.message))
    expect(said).toMatchObject([{ text: 'On its way' }, { text: 'On its way' }])
    expect((await engine.inbox.find({}, {})).items).toEqual([])
    await close()
  }
  return { engine, clock, projections, conversationId, message, about, writes, saysTwice }
}

function laterAsking(url: string): Flow {
  const flow = newFlow('Parcel')
  const add = (id: string, type: string, config: Record<string, unknown>) =>
    flow.nodes.push({ id, type, position: { x: 0, y: 0 }, data: { config } })
  add('day', 'set-variable', { assignments: [{ name: 'due', value: '2026-11-23T10:01:00.000Z' }] })
  add('wait', 'wait', { for: 'date', date: 'due' })
  add('ask', 'call-http', { method: 'GET', url })
  add('say', 'end', { text: { en: 'On its way' } })
  const edge = (source: string, sourceHandle: string, target: string) =>
    flow.edges.push({ id: `${source}.${sourceHandle}`, source, sourceHandle, target })
  edge('start', 'next', 'day')
  edge('day', 'next', 'wait')
  edge('wait', 'next', 'ask')
  edge('ask', 'done', 'say')
  return flow
}
