import { expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import type { AgentAction } from '#schemas/turn.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { says } from '#tests/peers/whatsapp/webhooks.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { deskOf } from '#tests/support/desk.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const customer = '85290001234'
const hours = 3_600_000

/** A customer wrote and a person took the chat; what that person answers goes through the vendor’s stand-in. */
async function takenChat(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const peer = await startWhatsAppPeer({ ...seed, now: clock.now })
  await seedShop(store, testSecrets, { apiBaseUrl: peer.url, flows: [newFlow('Silent')] })
  const server = await inProcess(store, { clock, allow: [peer.place], workers: false })
  const conversationId = conversationIdOf(seed.whatsApp, customer)
  const writes = (text: string) =>
    peer.deliver(`${server.url}/webhooks/whatsapp/${seed.whatsApp}`, { from: customer, say: says.text(text) })
  let clientId = 0
  const desk = deskOf(() => server, conversationId)
  const act = async (action: AgentAction) => (await desk.act(action)).kind
  const answers = (text: string) => act({ do: 'reply', text, clientId: `r${++clientId}` })
  /** What the agent sees of each reply: its words, and what became of it. */
  const thread = async () => {
    const said = (await desk.thread()).flatMap(({ say }) => say)
    return said.map(({ message, delivery }) => ({ message, delivery }))
  }
  /** Time passes once what is under way has been noted. */
  const passes = async (ms: number) => {
    await server.outbox.idle()
    clock.pass(ms)
    server.outbox.nudge()
  }
  expect(await writes('hello')).toEqual([200])
  expect(await act({ do: 'take' })).toBe('done')
  const close = async () => {
    await server.close()
    await peer.close()
  }
  return { peer, writes, answers, thread, passes, close }
}

const statusOf = (thread: { delivery?: { status: string } | undefined }[]) => thread.at(-1)?.delivery?.status

eachStore('a reply that waited past 24 hours', (open) => {
  it('is not sent, and the agent is told', async () => {
    const { peer, writes, answers, thread, passes, close } = await takenChat(open)
    peer.failNext(131000)
    await passes(24 * hours - 60_000)
    expect(await answers('Your order is on its way.')).toBe('done')
    await expect.poll(() => peer.refused().length).toBe(1)
    expect(statusOf(await thread())).toBe('queued')
    await passes(120_000)
    await expect.poll(async () => statusOf(await thread())).toBe('failed')
    expect((await thread()).at(-1)?.delivery).toMatchObject({
      reason: { code: 'window-closed', values: { until: expect.any(String) } },
    })
    expect(peer.refused()).toHaveLength(1)

    expect(await writes('are you there?')).toEqual([200])
    expect(await answers('Here we are.')).toBe('done')
    await expect.poll(async () => statusOf(await thread())).toBe('sent')
    expect(peer.sent().map(({ body }) => body.text)).toMatchObject([{ body: 'Here we are.' }])
    await close()
  })

  it('is sent after all when the customer has written again meanwhile', async () => {
    const { peer, writes, answers, thread, passes, close } = await takenChat(open)
    peer.failNext(131000)
    await passes(24 * hours - 60_000)
    await answers('Your order is on its way.')
    await expect.poll(() => peer.refused().length).toBe(1)
    await writes('any news?')
    await passes(120_000)
    await expect.poll(async () => (await thread()).map(({ delivery }) => delivery?.status)).toEqual(['sent'])
    await close()
  })

  it('is refused where it is written, once it is too late', async () => {
    const { peer, writes, answers, passes, close } = await takenChat(open)
    await passes(24 * hours + 1)
    expect(await answers('Sorry, we slept.')).toBe('window-closed')
    expect(peer.sent()).toEqual([])
    await writes('hm')
    expect(await answers('Sorry, we slept.')).toBe('done')
    await expect.poll(() => peer.sent().length).toBe(1)
    await close()
  })
})
