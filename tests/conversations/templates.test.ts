import { afterEach, expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import type { MessageTemplate } from '#schemas/message-template.ts'
import { listTemplates, templateMessage } from '#server/channels/templates.ts'
import { actOnConversation } from '#server/chats/act-on-conversation.ts'
import { sendUnasked } from '#server/chats/send-unasked.ts'
import { deliveries } from '#server/outbox/collections.ts'
import { carouselTemplate, namedTemplate, pausedTemplate, slotTemplate } from '#tests/fixtures/whatsapp-templates.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { says, signed } from '#tests/peers/whatsapp/webhooks.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const customer = '85290001234'
const agent = { workspaceId: seed.workspaceId, agentId: 'agent1' }
const slot = {
  name: 'installation_slot',
  language: 'en_US',
  values: { 'header.1': '4711', 'body.1': 'Mei', 'body.2': 'Monday at 10', 'button.1.1': '4711' },
}
const slotText = 'Order 4711\n\nHello Mei, we come on Monday at 10. Does that suit you, Mei?\n\nThe shop'

const opened: (() => Promise<void>)[] = []

/** A customer wrote, a person took the chat, and then 25 hours passed. */
async function lateChat(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const peer = await startWhatsAppPeer({ ...seed, now: clock.now })
  peer.has([slotTemplate, namedTemplate, pausedTemplate, carouselTemplate])
  await seedShop(store, testSecrets, { apiBaseUrl: peer.url, flows: [newFlow('Silent')] })
  const server = await inProcess(store, { clock, allow: [peer.place], workers: false })
  opened.push(async () => {
    await server.close()
    await peer.close()
  })
  const conversationId = conversationIdOf(seed.whatsApp, customer)
  await peer.deliver(`${server.url}/webhooks/whatsapp/${seed.whatsApp}`, { from: customer, say: says.text('hello') })
  await actOnConversation(server.engine, agent, conversationId, { do: 'take' })
  clock.pass(25 * 3_600_000)
  const read = (anew = false) => listTemplates(server.deps, seed.workspaceId, seed.whatsApp, { anew })
  const make = (asked = slot) => templateMessage(server.deps, seed.workspaceId, seed.whatsApp, asked)
  return { clock, store, peer, server, conversationId, read, make }
}

const namesOf = (items: MessageTemplate[]) => items.map(({ name, state }) => `${name} ${state}`)

eachStore('templates', (open) => {
  afterEach(async () => {
    for (const close of opened.splice(0)) await close()
  })

  it('go out by an agent when words of their own may not, and stand in the thread as the customer reads them', async () => {
    const { server, peer, conversationId, make } = await lateChat(open)
    const late = await actOnConversation(server.engine, agent, conversationId, { do: 'reply', text: 'Hi', clientId: 'c1' })
    expect(late.kind).toBe('window-closed')
    const { template, text } = await make()
    const done = await actOnConversation(server.engine, agent, conversationId, { do: 'reply', text, template, clientId: 'c2' })
    expect(done.kind === 'done' && done.turn.say.map(({ message }) => message)).toEqual([
      { kind: 'template', template, text: slotText, language: 'en-US' },
    ])
    const [sent] = await peer.arrived(1)
    expect(sent?.body).toMatchObject({ type: 'template', template: { name: 'installation_slot', language: { code: 'en_US' } } })
    expect(peer.refused()).toEqual([])
  })

  it('go out unasked too, once for each id, while a text is refused', async () => {
    const { server, peer, conversationId, make } = await lateChat(open)
    const text = { id: 's1', message: { kind: 'text', text: 'Hi' } } as const
    await expect(sendUnasked(server.engine, agent, conversationId, text)).rejects.toMatchObject({ code: 'window-closed' })
    const message = await make()
    for (let again = 0; again < 2; again++) await sendUnasked(server.engine, agent, conversationId, { id: 's2', message })
    await peer.arrived(1)
    await server.outbox.idle()
    expect(peer.sent()).toHaveLength(1)
  })

  it('are read page by page, kept for an hour, and asked for anew when somebody wants to', async () => {
    const { peer, read, clock } = await lateChat(open)
    const first = await read()
    expect(namesOf(first.items)).toEqual(['back_soon approved', 'carousel approved', 'installation_slot approved', 'offer off'])
    peer.has([slotTemplate])
    expect(await read()).toEqual(first)
    expect(namesOf((await read(true)).items)).toEqual(['installation_slot approved'])
    peer.has([])
    clock.pass(3_600_001)
    expect(await read()).toMatchObject({ items: [] })
  })

  it('are read anew by whoever looks next, once WhatsApp tells that one changed', async () => {
    const { clock, peer, server, read } = await lateChat(open)
    await read()
    peer.has([slotTemplate])
    const change = { field: 'message_template_status_update', value: { event: 'DISABLED', message_template_name: 'back_soon' } }
    const told = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [change] }] }
    const { body, headers } = signed(seed, told)
    const hook = `${server.url}/webhooks/whatsapp/${seed.whatsApp}`
    expect((await fetch(hook, { method: 'POST', body, headers })).status).toBe(200)
    clock.pass(1_000)
    expect(namesOf((await read()).items)).toEqual(['installation_slot approved'])
    // Once: they are kept again from here on.
    peer.has([])
    expect(namesOf((await read()).items)).toEqual(['installation_slot approved'])
  })

  it('stay known while their vendor is away, and whoever asks anew is told so', async () => {
    const { peer, read, clock } = await lateChat(open)
    const first = await read()
    clock.pass(2 * 3_600_000)
    peer.accepts('another token')
    expect(await read()).toEqual(first)
    await expect(read(true)).rejects.toMatchObject({ code: 'vendor-away', details: { why: { code: expect.any(String) } } })
  })

  it('are refused unless they are approved, can be filled in here, and are filled in', async () => {
    const { make } = await lateChat(open)
    for (const name of ['offer', 'carousel', 'nothing'])
      await expect(make({ ...slot, name, language: 'en' })).rejects.toMatchObject({ code: 'no-template' })
    const values = { ...slot.values, 'body.2': ' ' }
    await expect(make({ ...slot, values })).rejects.toMatchObject({
      code: 'invalid-input',
      problems: [{ path: '/values/body.2', message: 'is missing' }],
    })
  })

  it('that the vendor switched off since fail with a reason, and nothing else does', async () => {
    const { server, peer, store, conversationId, make } = await lateChat(open)
    const { template, text } = await make()
    peer.has([{ ...slotTemplate, status: 'PAUSED' }])
    await actOnConversation(server.engine, agent, conversationId, { do: 'reply', text, template, clientId: 'c1' })
    await expect
      .poll(async () => (await store.collection(deliveries).find({})).items.map(({ status }) => status))
      .toEqual(['failed'])
    expect(peer.refused().map(({ code }) => code)).toEqual([132015])
  })

  it('of a channel without any are none', async () => {
    const { server } = await lateChat(open)
    expect(await listTemplates(server.deps, seed.workspaceId, seed.webChat)).toEqual({ items: [] })
    await expect(listTemplates(server.deps, 'elsewhere', seed.whatsApp)).rejects.toMatchObject({ code: 'not-found' })
  })
})
