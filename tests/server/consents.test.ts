import { expect, it } from 'vitest'
import { turnId } from '#schemas/turn.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { takeTurn } from '#server/engine/turns/take-turn.ts'
import { stopsAreConsents } from '#server/migrations/0012-stops-are-consents.ts'
import { contactEntries, contacts } from '#server/people/collections.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

async function aShop(app: TestApp) {
  const ids = (await aWorkspace(app, 'someone-else')) as Record<'w' | 'c' | 'contactId' | 'channelId', string>
  const { client, userId } = await app.person({ [ids.w]: 'owner' })
  const path = `/workspaces/${ids.w}`
  let said = 0
  return {
    ...ids,
    client,
    userId,
    path,
    ofContact: `${path}/contacts/${ids.contactId}/consents`,
    consents: async () => (await client.get(`${path}/contacts/${ids.contactId}/consents`).expect(200)).body,
    says: async (text: string) => {
      await handleMessage(app.engine, {
        workspaceId: ids.w,
        channelKind: 'web-chat',
        message: {
          id: `s${said++}`,
          channelId: ids.channelId,
          from: { externalId: 'visitor' },
          at: new Date(app.deps.now()).toISOString(),
          content: { kind: 'text', text },
        },
      })
      await app.projections.flush()
    },
  }
}

const answer = (body: { answers: { purpose: string; channel: string; may: boolean; why?: string }[] }, of: string, on: string) =>
  body.answers.find(({ purpose, channel }) => purpose === of && channel === on)

eachApp('consents', (open) => {
  it('nobody has agreed to anything they were not asked', async () => {
    const shop = await aShop(await open())
    const body = await shop.consents()
    expect(body.items).toEqual([])
    expect(answer(body, 'offers', 'whatsapp')).toEqual({ purpose: 'offers', channel: 'whatsapp', may: false, why: 'not-asked' })
    expect(answer(body, 'service', 'whatsapp')).toEqual({ purpose: 'service', channel: 'whatsapp', may: true })
  })

  it('what was said elsewhere is written down with its proof, and never changed: the newest counts', async () => {
    const app = await open()
    const shop = await aShop(app)
    await shop.client.post(shop.ofContact, { purpose: 'offers', state: 'given' }).expect(422)
    await shop.client.post(shop.ofContact, { purpose: 'gossip', state: 'refused' }).expect(422)
    const given = {
      purpose: 'offers',
      channel: 'email',
      state: 'given',
      proof: 'Order form 1042',
      words: 'Mail me offers',
      version: '3',
    }
    const first = await shop.client.post(shop.ofContact, given).expect(201)
    expect(first.body.items).toMatchObject([{ ...given, source: 'edit', by: shop.userId }])
    expect(answer(first.body, 'offers', 'email')).toMatchObject({ may: true })
    expect(answer(first.body, 'offers', 'whatsapp')).toMatchObject({ may: false, why: 'not-asked' })
    app.pass(1000)
    const { body } = await shop.client.post(shop.ofContact, { purpose: 'offers', state: 'refused' }).expect(201)
    expect(body.items.map(({ state }: { state: string }) => state)).toEqual(['refused', 'given'])
    expect(answer(body, 'offers', 'email')).toMatchObject({ may: false, why: 'refused' })
  })

  it('the same one twice is written down once', async () => {
    const shop = await aShop(await open())
    const said = { id: 'form-7', purpose: 'surveys', state: 'given', proof: 'Form 7' }
    await shop.client.post(shop.ofContact, said).expect(201)
    expect((await shop.client.post(shop.ofContact, said).expect(201)).body.items).toHaveLength(1)
  })

  it('STOP in a chat is the same record, in their words; START gives back only what it took', async () => {
    const app = await open()
    const shop = await aShop(app)
    await shop.client.post(shop.ofContact, { purpose: 'offers', state: 'given', proof: 'Form' }).expect(201)
    app.pass(1000)
    await shop.says('STOP')
    const stopped = await shop.consents()
    expect(stopped.items[0]).toMatchObject({
      purpose: '',
      channel: 'web-chat',
      state: 'refused',
      words: 'STOP',
      source: 'message',
    })
    expect(stopped.items[0].conversationId).toBe(shop.c)
    expect(answer(stopped, 'offers', 'whatsapp')).toMatchObject({ why: 'stopped' })
    expect(answer(stopped, 'service', 'web-chat')).toMatchObject({ why: 'stopped' })
    expect(answer(stopped, 'service', 'whatsapp')).toMatchObject({ may: true })
    const { body } = await shop.client.get(`${shop.path}/opt-outs`).expect(200)
    expect(body.items).toMatchObject([{ contactId: shop.contactId, channel: 'web-chat' }])
    app.pass(1000)
    await shop.says('START')
    const again = await shop.consents()
    expect(answer(again, 'offers', 'whatsapp')).toMatchObject({ may: true })
    expect(answer(again, 'surveys', 'whatsapp')).toMatchObject({ why: 'not-asked' })
    expect((await shop.client.get(`${shop.path}/opt-outs`).expect(200)).body.items).toEqual([])
  })

  it('who blocked us at the vendor has it on record', async () => {
    const app = await open()
    const shop = await aShop(app)
    const failed = async (n: number, code: 'blocked' | 'stopped-marketing') => {
      const said = `${turnId(shop.c, n)}.0`
      await takeTurn(app.engine, { conversationId: shop.c, event: { kind: 'delivery-failed', said, reason: { code } } })
    }
    await app.engine.queue.run(shop.c, { run: () => failed(1, 'stopped-marketing') })
    await app.projections.flush()
    expect((await shop.consents()).items).toMatchObject([{ state: 'refused', source: 'vendor', conversationId: shop.c }])
  })

  it('somebody who says STOP on the phone is stopped; an address on the stop list, too', async () => {
    const app = await open()
    const shop = await aShop(app)
    await shop.client.post(`${shop.path}/opt-outs`, {}).expect(422)
    await shop.client.post(`${shop.path}/opt-outs`, { contact: 'nobody' }).expect(422)
    await shop.client.post(`${shop.path}/opt-outs`, { contact: shop.contactId, proof: 'Called at ten' }).expect(204)
    expect((await shop.consents()).items).toMatchObject([{ purpose: '', state: 'refused', proof: 'Called at ten' }])
    await shop.client.patch(`${shop.path}/contacts/${shop.contactId}`, { phone: '+85291234567' }).expect(200)
    app.pass(1)
    await shop.client.post(`${shop.path}/opt-outs`, { contact: shop.contactId, state: 'given' }).expect(204)
    expect(answer(await shop.consents(), 'service', 'email')).toMatchObject({ may: true })
    await shop.client.post(`${shop.path}/opt-outs`, { address: '00 852 9123-4567' }).expect(204)
    expect(answer(await shop.consents(), 'service', 'email')).toMatchObject({ why: 'stopped' })
    await shop.client.post(`${shop.path}/opt-outs`, { address: '+852 9123 4567', state: 'given' }).expect(204)
    expect(answer(await shop.consents(), 'service', 'email')).toMatchObject({ may: true })
  })

  it('purposes are the workspace’s own; service stays', async () => {
    const shop = await aShop(await open())
    const before = (await shop.client.get(`${shop.path}/privacy`).expect(200)).body
    expect(before).toMatchObject({ revision: 0, retention: {} })
    const purposes = [...before.purposes, { id: 'birthday', name: 'Birthday wishes', says: { en: 'A wish once a year' } }]
    const body = { revision: 0, purposes, retention: { files: 365 } }
    expect((await shop.client.put(`${shop.path}/privacy`, body).expect(200)).body).toMatchObject({ ...body, revision: 1 })
    await shop.client.put(`${shop.path}/privacy`, body).expect(409)
    await shop.client.put(`${shop.path}/privacy`, { revision: 1, purposes: purposes.slice(1), retention: {} }).expect(422)
    await shop.client.post(shop.ofContact, { purpose: 'birthday', state: 'given', proof: 'Form' }).expect(201)
  })

  it('a STOP of an earlier release becomes a record, once', async () => {
    const app = await open()
    const shop = await aShop(app)
    const docs = app.store.collection(contacts)
    await docs.update(shop.contactId, { $set: { optedOut: true }, $unset: ['consents', 'stamps'] })
    await stopsAreConsents.page(app.store, undefined)
    await stopsAreConsents.page(app.store, undefined)
    expect((await shop.consents()).items).toMatchObject([{ purpose: '', state: 'refused', source: 'before' }])
    expect(await app.store.collection(contactEntries).count({ contactId: shop.contactId, consent: { $exists: true } })).toBe(1)
  })
})
