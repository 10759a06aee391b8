import { afterEach, expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import { listTemplates, templateMessage } from '#server/channels/templates.ts'
import { sendUnasked } from '#server/chats/send-unasked.ts'
import { savePrices } from '#server/costs/prices.ts'
import { estimateCosts, readCosts } from '#server/costs/read-costs.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { says, signed, statusesBody } from '#tests/peers/whatsapp/webhooks.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const opened: (() => Promise<void>)[] = []
const offer = {
  name: 'offer',
  language: 'en',
  status: 'APPROVED',
  category: 'MARKETING',
  components: [{ type: 'BODY', text: 'New offers.' }],
}
const actor = { workspaceId: seed.workspaceId, caller: { user: { id: 'u1' } } } as unknown as Parameters<typeof savePrices>[1]

async function aShop(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const peer = await startWhatsAppPeer({ ...seed, now: clock.now })
  peer.has([offer])
  await seedShop(store, testSecrets, { apiBaseUrl: peer.url, flows: [newFlow('Silent')] })
  const server = await inProcess(store, { clock, allow: [peer.place], workers: false })
  opened.push(async () => {
    await server.close()
    await peer.close()
  })
  const hook = `${server.url}/webhooks/whatsapp/${seed.whatsApp}`
  await listTemplates(server.deps, seed.workspaceId, seed.whatsApp)
  let sent = 0
  return {
    server,
    clock,
    month: new Date(clock.now()).toISOString().slice(0, 7),
    /** An offer goes to a number, and its vendor tells what became of it. */
    async offers(to: string, statuses: string[], pricing?: Record<string, unknown>) {
      await peer.deliver(hook, { from: to, say: says.text('hi') })
      const asked = { name: 'offer', language: 'en', values: {} }
      const message = await templateMessage(server.deps, seed.workspaceId, seed.whatsApp, asked)
      const agent = { workspaceId: seed.workspaceId, agentId: 'a' }
      await sendUnasked(server.engine, agent, conversationIdOf(seed.whatsApp, to), { id: `s${++sent}`, message })
      const { providerId = '' } = (await peer.arrived(sent)).at(-1) ?? {}
      await server.outbox.idle()
      for (const status of statuses) {
        const report = { id: providerId, status, to, at: clock.now(), ...(pricing ? { pricing } : {}) }
        const { body, headers } = signed(seed, statusesBody(seed, [report]))
        await fetch(hook, { method: 'POST', body, headers })
      }
    },
  }
}

const marketing = { billable: true, pricing_model: 'PMP', category: 'marketing', type: 'regular' }

eachStore('what messages cost', (open) => {
  afterEach(async () => {
    for (const close of opened.splice(0)) await close()
  })

  it('is counted by country, template and category once for each that was delivered, however often it is told', async () => {
    const { server, offers, month } = await aShop(open)
    await savePrices(server.deps, actor, {
      from: '2020-01-01',
      currency: 'USD',
      prices: [
        { channelKind: 'whatsapp', category: 'marketing', country: 'EG', millionths: 64_400 },
        { channelKind: 'whatsapp', category: 'marketing', country: '', millionths: 73_200 },
      ],
      free: [{ channelKind: 'whatsapp', category: 'service', perMonth: 1000 }],
    })
    await offers('201001234567', ['sent', 'delivered', 'delivered', 'read'], marketing)
    await offers('85291234567', ['sent', 'delivered'], marketing)
    await offers('85291234568', ['sent', 'delivered'], {
      ...marketing,
      billable: false,
      category: 'service',
      type: 'free_customer_service',
    })
    await offers('85291234569', ['sent'], marketing)
    const item = { channelId: seed.whatsApp, template: 'offer', messages: 1 }
    expect(await readCosts(server.deps, seed.workspaceId, month)).toEqual({
      month,
      currency: 'USD',
      items: [
        { ...item, category: 'marketing', country: 'HK', billable: 1, millionths: 73_200 },
        { ...item, category: 'marketing', country: 'EG', billable: 1, millionths: 64_400 },
        { ...item, category: 'service', country: 'HK', billable: 0, millionths: 0 },
      ],
      free: [{ channelId: seed.whatsApp, category: 'service', perMonth: 1000, used: 1 }],
    })
  })

  it('is not known where nobody entered a price, and is estimated by the table that holds now', async () => {
    const { server, offers, month } = await aShop(open)
    await offers('201001234567', ['delivered'], marketing)
    expect((await readCosts(server.deps, seed.workspaceId, month)).items).toEqual([
      { channelId: seed.whatsApp, template: 'offer', category: 'marketing', country: 'EG', messages: 1, billable: 1 },
    ])
    const table = (from: string, millionths: number) =>
      savePrices(server.deps, actor, {
        from,
        currency: 'USD',
        prices: [{ channelKind: 'whatsapp', category: 'marketing', country: 'EG', millionths }],
        free: [],
      })
    await table('2999-01-01', 1)
    await table('2020-01-01', 50_000)
    const asked = { channelKind: 'whatsapp' as const, category: 'marketing', counts: { EG: 20, HK: 3 } }
    expect(await estimateCosts(server.deps, seed.workspaceId, asked)).toEqual({
      currency: 'USD',
      millionths: 1_000_000,
      unknown: ['HK'],
    })
  })
})
