import { describe, expect, it, onTestFinished } from 'vitest'
import type { WebChatReply } from '#schemas/api/web-chat.ts'
import type { Flow } from '#schemas/flow.ts'
import { visitorIdOf } from '#server/engine/ids.ts'
import { takeTurn } from '#server/engine/turns/take-turn.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop, threeMessages } from '#tests/support/seed.ts'
import { openTestEmbedded } from '#tests/support/stores.ts'

const key = 'mei'.padEnd(43, '-')

function greets(flow: Flow): Flow {
  for (const node of flow.nodes) if (node.type === 'start') node.data.config = { trigger: 'opened' }
  return flow
}

describe('a chat that is opened', () => {
  async function aShop(flow: Flow) {
    const clock = testClock()
    const store = await openTestEmbedded({ now: clock.now })
    await seedShop(store, testSecrets, { flows: [flow] })
    const server = await inProcess(store, { clock, workers: false })
    onTestFinished(async () => {
      await server.close()
      await store.close()
    })
    const post = async (path: string, body: unknown): Promise<WebChatReply> => {
      const answer = await fetch(`${server.url}/chat/${seed.webChat}/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      expect(answer.status).toBe(200)
      return (await answer.json()) as WebChatReply
    }
    const turns = () => server.engine.turns.count({ _id: { $gt: `${conversationIdOf(seed.webChat, visitorIdOf(key))}.` } })
    /** An agent takes the chat and closes it. */
    const closes = async () => {
      const conversationId = conversationIdOf(seed.webChat, visitorIdOf(key))
      for (const action of [{ do: 'take' }, { do: 'close' }] as const)
        await takeTurn(server.engine, { conversationId, event: { kind: 'agent', agentId: 'joyce', action } })
    }
    return { clock, post, turns, closes, opens: () => post('opened', {}) }
  }
  const wordsOf = ({ messages }: WebChatReply) => messages.map(({ message }) => ('text' in message ? message.text : ''))

  it('is greeted, once for each visitor and day where the shop is, however often it is opened', async () => {
    const shop = await aShop(greets(threeMessages()))
    const replies = await Promise.all([shop.opens(), shop.opens(), shop.opens()])
    expect(replies.map(wordsOf)).toEqual(Array(3).fill(['Which language?']))
    expect(await shop.turns()).toBe(1)
    // Eight hours on it is another day in Hong Kong; the question still stands.
    shop.clock.pass(8 * 3_600_000)
    expect(await shop.opens()).toEqual({ turn: 0, messages: [] })
    expect(wordsOf(await shop.post('messages', { clientId: 'm1', text: 'English' }))).toContain('What about?')
  })

  it('is not greeted again by a mere reload after a talk of this day, but on the next', async () => {
    const shop = await aShop(greets(threeMessages()))
    await shop.post('messages', { clientId: 'm1', text: 'Hello' })
    await shop.closes()
    expect(await shop.opens()).toEqual({ turn: 0, messages: [] })
    shop.clock.pass(24 * 3_600_000)
    expect(wordsOf(await shop.opens())).toEqual(['Which language?'])
  })

  it('hears no answer in a text that was written before its greeting was seen: it asks again, and counts no try', async () => {
    const shop = await aShop(greets(threeMessages()))
    await shop.opens()
    const asked = await shop.post('messages', { clientId: 'm1', text: 'English', seen: 0 })
    expect(wordsOf(asked)).toEqual(['', 'Which language?'])
    expect(wordsOf(await shop.post('messages', { clientId: 'm2', text: 'English', seen: 2 }))).toContain('What about?')
  })

  it('takes an answer that was written after its greeting was seen, or by a page that does not tell', async () => {
    for (const seen of [{ seen: 1 }, {}]) {
      const shop = await aShop(greets(threeMessages()))
      await shop.opens()
      expect(wordsOf(await shop.post('messages', { clientId: 'm1', text: 'English', ...seen }))).toContain('What about?')
    }
  })

  it('obeys a word that always works, whenever it was written', async () => {
    const shop = await aShop(greets(threeMessages()))
    await shop.opens()
    const reply = await shop.post('messages', { clientId: 'm1', text: 'STOP', seen: 0 })
    expect(wordsOf(reply).join()).not.toContain('Which language?')
  })

  it('stays as it is where no flow greets', async () => {
    const shop = await aShop(threeMessages())
    expect(await shop.opens()).toEqual({ turn: 0, messages: [] })
    expect(await shop.turns()).toBe(0)
  })
})

describe('a try of a flow that greets', () => {
  it('begins with the greeting where the channel tells that a chat is opened', async () => {
    const clock = testClock()
    const store = await openTestEmbedded({ now: clock.now })
    await seedShop(store, testSecrets)
    const server = await inProcess(store, { clock, workers: false })
    onTestFinished(async () => {
      await server.close()
      await store.close()
    })
    const who = { workspaceId: seed.workspaceId, userId: 'ada' }
    const said = async (channelKind: 'web-chat' | 'whatsapp') => {
      const view = await server.deps.tries.start(who, { flowId: 'f', flow: greets(threeMessages()), channelKind }, channelKind)
      return view.turns.flatMap(({ say }) => say.map(({ message }) => ('text' in message ? message.text : '')))
    }
    expect([await said('web-chat'), await said('whatsapp')]).toEqual([['Which language?'], []])
  })
})
