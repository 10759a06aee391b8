import { expect, it, onTestFinished } from 'vitest'
import type { ChannelTrouble } from '#schemas/api/channels.ts'
import { channels } from '#server/channels/collections.ts'
import { deliveries } from '#server/outbox/collections.ts'
import { members } from '#server/workspaces/collections.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { says, signed, statusesBody } from '#tests/peers/whatsapp/webhooks.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'
import { seed, seedShop } from '#tests/support/seed.ts'

const mei = '85290001234'
const at = Date.parse('2041-03-02T09:00:00.000Z')
const tokenRefused: ChannelTrouble = {
  since: '2041-03-02T09:00:00.000Z',
  stops: true,
  code: '190',
  reason: { code: 'token-refused' },
}

type Open = (options: { config: { allowPrivate: string[] } }) => Promise<TestApp>

/** A shop on WhatsApp: what the vendor hears, and what the shop's people see of the channel. */
async function shop(open: Open) {
  const peer = await startWhatsAppPeer({ ...seed, now: () => at })
  onTestFinished(() => peer.close())
  const app = await open({ config: { allowPrivate: [peer.place] } })
  await seedShop(app.store, app.deps.secrets, { apiBaseUrl: peer.url })
  const { client } = await app.person({ [seed.workspaceId]: 'developer' })
  const path = `/workspaces/${seed.workspaceId}/channels`
  const { port } = app.http.address() as { port: number }
  const webhook = `http://127.0.0.1:${port}/webhooks/whatsapp/${seed.whatsApp}`
  const troubles = async (asks = client) => {
    const { body } = await asks.get(path).expect(200)
    return body.items.find(({ id }: { id: string }) => id === seed.whatsApp).troubles as ChannelTrouble[] | undefined
  }
  let told = 0
  return {
    app,
    peer,
    client,
    path,
    troubles,
    hear: async (text: string) => expect(await peer.deliver(webhook, { say: says.text(text), from: mei })).toEqual([200]),
    post: async (body: unknown) => expect((await fetch(webhook, { method: 'POST', ...signed(seed, body) })).status).toBe(200),
    test: async () => (await client.post(`${path}/${seed.whatsApp}/test`).expect(200)).body,
    /** A message the vendor took, and then says this of. */
    status: async (status: string, code?: number, when = at + 1_000) => {
      const id = `wamid.told${++told}`
      await app.store.collection(deliveries).insert({
        _id: `c1.0000000${told}.0`,
        workspaceId: seed.workspaceId,
        channelId: seed.whatsApp,
        channelKind: 'whatsapp',
        conversationId: 'c1',
        turnNumber: told,
        address: mei,
        status: 'sent',
        providerIds: [id],
        attempts: 0,
        at: '2041-03-02T09:00:00.000Z',
      })
      const errors = code === undefined ? {} : { errors: [{ code, title: 'Failed' }] }
      const body = statusesBody(seed, [{ id, status, to: mei, at: when, ...errors }])
      expect((await fetch(webhook, { method: 'POST', ...signed(seed, body) })).status).toBe(200)
    },
  }
}

const accountUpdate = (value: Record<string, unknown>) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '700000', changes: [{ field: 'account_update', value }] }],
})

eachApp('a channel out of order', (open) => {
  it('says so to everybody who sees channels when its token is refused, and since when', async () => {
    const { app, peer, troubles, hear } = await shop(open)
    peer.accepts('another token')
    await hear('hi')
    await expect.poll(() => troubles()).toEqual([tokenRefused])
    for (const role of ['agent', 'manager', 'admin'] as const) {
      const { client } = await app.person({ [seed.workspaceId]: role })
      expect(await troubles(client)).toEqual([tokenRefused])
    }
    app.pass(60_000)
    await hear('hello?')
    await app.outbox.idle()
    expect(await troubles()).toEqual([tokenRefused])
  })

  it('is out of order no more with the next message that goes out', async () => {
    const { peer, troubles, hear } = await shop(open)
    peer.accepts('another token')
    await hear('hi')
    await expect.poll(() => troubles()).toEqual([tokenRefused])
    peer.accepts(seed.accessToken)
    await hear('hello?')
    await expect.poll(() => troubles()).toBeUndefined()
  })

  it('shows what another shop’s channel has to nobody else', async () => {
    const { app, peer, hear, troubles } = await shop(open)
    peer.accepts('another token')
    await hear('hi')
    await expect.poll(() => troubles()).toEqual([tokenRefused])
    const w = await app.workspace()
    const { client } = await app.person({ [w]: 'owner' })
    await client.get(`/workspaces/${seed.workspaceId}/channels`).expect(404)
    await client.post(`/workspaces/${w}/channels/${seed.whatsApp}/test`).expect(404)
    expect((await client.get(`/workspaces/${w}/channels`).expect(200)).body).toEqual({ items: [] })
  })

  it('stays so while messages are accepted and fail later, until one is sent', async () => {
    const { troubles, hear, status, app } = await shop(open)
    await status('failed', 131042)
    const payment = [
      {
        since: '2041-03-02T09:00:00.000Z',
        stops: true,
        code: '131042',
        reason: { code: 'payment' },
      },
    ]
    expect(await troubles()).toEqual(payment)
    await hear('hi')
    await app.outbox.idle()
    // Of a message from before it.
    await status('sent', undefined, at - 60_000)
    expect(await troubles()).toEqual(payment)
    await status('sent')
    expect(await troubles()).toBeUndefined()
  })

  it('hears from the vendor that the account is switched off, and that it is back', async () => {
    const { troubles, post } = await shop(open)
    const ban = (waba_ban_state: string) => post(accountUpdate({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state } }))
    await ban('DISABLE')
    expect(await troubles()).toEqual([
      {
        since: '2041-03-02T09:00:00.000Z',
        stops: true,
        code: 'DISABLED_UPDATE',
        reason: { code: 'switched-off' },
      },
    ])
    await ban('REINSTATE')
    expect(await troubles()).toBeUndefined()
  })

  it('keeps its troubles, names and secrets apart: a change of settings touches none of them', async () => {
    const { client, path, troubles, post, app } = await shop(open)
    await post(accountUpdate({ event: 'ACCOUNT_DELETED' }))
    const before = await app.store.collection(channels).get(seed.whatsApp)
    await client.patch(`${path}/${seed.whatsApp}`, { name: 'Main number' }).expect(200)
    expect(await app.store.collection(channels).get(seed.whatsApp)).toEqual({ ...before, name: 'Main number' })
    expect(await troubles()).toMatchObject([{ reason: { code: 'deleted' } }])
  })
})

eachApp('a test of the connection', (open) => {
  it('names the number that the vendor knows, and ends what was out of order', async () => {
    const { peer, hear, troubles, test } = await shop(open)
    peer.accepts('another token')
    await hear('hi')
    await expect.poll(() => troubles()).toEqual([tokenRefused])
    peer.accepts(seed.accessToken)
    expect(await test()).toEqual({
      works: true,
      number: '+852 2000 0000',
      name: 'Shop',
    })
    expect(await troubles()).toBeUndefined()
  })

  it('says that the token is refused, and the channel is out of order before anybody writes', async () => {
    const { peer, troubles, test } = await shop(open)
    peer.accepts('another token')
    expect(await test()).toEqual({ works: false, found: [tokenRefused.reason] })
    expect(await troubles()).toEqual([tokenRefused])
  })

  it('says that there is no such number', async () => {
    const { app, test } = await shop(open)
    await app.store.collection(channels).update(seed.whatsApp, { $set: { 'settings.phoneNumberId': '999' } })
    expect(await test()).toEqual({ works: false, found: [{ code: 'unknown-number' }] })
  })

  it('says in the vendor’s words why the number may send nothing', async () => {
    const { peer, troubles, test } = await shop(open)
    const errors = [
      { error_code: 141006, error_description: 'No payment method.', possible_solution: 'Add one in WhatsApp Manager.' },
    ]
    peer.health('BLOCKED', errors)
    const reason = { code: 'sends-nothing', values: { details: 'No payment method. Add one in WhatsApp Manager.' } }
    expect(await test()).toEqual({ works: false, found: [reason], number: '+852 2000 0000', name: 'Shop' })
    expect(await troubles()).toEqual([{ since: tokenRefused.since, stops: true, reason }])
  })

  it('says that an address inside our network cannot be used', async () => {
    const { app, test } = await shop(open)
    await app.store.collection(channels).update(seed.whatsApp, { $set: { 'settings.apiBaseUrl': 'https://10.0.0.1' } })
    const reason = { code: 'wrong-address', values: { why: 'private-address' } }
    expect(await test()).toEqual({ works: false, found: [reason] })
  })

  it('says that what answers is not WhatsApp', async () => {
    const { app, peer, test } = await shop(open)
    peer.failNext(0, 1, { status: 302 })
    expect(await test()).toMatchObject({ works: false, found: [{ code: 'not-the-api' }] })
    expect(await app.store.collection(members).count({ workspaceId: seed.workspaceId })).toBe(3)
  })

  it('that reached nobody is seen on the channel until something works', async () => {
    const { peer, troubles, test } = await shop(open)
    peer.failNext(0, 1, { status: 302 })
    const [reason] = (await test()).found
    expect(await troubles()).toEqual([{ since: expect.any(String), stops: false, reason }])
    await test()
    expect(await troubles()).toBeUndefined()
  })

  it('says that kept secrets cannot be read with another key', async () => {
    const { app, test } = await shop(open)
    await app.store.collection(channels).update(seed.whatsApp, { $set: { 'secrets.accessToken': 'v1.not.sealed.here' } })
    expect(await test()).toEqual({ works: false, found: [{ code: 'lost-secrets' }] })
  })

  it('of a web chat asks nobody', async () => {
    const { client, path } = await shop(open)
    expect((await client.post(`${path}/${seed.webChat}/test`).expect(200)).body).toEqual({ works: true })
  })
})
