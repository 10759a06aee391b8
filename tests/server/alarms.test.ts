import type { AddressInfo } from 'node:net'
import { mongo } from 'mongoose'
import request from 'supertest'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { ChannelTrouble } from '#schemas/api/channels.ts'
import { channels } from '#server/channels/collections.ts'
import { type ConversationDoc, conversations } from '#server/chats/collections.ts'
import { inbox, timers } from '#server/engine/collections.ts'
import { Journal } from '#server/store/embedded/journal.ts'
import { translateError } from '#server/store/mongo/errors.ts'
import { anApp, eachApp } from '#tests/support/an-app.ts'
import { seed, seedShop } from '#tests/support/seed.ts'

const at = '2041-03-02T09:00:00.000Z'
const parked = 'tried-too-often' as const

eachApp('the alarms of a workspace', (open) => {
  it('tell its owner and its admins of what was given up in it, and of nothing else', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    const alarms = `/workspaces/${workspaceId}/alarms`
    expect((await client.get(alarms).expect(200)).body).toEqual({ items: [] })

    const message = {
      id: 'm1',
      channelId: 'web',
      from: { externalId: 'v' },
      at,
      content: { kind: 'text' as const, text: 'Hello' },
    }
    const kept = { channelKind: 'web-chat' as const, conversationId: 'c1', message, acceptedAt: at, attempts: 5, dueAt: at }
    await app.store.collection(inbox).insertMany([
      { ...kept, _id: 'm1', workspaceId, parked },
      { ...kept, _id: 'm2', workspaceId, attempts: 0 },
      { ...kept, _id: 'm3', workspaceId: 'another', parked },
    ])
    const timer = { kind: 'visit' as const, visitId: '1.2', dueAt: at, attempts: 5, turn: 1, parked }
    await app.store.collection(timers).insertMany([
      { ...timer, _id: 'c1.visit', workspaceId, conversationId: 'c1' },
      { ...timer, _id: 'c2.visit', workspaceId, conversationId: 'c2' },
    ])
    // The list does not have the other yet.
    const row = { contactName: 'Mei', channelId: 'web', channelKind: 'web-chat', list: 'flow', updatedAt: at }
    await app.store.collection(conversations).insert({ ...row, _id: 'c2', workspaceId } as ConversationDoc)
    const trouble: ChannelTrouble = { since: at, stops: true, reason: { code: 'token-refused' } }
    const channel = { kind: 'whatsapp' as const, settings: {}, secrets: {}, createdAt: at }
    await app.store.collection(channels).insertMany([
      { ...channel, _id: 'wa1', workspaceId, name: 'Shop', troubles: { call: trouble, account: trouble } },
      { ...channel, _id: 'wa2', workspaceId, name: 'Warned', troubles: { account: { ...trouble, stops: false } } },
      { ...channel, _id: 'wa3', workspaceId: 'another', name: 'Not theirs', troubles: { status: trouble } },
    ])
    expect((await app.metrics()).text).toMatch(/^alur_channels_out_of_order 2$/m)
    const told = {
      items: [
        { code: 'channels-out-of-order', count: 1 },
        { code: 'messages-parked', count: 1 },
        { code: 'timers-parked', count: 2, chats: [{ conversationId: 'c2', contactName: 'Mei' }] },
      ],
    }
    expect((await client.get(alarms).expect(200)).body).toEqual(told)
    const admin = await app.person({ [workspaceId]: 'admin' })
    expect((await admin.client.get(alarms).expect(200)).body).toEqual(told)
    const agent = await app.person({ [workspaceId]: 'agent' })
    await agent.client.get(alarms).expect(403)
  })
})

it('a full disk refuses a customer’s message, and shows in readiness, figures and alarms until there is room again', async () => {
  const app = await anApp()
  const { client, workspaceId } = await app.owner()
  await seedShop(app.store, app.deps.secrets)
  const { port } = app.http.address() as AddressInfo
  const write = () =>
    fetch(`http://127.0.0.1:${port}/chat/${seed.webChat}/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${'v'.repeat(43)}` },
      body: JSON.stringify({ clientId: 'm1', text: 'Hello' }),
    }).then(({ status }) => status)
  const figure = async (name: string) => new RegExp(`^${name} (\\d+)$`, 'm').exec((await app.metrics()).text)?.[1]
  const ready = async () => (await request(app.http).get('/readyz')).status
  const alarms = async () => (await client.get(`/workspaces/${workspaceId}/alarms`).expect(200)).body.items
  expect([await ready(), await alarms(), await figure('alur_writes_refused_total')]).toEqual([200, [], '0'])

  const full = vi
    .spyOn(Journal.prototype, 'append')
    .mockImplementation(() => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })))
  onTestFinished(() => full.mockRestore())
  expect(await write()).toBe(503)
  expect([await ready(), await alarms()]).toEqual([503, [{ code: 'store-refuses' }]])
  expect(Number(await figure('alur_writes_refused_total'))).toBeGreaterThan(0)
  expect(Number(await figure('alur_answers_total\\{status="5xx"\\}'))).toBeGreaterThan(0)

  full.mockRestore()
  expect(await write()).toBe(200)
  expect([await ready(), await alarms()]).toEqual([200, []])
})

it('a full disk with room for something short only is not ready, and stays an alarm while that is written', async () => {
  const app = await anApp()
  const { client, workspaceId } = await app.owner()
  const store = app.store.collection<{ _id: string; text?: string }>({ name: 'things', indexes: [] })
  const ready = async () => (await request(app.http).get('/readyz')).status
  const alarms = async () => (await client.get(`/workspaces/${workspaceId}/alarms`).expect(200)).body.items
  const append = Journal.prototype.append
  const full = vi.spyOn(Journal.prototype, 'append').mockImplementation(function (this: Journal, writes) {
    const length = writes.reduce((sum, { key, value }) => sum + key.length + (value?.length ?? 0), 0)
    if (length < 3_000) return append.call(this, writes)
    return Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
  })
  onTestFinished(() => full.mockRestore())
  await expect(store.insert({ _id: 'long', text: 'x'.repeat(5_000) })).rejects.toThrow()
  for (const _id of ['short', 'shorter']) {
    // What is written together with something long is refused with it.
    const written = () =>
      store.insert({ _id }).then(
        () => true,
        () => false,
      )
    await expect.poll(written).toBe(true)
    expect([await ready(), await alarms()]).toEqual([503, [{ code: 'store-refuses' }]])
  }
  full.mockRestore()
  expect([await ready(), await alarms()]).toEqual([200, []])
})

it('a database whose disk is full is unavailable, which is no fault of the program', () => {
  const error = new mongo.MongoServerError({ message: 'available disk space is too low', code: 14_031 })
  expect(translateError(error, 'turns')).toMatchObject({
    name: 'StoreUnavailable',
    message: 'The database in MONGODB_URI refuses: available disk space is too low.',
  })
})
