import { expect, it } from 'vitest'
import { eachApp, sessionIn } from '#tests/support/an-app.ts'

const days = 86_400_000
const cy = { name: 'Cy', email: 'Cy@Shop.example', password: 'correct horse battery', role: 'agent' }

eachApp('a workspace', (open) => {
  it('is renamed and moved by those who may', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    const changed = { name: 'Shop HK', language: 'zh-Hant', timeZone: 'Asia/Taipei' }
    const { body } = await client.patch(`/workspaces/${workspaceId}`, changed).expect(200)
    expect(body).toEqual({
      id: workspaceId,
      ...changed,
      country: 'TW',
      role: 'owner',
      demo: false,
      createdAt: '2041-03-02T09:00:00.000Z',
    })
    expect((await client.get('/workspaces').expect(200)).body).toEqual({ items: [body] })
  })

  it('has the country its time zone lies in, until it is given one', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    const path = `/workspaces/${workspaceId}`
    const countries = []
    for (const change of [
      { timeZone: 'Africa/Cairo' },
      { timeZone: 'Asia/Saigon' },
      { timeZone: 'UTC' },
      { country: 'ID' },
      { timeZone: 'Asia/Hong_Kong' },
    ])
      countries.push((await client.patch(path, change).expect(200)).body.country)
    expect(countries).toEqual(['EG', 'VN', undefined, 'ID', 'ID'])
    expect((await client.get('/me').expect(200)).body.workspaces).toMatchObject([{ country: 'ID' }])
    const refused = await client.patch(path, { country: 'ZZ' }).expect(422)
    expect(refused.body.error).toMatchObject({ problems: [{ path: '/country' }] })
  })

  it('comes beside the first one for whoever owns one', async () => {
    const app = await open()
    const { client } = await app.owner()
    await client.post('/workspaces', { name: 'Second', timeZone: 'UTC' }).expect(201)
    const { body } = await client.get('/me').expect(200)
    expect(body.workspaces.map((workspace: { name: string }) => workspace.name).sort()).toEqual(['Second', 'Shop'])
  })
})

eachApp('members', (open) => {
  it('are added and sign in at once', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    const { body } = await client.post(`/workspaces/${workspaceId}/members`, cy).expect(201)
    expect(body).toMatchObject({ name: 'Cy', email: 'cy@shop.example', role: 'agent' })
    const me = await app.anonymous.post('/session', { email: 'cy@shop.example', password: cy.password }).expect(200)
    expect(me.body.workspaces).toMatchObject([{ id: workspaceId, role: 'agent' }])
    await client.post(`/workspaces/${workspaceId}/members`, cy).expect(409)
    const listed = await client.get(`/workspaces/${workspaceId}/members`).expect(200)
    expect(listed.body.items.map((member: { name: string }) => member.name).sort()).toEqual(['Ada Lovelace', 'Cy'])
  })

  it('keep their own name and password when another workspace adds them', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    await client.post(`/workspaces/${workspaceId}/members`, cy).expect(201)
    const second = await client.post('/workspaces', { name: 'Second', timeZone: 'UTC' }).expect(201)
    const taken = { ...cy, name: 'Mallory', password: 'a password of mine' }
    const { body } = await client.post(`/workspaces/${second.body.id}/members`, taken).expect(201)
    expect(body.name).toBe('Cy')
    await app.anonymous.post('/session', { email: cy.email, password: taken.password }).expect(401)
    await app.anonymous.post('/session', { email: cy.email, password: cy.password }).expect(200)
  })

  it('are not added with a password that an admin of another workspace knows', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    const mallory = await app.person({ [workspaceId]: 'admin' })
    await mallory.client.post(`/workspaces/${workspaceId}/members`, cy).expect(201)
    const second = await client.post('/workspaces', { name: 'Second', timeZone: 'UTC' }).expect(201)
    const members = `/workspaces/${second.body.id}/members`
    expect((await client.post(members, cy).expect(409)).body.error.code).toBe('unclaimed-account')
    const signedIn = await app.anonymous.post('/session', { email: cy.email, password: cy.password }).expect(200)
    await app.browser(sessionIn(signedIn)).put('/me/password', { current: cy.password, next: 'a password of my own' }).expect(204)
    await client.post(members, cy).expect(201)
  })

  it('are made owners by owners only, and admins cannot touch an owner', async () => {
    const app = await open()
    const { client, workspaceId, userId } = await app.owner()
    const admin = await app.person({ [workspaceId]: 'admin' })
    const members = `/workspaces/${workspaceId}/members`
    await admin.client.post(members, { ...cy, role: 'owner' }).expect(403)
    await admin.client.patch(`${members}/${admin.userId}`, { role: 'owner' }).expect(403)
    await admin.client.patch(`${members}/${userId}`, { role: 'agent' }).expect(403)
    await admin.client.delete(`${members}/${userId}`).expect(403)
    await client.patch(`${members}/${admin.userId}`, { role: 'owner' }).expect(200)
  })

  it('always have an owner among them, even when two owners leave at once', async () => {
    const app = await open()
    const { client, workspaceId, userId } = await app.owner()
    const members = `/workspaces/${workspaceId}/members`
    expect((await client.patch(`${members}/${userId}`, { role: 'admin' }).expect(409)).body.error.code).toBe('last-owner')
    await client.delete(`${members}/${userId}`).expect(409)
    const second = await app.person({ [workspaceId]: 'owner' })
    await Promise.all([
      client.patch(`${members}/${second.userId}`, { role: 'agent' }),
      second.client.patch(`${members}/${userId}`, { role: 'agent' }),
    ])
    const reader = await app.person({ [workspaceId]: 'manager' })
    const { body } = await reader.client.get(members).expect(200)
    expect(body.items.filter((member: { role: string }) => member.role === 'owner').length).toBeGreaterThan(0)
  })
})

eachApp('API tokens', (open) => {
  it('show their secret once, and work until they expire', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    const tokens = `/workspaces/${workspaceId}/tokens`
    const { body: made } = await client.post(tokens, { name: 'CI', role: 'manager', expiresInDays: 2 }).expect(201)
    expect(made).toMatchObject({ name: 'CI', role: 'manager', expiresAt: '2041-03-04T09:00:00.000Z' })
    expect(made.secret).toMatch(/^alur_[\w-]{43}$/)
    expect(made.secret.startsWith(made.prefix)).toBe(true)
    const program = app.program(made.secret)
    await program.get(`/workspaces/${workspaceId}/flows`).expect(200)
    await program.post(`/workspaces/${workspaceId}/flows`, { name: 'New' }).expect(403)
    const { secret: _secret, ...shown } = made
    const listed = await client.get(tokens).expect(200)
    expect(listed.body.items).toEqual([{ ...shown, lastUsedAt: '2041-03-02T09:00:00.000Z' }])
    app.pass(2 * days)
    await program.get(`/workspaces/${workspaceId}/flows`).expect(401)
  })

  it('end at once when they are deleted', async () => {
    const app = await open()
    const { client, workspaceId, userId } = await app.owner()
    const { tokenId, client: program } = await app.token(workspaceId, userId, 'admin')
    await program.get(`/workspaces/${workspaceId}/tokens`).expect(200)
    await client.delete(`/workspaces/${workspaceId}/tokens/${tokenId}`).expect(204)
    await program.get(`/workspaces/${workspaceId}/tokens`).expect(401)
  })

  it('reach no further than the person who made them', async () => {
    const app = await open()
    const { workspaceId } = await app.owner()
    const developer = await app.person({ [workspaceId]: 'developer' })
    const wish = { name: 'CI', expiresInDays: 1 }
    await developer.client.post(`/workspaces/${workspaceId}/tokens`, { ...wish, role: 'admin' }).expect(403)
    await developer.client.post(`/workspaces/${workspaceId}/tokens`, { ...wish, role: 'developer' }).expect(201)
  })

  it('make no people and no other tokens: whoever finds one cannot outlast it', async () => {
    const app = await open()
    const { client, workspaceId, userId } = await app.owner()
    const { client: program } = await app.token(workspaceId, userId, 'admin')
    const at = `/workspaces/${workspaceId}`
    const other = await app.person({ [workspaceId]: 'agent' })
    const { tokenId } = await app.token(workspaceId, userId, 'agent')
    const asked = [
      program.post(`${at}/tokens`, { name: 'Mine', role: 'admin', expiresInDays: 365 }),
      program.delete(`${at}/tokens/${tokenId}`),
      program.patch(`${at}/members/${other.userId}`, { role: 'admin' }),
      program.delete(`${at}/members/${other.userId}`),
    ]
    for (const answer of await Promise.all(asked)) expect(answer.body.error?.code).toBe('people-only')
    await program.get(`${at}/members`).expect(200)
    expect((await client.get(`${at}/tokens`).expect(200)).body.items).toHaveLength(2)
  })
})
