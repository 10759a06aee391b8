import { expect, it } from 'vitest'
import { channels } from '#server/channels/collections.ts'
import { deliveries } from '#server/outbox/collections.ts'
import bodies from '#tests/fixtures/whatsapp/bodies.json' with { type: 'json' }
import { signed, statusesBody } from '#tests/peers/whatsapp/webhooks.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'
import { seed, seedShop } from '#tests/support/seed.ts'

const recorded = { entry: [{ changes: [bodies.statuses] }] }
const account = { appSecret: seed.appSecret, phoneNumberId: bodies.statuses.value.metadata.phone_number_id }
const sent = 'wamid.OUT2'
const outOfOrder = 'a channel is out of order'

/** A shop that has sent one message by WhatsApp, which took it. */
async function shop(app: TestApp) {
  await seedShop(app.store, app.deps.secrets)
  await app.store.collection(channels).update(seed.whatsApp, { $set: { 'settings.phoneNumberId': account.phoneNumberId } })
  await app.store.collection(deliveries).insert({
    _id: 'c1.00000001.0',
    workspaceId: seed.workspaceId,
    channelId: seed.whatsApp,
    channelKind: 'whatsapp',
    conversationId: 'c1',
    turnNumber: 1,
    address: '85291111111',
    status: 'sent',
    providerIds: [sent],
    attempts: 0,
    at: '2041-03-02T09:00:00.000Z',
  })
  const { port } = app.http.address() as { port: number }
  return {
    async told(body: unknown) {
      const url = `http://127.0.0.1:${port}/webhooks/whatsapp/${seed.whatsApp}`
      expect((await fetch(url, { method: 'POST', ...signed(account, body) })).status).toBe(200)
      const delivery = await app.store.collection(deliveries).get('c1.00000001.0')
      return [delivery?.status, delivery?.reason]
    },
    alarms: () =>
      app.lines
        .map((line) => JSON.parse(line))
        .flatMap(({ msg, channelId, reason }) => (msg === outOfOrder ? [[channelId, reason]] : [])),
  }
}

const failed = (errors: { code: number; title: string; error_data?: { details: string } }[]) =>
  statusesBody(account, [{ id: sent, status: 'failed', to: '85291111111', at: 1_764_000_008_000, errors }])

eachApp('a message that WhatsApp took and could not deliver', (open) => {
  it('has failed with a code, which the agent reads in words', async () => {
    const { told, alarms } = await shop(await open())
    expect(await told(recorded)).toEqual(['failed', { code: 'undeliverable' }])
    expect(alarms()).toEqual([])
  })

  it.each([
    [
      'the vendor’s details where they say what is wrong',
      { code: 131053, title: 'Media upload error', error_data: { details: 'Unsupported audio.' } },
      { code: 'unreadable-file', values: { details: 'Unsupported audio.' } },
    ],
    ['no promise that it is sent again', { code: 131000, title: 'Something went wrong' }, { code: 'vendor-trouble' }],
    [
      'the title of what nobody knows',
      { code: 999_999, title: 'Bad weather' },
      { code: 'refused', values: { details: 'Bad weather' } },
    ],
  ])('has failed with %s', async (_what, error, reason) => {
    const { told, alarms } = await shop(await open())
    expect(await told(failed([error]))).toEqual(['failed', reason])
    expect(alarms()).toEqual([])
  })

  it('says once that its channel is out of order, when it is', async () => {
    const { told, alarms } = await shop(await open())
    const body = failed([{ code: 131042, title: 'Business eligibility payment issue' }])
    expect([await told(body), await told(body)]).toEqual([
      ['failed', { code: 'payment' }],
      ['failed', { code: 'payment' }],
    ])
    expect(alarms()).toEqual([[seed.whatsApp, 'payment']])
  })

  it('says nothing of its channel when the vendor names no error', async () => {
    const { told, alarms } = await shop(await open())
    const nameless = [{ title: 'Failed' }] as unknown as Parameters<typeof failed>[0]
    expect(await told(failed(nameless))).toEqual(['failed', { code: 'refused', values: { details: 'Failed' } }])
    expect(alarms()).toEqual([])
  })
})
