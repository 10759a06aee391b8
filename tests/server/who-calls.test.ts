import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { attempts } from '#server/accounts/collections.ts'
import { proxyNetworks } from '#server/door/sender.ts'
import { anApp, eachApp, newOwner } from '#tests/support/an-app.ts'

const { email, password } = newOwner
const home = { 'Sec-Fetch-Site': 'same-origin' }

/** Someone who comes through the proxy on this machine. */
const from = (address: string) => ({ ...home, 'X-Forwarded-For': address })

eachApp('wrong passwords', (open) => {
  it('of one stranger lock nobody out who comes from elsewhere', async () => {
    const app = await open()
    await app.owner()
    const signIn = (address: string, as: string, secret: string) =>
      request(app.http).post('/api/v1/session').set(from(address)).send({ email: as, password: secret })
    for (let n = 0; n < 100; n++) await signIn('203.0.113.66', `guess${n}@shop.example`, 'wrong').expect(401)
    await signIn('203.0.113.66', email, password).expect(429)
    await signIn('198.51.100.7', email, password).expect(200)
  })

  it('of strangers who all look like one address lock nobody out who has signed in from there before', async () => {
    const app = await open()
    await app.owner()
    const newcomer = await app.person({ [await app.workspace()]: 'agent' })
    for (let n = 0; n < 100; n++)
      await app.anonymous.post('/session', { email: `guess${n}@shop.example`, password: 'wrong' }).expect(401)
    await app.anonymous.post('/session', { email: 'guess@shop.example', password: 'wrong' }).expect(429)
    await app.anonymous.post('/session', { email, password }).expect(200)
    const me = await newcomer.client.get('/me').expect(200)
    await app.anonymous.post('/session', { email: me.body.user.email, password }).expect(429)
  })

  it('are counted, and right ones are not', async () => {
    const app = await open()
    const { client } = await app.person()
    const { body } = await client.get('/me').expect(200)
    await app.anonymous.post('/session', { email: body.user.email, password }).expect(200)
    const counted = async () => (await app.store.collection(attempts).find({})).items.map(({ count }) => count).sort()
    expect(await counted()).toEqual([0])
    await app.anonymous.post('/session', { email: 'guess@shop.example', password: 'wrong' }).expect(401)
    expect(await counted()).toEqual([1, 1])
  })

  it('from the addresses of one IPv6 network are counted together', async () => {
    const app = await open()
    await app.owner()
    const guess = (n: number) =>
      request(app.http)
        .post('/api/v1/session')
        .set(from(`2001:db8:1:2::${n}`))
        .send({ email, password: 'wrong' })
    for (let n = 1; n <= 5; n++) await guess(n).expect(401)
    await guess(6).expect(429)
  })
})

describe('a client that says where it comes from', () => {
  it.each([
    ['with a public address', { publicUrl: 'https://chat.shop.example' }],
    ['without one', {}],
  ])('has the limits of its own address, %s', async (_, config) => {
    const app = await anApp({ config: { ...config, trustedProxies: proxyNetworks('none') } })
    await app.owner()
    const guess = (n: number) =>
      request(app.http)
        .post('/api/v1/session')
        .set(from(`198.51.100.${n}`))
        .send({ email, password: 'wrong' })
    for (let n = 0; n < 5; n++) await guess(n).expect(401)
    await guess(6).expect(429)
  })

  it('is told of once in the log, and to the owner, with the address that may be their proxy', async () => {
    const app = await anApp({ config: { trustedProxies: proxyNetworks('none') } })
    const { client, workspaceId } = await app.owner()
    expect((await client.get('/notices').expect(200)).body).toEqual({ items: [] })
    for (let n = 0; n < 3; n++) await request(app.http).get('/api/v1/setup').set('X-Forwarded-For', '198.51.100.1').expect(200)
    const told = app.lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg.includes('TRUSTED_PROXIES'))
    expect(told.map(({ address }) => address)).toEqual(['127.0.0.1'])
    expect(app.lines.join('')).not.toContain('198.51.100.1')
    const notice = { code: 'proxy-not-trusted', at: '2041-03-02T09:00:00.000Z', values: { address: '127.0.0.1' } }
    expect((await client.get('/notices').expect(200)).body).toEqual({ items: [notice] })
    const admin = await app.person({ [workspaceId]: 'admin' })
    await admin.client.get('/notices').expect(403)
  })
})
