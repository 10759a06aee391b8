import { expect, it } from 'vitest'
import { startCallbacks } from '#server/channels/callbacks.ts'
import { channels } from '#server/channels/collections.ts'
import type { Config } from '#server/config.ts'
import { startTelegramPeer } from '#tests/peers/telegram/peer.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

const botToken = '4242:the-bot-token'
const publicUrl = 'http://chat.example.com'

async function aShop(
  start: (options: { config: Partial<Config>; allowPrivate: string[] }) => Promise<TestApp>,
  config: { publicUrl?: string } = { publicUrl },
) {
  const peer = await startTelegramPeer({ botToken })
  const app = await start({ config, allowPrivate: [peer.place] })
  const w = await app.workspace()
  const { client } = await app.person({ [w]: 'developer' })
  const path = `/workspaces/${w}/channels`
  const settings = { botToken, apiBaseUrl: peer.url }
  const add = async () => (await client.post(path, { kind: 'telegram', name: 'Bot', settings }).expect(201)).body
  return { peer, app, client, path, add, settings }
}

eachApp('a bot of Telegram', (open) => {
  it('is called at its own address from when it is added until it is removed', async () => {
    const { peer, client, path, add } = await aShop(open)
    const bot = await add()
    const callback = `${publicUrl}/webhooks/telegram/${bot.id}`
    expect(bot).toMatchObject({ links: { webhook: callback }, settings: { apiBaseUrl: peer.url, hasBotToken: true } })
    expect(bot.troubles).toBeUndefined()
    expect(peer.webhook()).toMatchObject({
      url: callback,
      secretToken: expect.stringMatching(/^[\w-]{43}$/),
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    })
    expect((await client.post(`${path}/${bot.id}/test`).expect(200)).body).toMatchObject({ works: true, number: '@shop_bot' })
    await client.delete(`${path}/${bot.id}`).expect(204)
    expect(peer.webhook().url).toBe('')
    await peer.close()
  })

  it('is in one channel only: a second would take its messages away', async () => {
    const { peer, app, client, path, add, settings } = await aShop(open)
    const first = await add()
    const { body } = await client.post(path, { kind: 'telegram', name: 'Again', settings }).expect(422)
    expect(body.error.problems).toEqual([
      { path: '/settings/botToken', message: 'is of a bot that is in the channel “Bot” already' },
    ])
    const elsewhere = await app.workspace()
    const other = await app.person({ [elsewhere]: 'developer' })
    const refused = await other.client
      .post(`/workspaces/${elsewhere}/channels`, { kind: 'telegram', name: 'Mine', settings })
      .expect(422)
    expect(refused.body.error.problems[0].message).toBe('is of a bot that is in a channel of another workspace already')
    expect(peer.webhook().url).toBe(`${publicUrl}/webhooks/telegram/${first.id}`)
    await client.patch(`${path}/${first.id}`, { settings: { botToken } }).expect(200)
    await peer.close()
  })

  it('is refused with a wrong token, at the field where that is typed, and nothing is kept', async () => {
    const { peer, client, path, add, settings } = await aShop(open)
    peer.accepts('4242:the-new-token')
    const { body } = await client.post(path, { kind: 'telegram', name: 'Bot', settings }).expect(422)
    const message = expect.stringMatching(/^is not accepted by Telegram\. Ask @BotFather/)
    expect(body.error.problems).toEqual([{ path: '/settings/botToken', message }])
    expect((await client.get(path).expect(200)).body.items).toEqual([])
    peer.accepts(botToken)
    const bot = await add()
    const wrong = await client.patch(`${path}/${bot.id}`, { settings: { botToken: '4242:a-wrong-token' } }).expect(422)
    expect(wrong.body.error.problems).toEqual([{ path: '/settings/botToken', message }])
    expect(peer.webhook().url).toBe(`${publicUrl}/webhooks/telegram/${bot.id}`)
    await peer.close()
  })

  it('stays the bot it is: another counts its messages anew, and what people write would be lost as known already', async () => {
    const { peer, client, path, add } = await aShop(open)
    const bot = await add()
    peer.accepts('5353:another-bot')
    const { body } = await client.patch(`${path}/${bot.id}`, { settings: { botToken: '5353:another-bot' } }).expect(422)
    expect(body.error.problems).toEqual([
      { path: '/settings/botToken', message: 'is of another bot, which is a channel of its own: add one for it' },
    ])
    await peer.close()
  })

  it('tells once that its token is no longer accepted, wherever that was noticed, and works again with a new one', async () => {
    const { peer, client, path, add, app } = await aShop(open)
    const bot = await add()
    peer.accepts('4242:the-new-token')
    // Telling Telegram where to call notices it, and so does the test of the connection; a new name is kept all the same.
    const { body } = await client.patch(`${path}/${bot.id}`, { name: 'Shop bot', settings: { apiBaseUrl: peer.url } }).expect(200)
    expect(body.name).toBe('Shop bot')
    expect((await client.post(`${path}/${bot.id}/test`).expect(200)).body.works).toBe(false)
    expect(Object.keys((await app.store.collection(channels).get(bot.id))?.troubles ?? {}).sort()).toEqual(['account', 'call'])
    const { items } = (await client.get(path).expect(200)).body
    expect(items[0].troubles).toMatchObject([{ stops: true, reason: { code: 'token-refused' } }])
    await client.patch(`${path}/${bot.id}`, { settings: { botToken: '4242:the-new-token' } }).expect(200)
    expect((await client.post(`${path}/${bot.id}/test`).expect(200)).body.works).toBe(true)
    expect((await client.get(path).expect(200)).body.items[0].troubles).toBeUndefined()
    expect(peer.webhook().url).toBe(`${publicUrl}/webhooks/telegram/${bot.id}`)
    await peer.close()
  })

  it('tells who runs the server that nobody can call it while it has no public address', async () => {
    const { peer, client, path, add } = await aShop(open, {})
    const unnamed = [{ stops: true, reason: { code: 'no-public-url' } }]
    const bot = await add()
    expect(bot.troubles).toMatchObject(unnamed)
    // A token that is right mends nothing of it.
    expect((await client.post(`${path}/${bot.id}/test`).expect(200)).body).toMatchObject({ works: true })
    expect((await client.get(path).expect(200)).body.items[0].troubles).toMatchObject(unnamed)
    await peer.close()
  })

  it('is told after all where a crash came between keeping it and telling its vendor', async () => {
    const { peer, app, add } = await aShop(open)
    const bot = await add()
    await app.store.collection(channels).update(bot.id, { $unset: ['callback'] })
    peer.forgets()
    const duty = startCallbacks(app.engine, app.deps)
    await expect.poll(() => peer.webhook().url).toBe(`${publicUrl}/webhooks/telegram/${bot.id}`)
    await expect.poll(async () => (await app.store.collection(channels).get(bot.id))?.callback).toBe(peer.webhook().url)
    await duty.stop()
    await peer.close()
  })
})
