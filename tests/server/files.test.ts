import { randomBytes } from 'node:crypto'
import { get } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import type { Role } from '#schemas/roles.ts'
import { channels } from '#server/channels/collections.ts'
import { forgetDue } from '#server/chats/forgettings.ts'
import { fileChunks, files } from '#server/files/collections.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { says } from '#tests/peers/whatsapp/webhooks.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { seed, seedShop } from '#tests/support/seed.ts'

const mei = '85290001234'
const photo = randomBytes(200_000)
const sent = (type: string, part: Record<string, unknown>) => ({ type, [type]: { id: 'm1', ...part } })

type Open = (options: { config: { allowPrivate: string[] } }) => Promise<TestApp>

/** A chat in which the customer has sent this, and who asks for it. */
async function chat(open: Open, say: Record<string, unknown> = sent('image', { mime_type: 'image/jpeg' })) {
  const peer = await startWhatsAppPeer(seed)
  onTestFinished(() => peer.close())
  const app = await open({ config: { allowPrivate: [peer.place] } })
  await seedShop(app.store, app.deps.secrets, { apiBaseUrl: peer.url })
  const { port } = app.http.address() as { port: number }
  const webhook = `http://127.0.0.1:${port}/webhooks/whatsapp/${seed.whatsApp}`
  expect(await peer.deliver(webhook, { say, from: mei })).toEqual([200])
  const c = conversationIdOf(seed.whatsApp, mei)
  const path = `/workspaces/${seed.workspaceId}/conversations/${c}/turns/1/file`
  const as = async (role: Role) => (await app.person({ [seed.workspaceId]: role })).client
  const code = async (status: number) => (await (await as('agent')).get(path).expect(status)).body.error
  return { app, peer, path, c, as, code }
}

eachApp('a file of a customer', (open) => {
  it('is fetched with the channel’s token and passed on whole, as a download that runs nothing and stays nowhere', async () => {
    const { peer, path, as } = await chat(open)
    peer.keeps('m1', { type: 'image/jpeg', bytes: photo })
    const answer = await (await as('agent')).get(path).buffer(true).expect(200)
    expect(answer.body).toEqual(photo)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(photo.length),
      'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''image-[\d-]+\.jpg$/),
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store, no-transform',
    })
  })

  it.each(['text/html', 'image/svg+xml', 'application/xhtml+xml; charset=utf-8', 'application/pdf', ''])(
    'that is %s is bytes under the name the customer gave it',
    async (type) => {
      const { peer, path, as } = await chat(open, sent('document', { mime_type: type, filename: 'فاتورة "7741".html' }))
      peer.keeps('m1', { type, bytes: Buffer.from('<script>alert(1)</script>') })
      const { headers } = await (await as('agent')).get(path).expect(200)
      expect(headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('فاتورة "7741".html')}`,
      })
    },
  )

  it('is for those who may read the inbox of this workspace', async () => {
    const { app, peer, path, as, c } = await chat(open)
    peer.keeps('m1', { type: 'image/jpeg', bytes: photo })
    for (const role of ['owner', 'admin', 'manager', 'agent'] as const) await (await as(role)).get(path).expect(200)
    await (await as('developer')).get(path).expect(403)
    await app.anonymous.get(path).expect(401)
    const w = await app.workspace()
    const { client } = await app.person({ [w]: 'owner' })
    await client.get(path).expect(404)
    await client.get(`/workspaces/${w}/conversations/${c}/turns/1/file`).expect(404)
  })

  it('is kept once somebody has opened it: its vendor is asked no more', async () => {
    const { app, peer, path, as } = await chat(open)
    peer.keeps('m1', { type: 'image/jpeg', bytes: photo })
    const agent = await as('agent')
    expect((await agent.get(path).buffer(true).expect(200)).body).toEqual(photo)
    await expect.poll(() => app.store.collection(files).count({})).toBe(1)
    peer.accepts('another token')
    const again = await agent.get(path).buffer(true).expect(200)
    expect(again.body).toEqual(photo)
    expect(again.headers).toMatchObject({ 'content-type': 'image/jpeg', 'content-length': String(photo.length) })
  })

  it('is gone with the chat', async () => {
    const { app, peer, path, as, c } = await chat(open)
    peer.keeps('m1', { type: 'image/jpeg', bytes: photo })
    const owner = await as('owner')
    await owner.get(path).buffer(true).expect(200)
    await expect.poll(() => app.store.collection(files).count({})).toBe(1)
    await owner.delete(`/workspaces/${seed.workspaceId}/conversations/${c}`).expect(204)
    await owner.get(path).expect(404)
    await app.projections.flush()
    app.pass(1000)
    await forgetDue(app.engine)
    expect([await app.store.collection(files).count({}), await app.store.collection(fileChunks).count({})]).toEqual([0, 0])
  })

  it('that its vendor no longer has is gone', async () => {
    const { code } = await chat(open)
    expect(await code(410)).toEqual({ code: 'file-gone', message: 'The file is gone: its vendor keeps it for a while only.' })
  })

  it('of a channel that is gone is gone with it', async () => {
    const { app, code } = await chat(open)
    await app.store.collection(channels).delete({ _id: seed.whatsApp })
    expect(await code(410)).toMatchObject({ code: 'file-gone' })
  })

  it('is not where no file was sent', async () => {
    const { code } = await chat(open, says.text('hi'))
    expect(await code(404)).toEqual({ code: 'no-file', message: 'This message came with no file that can be opened.' })
  })

  it('cannot be had while the token is refused, and it says why', async () => {
    const { peer, code } = await chat(open)
    peer.keeps('m1', { type: 'image/jpeg', bytes: photo })
    peer.accepts('another token')
    expect(await code(502)).toMatchObject({
      code: 'vendor-away',
      details: { why: { code: 'token-refused' } },
    })
  })

  it('that is too large is not fetched', async () => {
    const { peer, code } = await chat(open)
    peer.keeps('m1', { type: 'video/mp4', bytes: photo, announced: 105_000_000 })
    expect(await code(422)).toMatchObject({ code: 'file-too-large' })
  })

  it.each(['https://elsewhere.example/a', 'http://127.0.0.1:1/a', 'https://facebook.com.evil.example/a', 'nonsense'])(
    'is not looked for at %s, and the token is not shown there',
    async (url) => {
      const { peer, code } = await chat(open)
      peer.keeps('m1', { type: 'image/jpeg', bytes: photo, url })
      expect(await code(502)).toMatchObject({ details: { why: { code: 'wrong-address' } } })
    },
  )

  it('with an id that would lead elsewhere is none', async () => {
    const { code } = await chat(open, { type: 'image', image: { id: '../me?x=' } })
    expect(await code(410)).toMatchObject({ code: 'file-gone' })
  })

  it('that somebody stops reading lets go of the vendor', async () => {
    const { app, peer, path, as } = await chat(open)
    const { port } = app.http.address() as { port: number }
    peer.keeps('m1', { type: 'video/mp4', bytes: randomBytes(20_000_000) })
    for (let reader = 0; reader < 40; reader++) {
      const { token } = await app.person({ [seed.workspaceId]: 'agent' })
      const stopped = new Promise((done) => {
        get({ port, path: `/api/v1${path}`, headers: { cookie: `alur=${token}` } }, (response) => {
          response.once('data', () => response.destroy())
          response.once('close', done)
        })
      })
      await stopped
    }
    await expect.poll(async () => (await (await as('agent')).get(path)).status).toBe(200)
  })
})
