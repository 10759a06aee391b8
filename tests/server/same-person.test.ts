import { createHmac } from 'node:crypto'
import request from 'supertest'
import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import type { ChannelKind, IncomingMessage } from '#schemas/message.ts'
import { turnId } from '#schemas/turn.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { contacts } from '#server/people/collections.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'

const { workspaceId } = seed
const digits = '85291234567'
const phone = `+${digits}`
const base = `/workspaces/${workspaceId}/contacts`

/** A question whose answer is the number of whoever answers. */
function asksNumber(): Flow {
  const flow = newFlow('Number')
  const config = { text: { en: 'Your number?' }, answer: 'phone', saveAs: 'phone', saveToContact: 'phone' }
  flow.nodes.push({ id: 'ask', type: 'ask-question', position: { x: 0, y: 0 }, data: { config } })
  flow.edges.push({ id: 'e1', source: 'start', sourceHandle: 'next', target: 'ask' })
  return flow
}

async function aShop(app: TestApp) {
  await seedShop(app.store, testSecrets, { flows: [asksNumber()] })
  const { client, userId } = await app.person({ [workspaceId]: 'owner' })
  let said = 0
  const hears = async (
    channelKind: ChannelKind,
    from: IncomingMessage['from'],
    content: IncomingMessage['content'] | string,
  ): Promise<string> => {
    app.pass(1_000)
    const channelId = { whatsapp: seed.whatsApp, telegram: seed.telegram, 'web-chat': seed.webChat, email: seed.email }[
      channelKind
    ]
    const at = new Date(app.deps.now()).toISOString()
    await handleMessage(app.engine, {
      workspaceId,
      channelKind,
      message: {
        id: `m${said++}`,
        channelId,
        from,
        at,
        content: typeof content === 'string' ? { kind: 'text', text: content } : content,
      },
    })
    await app.projections.flush()
    const first = await app.engine.turns.get(turnId(conversationIdOf(channelId, from.externalId), 1))
    return first?.state.contact.id ?? 'nobody'
  }
  const suggestions = async () => (await client.get(`${base}/suggestions`).expect(200)).body.items
  const merges = async (id: string) => (await client.get(`${base}/${id}/merges`).expect(200)).body.items
  return { client, userId, hears, suggestions, merges }
}

const byPhone = { externalId: digits, phone, name: 'Jia Hui T.' }

eachApp('somebody who writes on two channels', (open) => {
  it('and types the number of another gets nothing of theirs: a colleague is asked whether they are one', async () => {
    const app = await open()
    const { client, hears, suggestions, merges } = await aShop(app)
    const victim = await hears('whatsapp', byPhone, 'My flat is 12B')
    await hears('web-chat', { externalId: 'thief' }, 'hi')
    const thief = await hears('web-chat', { externalId: 'thief' }, digits)
    expect(await merges(victim)).toEqual([])
    expect(await suggestions()).toMatchObject([
      { contacts: [{ id: victim, name: 'Jia Hui T.' }, { id: thief }], why: [{ about: 'phone', value: phone }], state: 'open' },
    ])
    // Nor by typing it again, nor as somebody else in another browser, who is asked about apart.
    await hears('web-chat', { externalId: 'thief' }, digits)
    expect(await suggestions()).toHaveLength(1)
    const [{ id }] = await suggestions()
    await client.patch(`${base}/suggestions/${id}`, { state: 'no' }).expect(200)
    expect(await suggestions()).toEqual([])
    await hears('web-chat', { externalId: 'thief' }, phone)
    expect(await suggestions()).toEqual([])
    expect(await merges(victim)).toEqual([])
  })

  it('is one person by itself where Telegram hands over their own number, which WhatsApp vouches for', async () => {
    const app = await open()
    const { hears, merges, client } = await aShop(app)
    const mei = await hears('whatsapp', byPhone, 'hi')
    await hears('telegram', { externalId: '4711' }, 'hi')
    const card = { kind: 'contacts' as const, contacts: [{ name: 'Mei', phones: [phone] }] }
    const other = await hears('telegram', { externalId: '4711', phone }, card)
    expect(await merges(mei)).toMatchObject([{ kind: 'merge', contactId: other, proof: 'shared', holds: true }])
    // Taken apart by somebody, the same proof does not bring them together again.
    await client.post(`${base}/${mei}/unmerge`, { identity: conversationIdOf(seed.telegram, '4711') }).expect(200)
    await hears('telegram', { externalId: '4711', phone }, card)
    expect(await merges(mei)).toMatchObject([{ kind: 'unmerge' }, { kind: 'merge', holds: false }])
  })

  it('shares the card of another: that proves nothing', async () => {
    const app = await open()
    const { hears, merges } = await aShop(app)
    const mei = await hears('whatsapp', byPhone, 'hi')
    await hears('telegram', { externalId: '4711' }, 'hi')
    await hears('telegram', { externalId: '4711' }, { kind: 'contacts', contacts: [{ name: 'Mei', phones: [phone] }] })
    expect(await merges(mei)).toEqual([])
  })

  it('is one person by itself in two browsers, where the shop’s own site says so; two users of one browser are two', async () => {
    const app = await open()
    const { hears, merges } = await aShop(app)
    const mei = await hears('web-chat', { externalId: 'laptop', user: 'u42' }, 'hi')
    const onPhone = await hears('web-chat', { externalId: 'phone', user: 'u42' }, 'hi')
    expect(await merges(mei)).toMatchObject([{ contactId: onPhone, proof: 'site' }])
    const bo = await hears('web-chat', { externalId: 'cafe', user: 'u43' }, 'hi')
    await hears('web-chat', { externalId: 'cafe', user: 'u42' }, 'hi')
    expect(await merges(bo)).toEqual([])
    expect(await merges(mei)).toHaveLength(1)
  })

  it('is believed to be a user of the shop’s own site by what its server made with the secret, the one before too, and by nothing else', async () => {
    const app = await open()
    const { client, merges } = await aShop(app)
    const [secret, next] = ['the-identity-secret-of-monday', 'the-identity-secret-of-tuesday']
    const patch = (settings: object) =>
      client.patch(`/workspaces/${workspaceId}/channels/${seed.webChat}`, { settings }).expect(200)
    const hashBy = (key: string, id = 'u42') => createHmac('sha256', key).update(id).digest('hex')
    const says = async (browser: string, hash: string, id = 'u42') => {
      app.pass(1_000)
      const { body } = await request(app.http)
        .post(`/chat/${seed.webChat}/messages`)
        .set('Authorization', `Bearer ${browser.padEnd(43, '-')}`)
        .send({ clientId: hash.slice(0, 20), text: 'hi', user: { id, hash } })
        .expect(200)
      await app.projections.flush()
      return body.vouched
    }
    // No secret is set yet.
    expect(await says('first', hashBy(secret))).toBe(false)
    const kept = await patch({ identitySecret: secret })
    expect(JSON.stringify(kept.body)).not.toContain(secret)
    expect(await says('laptop', hashBy(secret))).toBe(true)
    expect(await says('thief', hashBy('a-secret-that-is-a-guess'))).toBe(false)
    expect(await says('thief', hashBy(secret, 'u43'))).toBe(false)
    await patch({ identitySecret: next, identitySecretBefore: secret })
    expect(await says('tablet', hashBy(secret))).toBe(true)
    expect(await says('phone', hashBy(next))).toBe(true)
    await patch({ identitySecretBefore: '' })
    expect(await says('late', hashBy(secret))).toBe(false)
    const { items } = await app.store.collection(contacts).find({ workspaceId, members: { $exists: true } })
    expect(items.map(({ members }) => members?.length)).toEqual([2])
    expect((await merges(items[0]?._id ?? '')).map(({ proof }: { proof: string }) => proof)).toEqual(['site', 'site'])
  })

  it('is compared fact by fact before they are made one, and what is chosen is shown', async () => {
    const app = await open()
    const { client, userId, hears, suggestions, merges } = await aShop(app)
    const mei = await hears('whatsapp', byPhone, 'hi')
    await hears('web-chat', { externalId: 'page', name: 'jiahui.tsang' }, 'hi')
    const other = await hears('web-chat', { externalId: 'page' }, digits)
    const preview = (await client.get(`${base}/${mei}/merge?with=${other}`).expect(200)).body
    expect(preview).toEqual({
      keep: {
        id: mei,
        name: 'Jia Hui T.',
        channels: [expect.objectContaining({ kind: 'whatsapp' })],
        chats: 1,
        firstSeenAt: expect.any(String),
      },
      with: {
        id: other,
        name: 'jiahui.tsang',
        channels: [expect.objectContaining({ kind: 'web-chat' })],
        chats: 1,
        firstSeenAt: expect.any(String),
      },
      facts: [
        { fact: 'name', keep: 'Jia Hui T.', with: 'jiahui.tsang', same: false, takes: 'with' },
        { fact: 'phone', keep: phone, with: phone, same: true, takes: 'with' },
      ],
      tags: { keep: [], with: [] },
      stopped: [],
      chats: { keep: 1, with: 1 },
      running: 1,
      bothOpen: false,
      why: [{ about: 'phone', value: phone }],
    })
    const refused = await client.post(`${base}/${mei}/merge`, { with: other, choose: { shoe: 'keep' } }).expect(422)
    expect(refused.body.error).toMatchObject({ problems: [{ path: '/choose/shoe' }] })
    await client.post(`${base}/${mei}/merge`, { with: other, choose: { name: 'keep' } }).expect(200, { contactId: mei })
    expect(await suggestions()).toEqual([])
    expect(await merges(other)).toMatchObject([{ kind: 'merge', contactId: other, by: { id: userId, name: 'Ada' }, holds: true }])
    await client.post(`${base}/${mei}/merge`, { with: other }).expect(409)
    await client.post(`${base}/${other}/unmerge`, { identity: mei }).expect(200, { contactId: mei })
    await client.post(`${base}/${mei}/unmerge`, { identity: other }).expect(422)
  })

  it('is shown to whoever reads one of their chats as writing in the other, too, until that is closed or they are two again', async () => {
    const app = await open()
    const { client, hears, merges } = await aShop(app)
    const mei = await hears('whatsapp', byPhone, 'hi')
    const other = await hears('web-chat', { externalId: 'page' }, 'hi')
    const [onPhone, onPage] = [conversationIdOf(seed.whatsApp, digits), conversationIdOf(seed.webChat, 'page')]
    const chats = `/workspaces/${workspaceId}/conversations`
    const read = async (id: string) => {
      const { also, people } = (await client.get(`${chats}/${id}`).expect(200)).body
      return { also, people }
    }
    expect(await read(onPhone)).toEqual({ also: undefined, people: undefined })
    await client.post(`${base}/${mei}/merge`, { with: other }).expect(200)
    const since = '2041-03-02T09:00:02.000Z'
    const website = { id: seed.webChat, kind: 'web-chat', name: 'Website' }
    expect(await read(onPhone)).toEqual({ also: [{ id: onPage, channel: website, since }], people: [mei, other] })
    expect((await read(onPage)).also).toMatchObject([{ id: onPhone }])
    await client.post(`${chats}/${onPage}/take`).expect(200)
    await app.projections.flush()
    expect((await read(onPhone)).also).toMatchObject([{ id: onPage, owner: { name: 'Ada' } }])
    await client.post(`${chats}/${onPage}/close`).expect(200)
    await app.projections.flush()
    expect(await read(onPhone)).toEqual({ also: undefined, people: [mei, other] })
    await client.post(`${base}/${mei}/unmerge`, { identity: onPage }).expect(200)
    expect(await read(onPage)).toEqual({ also: undefined, people: undefined })
    expect((await merges(mei)).map(({ kind }: { kind: string }) => kind)).toEqual(['unmerge', 'merge'])
  })

  it('said STOP on one of them: that stays, whatever was said on the other later', async () => {
    const app = await open()
    const { client, hears } = await aShop(app)
    const mei = await hears('whatsapp', byPhone, 'hi')
    await hears('whatsapp', byPhone, 'STOP')
    await hears('web-chat', { externalId: 'page' }, 'hi')
    await hears('web-chat', { externalId: 'page' }, 'STOP')
    const other = await hears('web-chat', { externalId: 'page' }, 'START')
    expect((await client.get(`${base}/${mei}/merge?with=${other}`)).body.stopped).toEqual(['keep'])
    await client.post(`${base}/${mei}/merge`, { with: other }).expect(200)
    expect(await app.engine.people.stoppedAt(workspaceId, other)).not.toBeUndefined()
    await client.post(`${base}/${mei}/unmerge`, { identity: other }).expect(200)
    expect(await app.engine.people.stoppedAt(workspaceId, other)).toBeUndefined()
    expect(await app.engine.people.stoppedAt(workspaceId, mei)).not.toBeUndefined()
  })
})
