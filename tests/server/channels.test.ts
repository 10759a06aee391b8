import { expect, it } from 'vitest'
import { channels } from '#server/channels/collections.ts'
import { makeSecrets } from '#server/secret-key.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

const whatsapp = {
  phoneNumberId: '106540352242922',
  accessToken: 'EAAJB-the-access-token',
  appSecret: 'the-app-secret-of-the-app',
  verifyToken: 'say this',
  apiBaseUrl: 'https://graph.facebook.com',
  apiVersion: 'v23.0',
}

const inner = 'cannot be used: the address is inside a private network, and the server’s ALUR_ALLOW_PRIVATE does not name it'

async function developer(app: TestApp) {
  const w = await app.workspace()
  return { ...(await app.person({ [w]: 'developer' })), w, path: `/workspaces/${w}/channels` }
}

eachApp('a web chat', (open) => {
  it('is for sites as browsers know them: a star or a path is refused with a sentence', async () => {
    const app = await open()
    const { client, path } = await developer(app)
    for (const site of ['https://*.shop.example', 'https://shop.example/cart', 'shop.example']) {
      const settings = { title: 'Shop', accent: '#0B6E79', origins: [site], language: 'en' }
      const { body } = await client.post(path, { kind: 'web-chat', name: 'Web', settings }).expect(422)
      expect(body.error.problems).toEqual([
        { path: '/settings/origins/0', message: 'is no site such as https://shop.example, without a path and without *' },
      ])
    }
  })
})

eachApp('a channel', (open) => {
  it('keeps its secrets sealed: they go in and never come out', async () => {
    const app = await open()
    const { client, path } = await developer(app)
    const { body } = await client.post(path, { kind: 'whatsapp', name: 'WhatsApp', settings: whatsapp }).expect(201)
    const { accessToken, appSecret, ...open_ } = whatsapp
    expect(body).toEqual({
      id: expect.any(String),
      kind: 'whatsapp',
      name: 'WhatsApp',
      settings: { ...open_, hasAccessToken: true, hasAppSecret: true },
      links: { webhook: `/webhooks/whatsapp/${body.id}` },
      createdAt: '2041-03-02T09:00:00.000Z',
    })
    const kept = await app.store.collection(channels).get(body.id)
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`${accessToken}|${appSecret}`))
    expect(app.deps.secrets.open(kept?.secrets.appSecret as string)).toBe(appSecret)
    expect((await client.get(path).expect(200)).body).toEqual({ items: [body] })
  })

  it('is called back under the public address, where the server knows it', async () => {
    const app = await open({ config: { publicUrl: 'http://chat.example.com' } })
    const { client, path } = await developer(app)
    const { body } = await client.post(path, { kind: 'whatsapp', name: 'WhatsApp', settings: whatsapp }).expect(201)
    expect(body.links).toEqual({ webhook: `http://chat.example.com/webhooks/whatsapp/${body.id}` })
  })

  it('shows its verify token and addresses to nobody who may not change it', async () => {
    const app = await open()
    const { client, path, w } = await developer(app)
    await client.post(path, { kind: 'whatsapp', name: 'WhatsApp', settings: whatsapp }).expect(201)
    for (const role of ['agent', 'manager'] as const) {
      const reader = await app.person({ [w]: role })
      const { body } = await reader.client.get(path).expect(200)
      expect(body.items[0].settings).toEqual({ phoneNumberId: whatsapp.phoneNumberId })
      const token = await app.token(w, (await app.person({ [w]: 'admin' })).userId, role)
      expect((await token.client.get(path).expect(200)).body).toEqual(body)
    }
    const admin = await app.person({ [w]: 'admin' })
    expect((await admin.client.get(path).expect(200)).body.items[0].settings.verifyToken).toBe(whatsapp.verifyToken)
  })

  it.each([
    ['http://graph.facebook.com', 'cannot be used: it must begin with https://, since it is sent a secret'],
    ['http://127.0.0.1:8080', inner],
    ['https://10.0.0.1', inner],
    ['https://168.63.129.16', inner],
  ])('sends its token nowhere that others can listen or that is ours: not to %s', async (apiBaseUrl, message) => {
    const app = await open()
    const { client, path } = await developer(app)
    const settings = { ...whatsapp, apiBaseUrl }
    const { body } = await client.post(path, { kind: 'whatsapp', name: 'WhatsApp', settings }).expect(422)
    expect(body.error.problems).toEqual([{ path: '/settings/apiBaseUrl', message }])
  })

  it('takes an API address inside one’s own network that ALUR_ALLOW_PRIVATE names', async () => {
    const app = await open({ config: { allowPrivate: ['127.0.0.1:8080', '10.0.0.0/8'] } })
    const { client, path } = await developer(app)
    for (const apiBaseUrl of ['http://127.0.0.1:8080', 'http://10.1.2.3'])
      await client.post(path, { kind: 'whatsapp', name: apiBaseUrl, settings: { ...whatsapp, apiBaseUrl } }).expect(201)
    const settings = { ...whatsapp, apiBaseUrl: 'http://127.0.0.1:8081' }
    await client.post(path, { kind: 'whatsapp', name: 'WhatsApp', settings }).expect(422)
  })

  it('changes the settings that are given and keeps the others, secrets among them', async () => {
    const app = await open()
    const { client, path } = await developer(app)
    const { body } = await client.post(path, { kind: 'whatsapp', name: 'WhatsApp', settings: whatsapp }).expect(201)
    const changed = await client.patch(`${path}/${body.id}`, { settings: { apiVersion: 'v24.0' } }).expect(200)
    expect(changed.body).toEqual({ ...body, settings: { ...body.settings, apiVersion: 'v24.0' } })
    const kept = await app.store.collection(channels).get(body.id)
    expect(app.deps.secrets.open(kept?.secrets.accessToken as string)).toBe(whatsapp.accessToken)
  })

  it('sends its access token to no other address: who changes the address gives the token again', async () => {
    const app = await open()
    const { client, path } = await developer(app)
    const { body } = await client.post(path, { kind: 'whatsapp', name: 'WhatsApp', settings: whatsapp }).expect(201)
    const address = `${path}/${body.id}`
    const apiBaseUrl = 'https://elsewhere.example'
    const refused = await client.patch(address, { settings: { apiBaseUrl, appSecret: 'another' } }).expect(422)
    expect(refused.body.error.problems).toEqual([
      {
        path: '/settings/accessToken',
        message: 'must be given again when apiBaseUrl changes, so that it goes nowhere else',
      },
    ])
    expect((await client.get(path).expect(200)).body).toEqual({ items: [body] })
    await client.patch(address, { settings: { apiBaseUrl: whatsapp.apiBaseUrl, apiVersion: 'v24.0' } }).expect(200)
    const changed = await client.patch(address, { settings: { apiBaseUrl, accessToken: 'theirs' } }).expect(200)
    expect(changed.body.settings).toMatchObject({ apiBaseUrl, apiVersion: 'v24.0' })
  })

  it('takes new secrets also where those that are kept cannot be read', async () => {
    const app = await open()
    const { client, path } = await developer(app)
    const { body } = await client.post(path, { kind: 'whatsapp', name: 'WhatsApp', settings: whatsapp }).expect(201)
    const otherKey = makeSecrets(Buffer.alloc(32, 9))
    const secrets = { accessToken: otherKey.seal('old token'), appSecret: otherKey.seal('old secret') }
    await app.store.collection(channels).update(body.id, { $set: { secrets } })
    await client.patch(`${path}/${body.id}`, { settings: { accessToken: 'new-token' } }).expect(200)
    const kept = await app.store.collection(channels).get(body.id)
    expect(app.deps.secrets.open(kept?.secrets.accessToken as string)).toBe('new-token')
    expect(kept?.secrets.appSecret).toBe(secrets.appSecret)
  })

  it('cannot exist without the secret that proves its messages', async () => {
    const app = await open()
    const { client, path } = await developer(app)
    const { appSecret: _, ...settings } = whatsapp
    const { body } = await client.post(path, { kind: 'whatsapp', name: 'WhatsApp', settings }).expect(422)
    expect(body.error.problems).toEqual([{ path: '/settings/appSecret', message: 'is required' }])
    expect(await app.store.collection(channels).count({})).toBe(0)
  })

  it('is gone when it is deleted', async () => {
    const app = await open()
    const { client, path } = await developer(app)
    const settings = { title: 'Shop', accent: '#0B6E79', origins: ['https://shop.example'], language: 'en' }
    const { body } = await client.post(path, { kind: 'web-chat', name: 'Web', settings }).expect(201)
    expect(body.links).toEqual({ page: `/chat/${body.id}`, script: '/widget.js' })
    await client.delete(`${path}/${body.id}`).expect(204)
    await client.delete(`${path}/${body.id}`).expect(404)
    expect((await client.get(path).expect(200)).body).toEqual({ items: [] })
  })
})
