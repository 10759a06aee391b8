import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { anApp, eachApp, newOwner, sessionIn } from '#tests/support/an-app.ts'

const { email, password } = newOwner
const minutes = 60_000
const days = 24 * 60 * minutes

eachApp('the first run', (open) => {
  it('makes the owner, the workspace and a session', async () => {
    const app = await open()
    expect((await app.anonymous.get('/setup').expect(200)).body).toMatchObject({ needsOwner: true })
    const { client, userId, workspaceId } = await app.owner()
    const me = {
      user: { id: userId, name: 'Ada Lovelace', email },
      workspaces: [
        {
          id: workspaceId,
          name: 'Shop',
          role: 'owner',
          language: 'en',
          timeZone: 'Asia/Hong_Kong',
          country: 'HK',
          closeAfterQuietHours: 24,
          demo: false,
        },
      ],
    }
    expect((await client.get('/me').expect(200)).body).toEqual(me)
    expect((await app.anonymous.get('/setup').expect(200)).body).toMatchObject({ needsOwner: false })
  })

  it('gives one owner when ten ask at once', async () => {
    const app = await open()
    const asked = Array.from({ length: 10 }, (_, n) => app.anonymous.post('/owner', { ...newOwner, email: `a${n}@shop.example` }))
    const statuses = (await Promise.all(asked)).map((response) => response.status)
    expect(statuses.sort()).toEqual([201, ...Array(9).fill(409)])
  })
})

eachApp('a session', (open) => {
  it('begins with the right password and ends at sign-out', async () => {
    const app = await open()
    await app.owner()
    const token = sessionIn(await app.anonymous.post('/session', { email: ' ADA@shop.example ', password }).expect(200))
    await app.browser(token).get('/me').expect(200)
    const out = await app.browser(token).delete('/session').expect(204)
    expect(sessionIn(out)).toBe('')
    await app.browser(token).get('/me').expect(401)
  })

  it('lasts 14 days from its last use', async () => {
    const app = await open()
    const { client } = await app.owner()
    app.pass(13 * days)
    expect(sessionIn(await client.get('/me').expect(200))).not.toBe('')
    app.pass(13 * days)
    await client.get('/me').expect(200)
    app.pass(14 * days)
    await client.get('/me').expect(401)
  })

  it('dies with the password, and so do API tokens; the browser that changed it goes on', async () => {
    const app = await open()
    const { client, userId, workspaceId } = await app.owner()
    const elsewhere = app.browser(sessionIn(await app.anonymous.post('/session', { email, password }).expect(200)))
    const { client: program } = await app.token(workspaceId, userId, 'admin')
    await program.get(`/workspaces/${workspaceId}/flows`).expect(200)
    app.pass(1)
    const next = 'a quite different one'
    const changed = await client.put('/me/password', { current: password, next }).expect(204)
    await app.browser(sessionIn(changed)).get('/me').expect(200)
    await client.get('/me').expect(401)
    await elsewhere.get('/me').expect(401)
    await program.get(`/workspaces/${workspaceId}/flows`).expect(401)
    await app.anonymous.post('/session', { email, password }).expect(401)
    await app.anonymous.post('/session', { email, password: next }).expect(200)
  })

  it('outlives a workspace that its person is removed from; their API tokens of it do not', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    const agent = await app.person({ [workspaceId]: 'developer' })
    const { client: program } = await app.token(workspaceId, agent.userId, 'developer')
    await program.get(`/workspaces/${workspaceId}/flows`).expect(200)
    await client.delete(`/workspaces/${workspaceId}/members/${agent.userId}`).expect(204)
    expect((await agent.client.get('/me').expect(200)).body.workspaces).toEqual([])
    await program.get(`/workspaces/${workspaceId}/flows`).expect(401)
  })

  it('loses a role at once', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    const developer = await app.person({ [workspaceId]: 'developer' })
    const { client: program } = await app.token(workspaceId, developer.userId, 'developer')
    await client.patch(`/workspaces/${workspaceId}/members/${developer.userId}`, { role: 'agent' }).expect(200)
    await developer.client.post(`/workspaces/${workspaceId}/flows`, { name: 'New' }).expect(403)
    await program.get(`/workspaces/${workspaceId}/flows`).expect(401)
  })
})

eachApp('guessing a password', (open) => {
  it('has five attempts per account and address, then waits 15 minutes', async () => {
    const app = await open()
    await app.owner()
    const guess = () => app.anonymous.post('/session', { email, password: 'wrong' })
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      const { body } = await guess().expect(401)
      expect(body).toEqual({
        error: { code: 'wrong-password', message: 'That e-mail and password do not match.', details: { attemptsLeft } },
      })
    }
    const locked = await app.anonymous.post('/session', { email, password }).expect(429)
    expect(locked.body.error.details).toEqual({ retryAfterSeconds: 900 })
    expect(locked.headers['retry-after']).toBe('900')
    app.pass(15 * minutes)
    await app.anonymous.post('/session', { email, password }).expect(200)
  })

  it('gains nothing by guessing all at once', async () => {
    const app = await open()
    await app.owner()
    const guesses = Array.from({ length: 20 }, () => app.anonymous.post('/session', { email, password: 'wrong' }))
    const statuses = (await Promise.all(guesses)).map((response) => response.status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(15)
  })

  it('has its attempts back after a success', async () => {
    const app = await open()
    await app.owner()
    for (let n = 0; n < 4; n++) await app.anonymous.post('/session', { email, password: 'wrong' }).expect(401)
    await app.anonymous.post('/session', { email, password }).expect(200)
    const { body } = await app.anonymous.post('/session', { email, password: 'wrong' }).expect(401)
    expect(body.error.details).toEqual({ attemptsLeft: 4 })
  })

  it('learns nothing from an unknown e-mail: same answer, same work', async () => {
    const app = await open()
    await app.owner()
    const fastest = async (who: string) => {
      const times: number[] = []
      for (let n = 0; n < 4; n++) {
        const began = process.cpuUsage()
        const { body } = await app.anonymous.post('/session', { email: who, password: 'wrong' }).expect(401)
        expect(body.error.details).toEqual({ attemptsLeft: 4 - n })
        // Its own work, not that of others on the machine.
        times.push(process.cpuUsage(began).user)
      }
      return Math.min(...times)
    }
    await app.anonymous.post('/session', { email: 'first@shop.example', password: 'wrong' }).expect(401)
    const unknown = await fastest('nobody@shop.example')
    expect(unknown).toBeGreaterThan((await fastest(email)) / 3)
  })

  it('is limited when a password is changed, too', async () => {
    const app = await open()
    const { client } = await app.owner()
    const change = { current: 'wrong', next: 'a quite different one' }
    for (let n = 0; n < 5; n++) {
      const { body } = await client.put('/me/password', change).expect(422)
      expect(body.error.problems).toEqual([{ path: '/current', message: 'is not your password' }])
    }
    await client.put('/me/password', change).expect(429)
  })
})

describe('a page of another site', () => {
  const cases: [title: string, headers: Record<string, string>, status: number][] = [
    ['is refused by Sec-Fetch-Site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['is refused when it only shares the domain', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['is refused by Origin', { Origin: 'https://evil.example' }, 403],
    ['is refused without an origin', { Origin: 'null' }, 403],
    ['is refused when the browser says nothing', {}, 403],
    ['cannot hide behind the public address in its name', { Origin: 'https://chat.shop.example.evil.example' }, 403],
    ['is let through when it is ours by Sec-Fetch-Site', { 'Sec-Fetch-Site': 'same-origin' }, 201],
    ['is let through when it is ours by Origin', { Origin: 'https://chat.shop.example' }, 201],
  ]
  it.each(cases)('%s', async (_title, headers, status) => {
    const app = await anApp({ config: { publicUrl: 'https://chat.shop.example' } })
    const workspaceId = await app.workspace()
    const { token } = await app.person({ [workspaceId]: 'admin' })
    await request(app.http)
      .post(`/api/v1/workspaces/${workspaceId}/flows`)
      .set({ Cookie: `__Host-alur=${token}`, ...headers })
      .send({ name: 'New' })
      .expect(status)
  })

  it('cannot sign a browser in', async () => {
    const app = await anApp()
    await app.owner()
    const signIn = request(app.http).post('/api/v1/session').set('Origin', 'https://evil.example')
    await signIn.send({ email, password }).expect(403)
  })
})

describe('the session cookie', () => {
  it('is out of reach of scripts, other sites and plain HTTP', async () => {
    const app = await anApp({ config: { publicUrl: 'https://chat.shop.example' } })
    const { headers } = await app.anonymous.post('/owner', newOwner).expect(201)
    expect(headers['set-cookie']?.[0]).toMatch(
      /^__Host-alur=[\w-]{43}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax; Secure$/,
    )
  })

  it('does not help a wrong API token', async () => {
    const app = await anApp()
    const { token } = await app.owner()
    const wrong = { Cookie: `alur=${token}`, Authorization: `Bearer alur_${'x'.repeat(43)}` }
    await request(app.http).get('/api/v1/me').set(wrong).expect(401)
  })
})
