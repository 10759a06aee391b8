import request from 'supertest'
import { expect, it } from 'vitest'
import { fileChunks, files } from '#server/files/collections.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

const picture = Buffer.from('a picture of a lamp')

async function developer(app: TestApp) {
  const w = await app.workspace()
  return { ...(await app.person({ [w]: 'developer' })), w, path: `/workspaces/${w}/files` }
}

eachApp('a file of the shop’s own', (open) => {
  it('is kept, and read by whoever was sent its address, on any site', async () => {
    const app = await open()
    const { client, path } = await developer(app)
    const { body } = await client.upload(`${path}?name=lamp.png`, 'image/png', picture).expect(201)
    expect(body).toEqual({ id: body.id, address: `/files/${body.id}`, name: 'lamp.png', type: 'image/png', size: picture.length })
    const read = await request(app.http).get(body.address).expect(200)
    expect(read.headers).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    })
    expect(read.body).toEqual(picture)
  })

  it('is nothing that a browser would run, and no larger than vendors take', async () => {
    const app = await open()
    const { client, path } = await developer(app)
    for (const type of ['text/html', 'image/svg+xml', 'application/octet-stream', 'application/json'])
      expect((await client.upload(`${path}?name=a`, type, picture).expect(415)).body.error.code).toBe('no-such-type')
    const large = Buffer.alloc(16 * 1024 * 1024 + 1)
    expect((await client.upload(`${path}?name=a.mp4`, 'video/mp4', large).expect(413)).body.error.code).toBe('too-large')
    await client.upload(`${path}?name=a.png`, 'image/png', Buffer.alloc(0)).expect(400)
    await client.upload(path, 'image/png', picture).expect(422)
    expect(await app.store.collection(files).count({})).toBe(0)
    expect(await app.store.collection(fileChunks).count({})).toBe(0)
  })

  it('is kept by those who may change flows only', async () => {
    const app = await open()
    const w = await app.workspace()
    const { client } = await app.person({ [w]: 'agent' })
    await client.upload(`/workspaces/${w}/files?name=a.png`, 'image/png', picture).expect(403)
  })

  it('is found under no other address: what customers sent is not', async () => {
    const app = await open()
    await app.store.collection(files).insert({
      _id: 'c1.00000001',
      workspaceId: 'w',
      type: 'image/png',
      size: 1,
      sha256: '',
      keptAt: '2026-11-23T10:00:00.000Z',
    })
    for (const id of ['c1.00000001', 'f', `f${'a'.repeat(22)}`, '..%2f..', '%00'])
      await request(app.http).get(`/files/${id}`).expect(404)
  })
})
