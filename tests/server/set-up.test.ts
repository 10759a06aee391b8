import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { setUpCode } from '#server/accounts/set-up-code.ts'
import { anApp, eachApp, newOwner } from '#tests/support/an-app.ts'

const minutes = 60_000

eachApp('a server without an owner', (open) => {
  it('is taken over by nobody who cannot read what it printed, not even from this machine', async () => {
    const app = await open()
    const { code: _code, ...without } = newOwner
    expect((await app.anonymous.post('/owner', without).expect(422)).body.error.problems).toEqual([
      { path: '/code', message: 'is required' },
    ])
    const { body } = await app.anonymous.post('/owner', { ...newOwner, code: 'AAAA-AAAA-AAAA' }).expect(403)
    expect(body.error.code).toBe('wrong-code')
    expect((await app.anonymous.get('/setup').expect(200)).body).toMatchObject({ needsOwner: true })
  })

  it('takes its code however it is typed', async () => {
    const app = await open()
    const typed = ` ${newOwner.code.toLowerCase().replaceAll('-', ' ')} `
    await app.anonymous.post('/owner', { ...newOwner, code: typed }).expect(201)
  })

  it('lets nobody guess its code: ten tries from a network, then a quarter of an hour', async () => {
    const app = await open()
    const guess = () => app.anonymous.post('/owner', { ...newOwner, code: 'AAAA-AAAA-AAAA' })
    const statuses = (await Promise.all(Array.from({ length: 30 }, guess))).map(({ status }) => status)
    expect([statuses.filter((status) => status === 403).length, statuses.filter((status) => status === 429).length]).toEqual([
      10, 20,
    ])
    await app.anonymous.post('/owner', newOwner).expect(429)
    app.pass(15 * minutes)
    await app.anonymous.post('/owner', newOwner).expect(201)
  })
})

describe('a page that has its own name lead to this machine (DNS rebinding)', () => {
  const cases: [host: string, publicUrl: string | undefined, status: number][] = [
    ['evil.example', undefined, 403],
    ['evil.example:3000', undefined, 403],
    ['127.0.0.1.evil.example', undefined, 403],
    ['localhost.evil.example', undefined, 403],
    ['chat.shop.example.evil.example', 'https://chat.shop.example', 403],
    ['192.168.1.5:3000', undefined, 403],
    ['localhost@evil.example', undefined, 403],
    ['127.0.0.1:3000', undefined, 201],
    ['LOCALHOST:3000', undefined, 201],
    ['alur.localhost', undefined, 201],
    ['[::1]:3000', undefined, 201],
    ['Chat.shop.example', 'https://chat.shop.example', 201],
  ]
  it.each(cases)('as %s (PUBLIC_URL %s) answers %i, code or no code', async (host, publicUrl, status) => {
    const app = await anApp({ config: publicUrl ? { publicUrl } : {} })
    const ask = request(app.http).post('/api/v1/owner').set({ Host: host, 'Sec-Fetch-Site': 'same-origin' })
    // Of one origin with us, it can set what it likes.
    const { body } = await ask.set('X-Forwarded-Host', 'localhost').send(newOwner).expect(status)
    expect(body.error?.code).toBe(status === 403 ? 'wrong-host' : undefined)
  })
})

it('the code to set a server up follows from its key and is the same at every start', async () => {
  const app = await anApp()
  expect(setUpCode(app.deps.secrets)).toBe(newOwner.code)
  expect(newOwner.code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}$/)
})
