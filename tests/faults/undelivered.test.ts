import { expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import { idsOfTurns } from '#schemas/turn.ts'
import { conversations } from '#server/chats/collections.ts'
import { deliveries } from '#server/outbox/collections.ts'
import { tellFailures } from '#server/outbox/tell-failures.ts'
import { findAll } from '#server/store/find-all.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { says } from '#tests/peers/whatsapp/webhooks.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const customer = '85290001234'
const conversationId = conversationIdOf(seed.whatsApp, customer)

/** A flow that says hello over WhatsApp. */
async function aShop(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const peer = await startWhatsAppPeer({ ...seed, now: clock.now })
  const flow = newFlow('Hello')
  flow.nodes.push({ id: 'hello', type: 'send-message', position: { x: 0, y: 0 }, data: { config: { text: { en: 'Hello' } } } })
  flow.edges.push({ id: 'e1', source: 'start', sourceHandle: 'next', target: 'hello' })
  await seedShop(store, testSecrets, { apiBaseUrl: peer.url, flows: [flow] })
  const start = () => inProcess(store, { clock, allow: [peer.place], workers: false })
  let server = await start()
  const shop = {
    peer,
    store,
    engine: () => server.engine,
    async customerWrites(text: string) {
      const url = `${server.url}/webhooks/whatsapp/${seed.whatsApp}`
      expect(await peer.deliver(url, { from: customer, say: says.text(text) })).toEqual([200])
      await server.engine.queue.idle()
      const said = (await shop.turns()).flatMap(({ say }) => say).length
      await expect.poll(async () => (await findAll(store.collection(deliveries), { dueAt: null }, { _id: 1 })).length).toBe(said)
    },
    async dies() {
      await server.close()
      server = await start()
    },
    turns: () => findAll(server.engine.turns, { _id: idsOfTurns(conversationId) }, { _id: 1 }),
    async row() {
      await server.projections.flush()
      return store.collection(conversations).get(conversationId)
    },
    async close() {
      await server.close()
      await peer.close()
    },
  }
  return shop
}

eachStore('a message that failed for good', (open) => {
  it('is told to its chat once, also when the process ends before it is', async () => {
    const shop = await aShop(open)
    shop.peer.failNext(131_026)
    await shop.customerWrites('hi')
    const [failed] = await findAll(shop.store.collection(deliveries), {}, { _id: 1 })
    expect(failed).toMatchObject({ status: 'failed', untold: true })
    await shop.dies()
    expect(await tellFailures(shop.engine())).toBe(1)
    expect(await tellFailures(shop.engine())).toBe(0)
    // The turn is there, and that it is was not noted.
    await shop.store.collection(deliveries).update(failed?._id as string, { $set: { untold: true } })
    expect(await tellFailures(shop.engine())).toBe(1)
    const turns = await shop.turns()
    expect(turns.map(({ event }) => event.kind)).toEqual(['message', 'delivery-failed'])
    expect(turns[1]).toMatchObject({
      event: { said: failed?._id, reason: { code: 'undeliverable' } },
      state: { undelivered: { said: failed?._id } },
    })
    await shop.close()
  })

  it('stands at the chat in the inbox until the customer writes again', async () => {
    const shop = await aShop(open)
    shop.peer.failNext(131_026)
    await shop.customerWrites('hi')
    await tellFailures(shop.engine())
    expect(await shop.row()).toMatchObject({ undelivered: true })
    await shop.customerWrites('are you there?')
    expect((await shop.row())?.undelivered).toBeUndefined()
    await shop.close()
  })

  it('that arrived after all is told to nobody', async () => {
    const shop = await aShop(open)
    shop.peer.failNext(131_026)
    await shop.customerWrites('hi')
    const docs = shop.store.collection(deliveries)
    const [failed] = await findAll(docs, {}, { _id: 1 })
    await docs.update(failed?._id as string, { $set: { status: 'delivered' } })
    expect(await tellFailures(shop.engine())).toBe(1)
    expect((await shop.turns()).map(({ event }) => event.kind)).toEqual(['message'])
    await shop.close()
  })
})
