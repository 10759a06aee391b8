import { expect, it } from 'vitest'
import { users } from '#server/accounts/collections.ts'
import { invitations, members, tokens } from '#server/workspaces/collections.ts'
import { secretIn } from '#server/workspaces/invite.ts'
import { type Client, eachApp, newOwner, sessionIn, type TestApp } from '#tests/support/an-app.ts'

const days = 86_400_000
const cy = { name: 'Cy', email: 'cy@shop.example', password: 'correct horse battery' }

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
      closeAfterQuietHours: 24,
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

  it('closes cases after as many quiet hours as it is told, from one to a month of them', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    const path = `/workspaces/${workspaceId}`
    expect((await client.patch(path, { closeAfterQuietHours: 48 }).expect(200)).body).toMatchObject({ closeAfterQuietHours: 48 })
    for (const closeAfterQuietHours of [0, 1.5, 721, '24'])
      expect((await client.patch(path, { closeAfterQuietHours }).expect(422)).body.error).toMatchObject({
        problems: [{ path: '/closeAfterQuietHours' }],
      })
    expect((await client.get('/me').expect(200)).body.workspaces).toMatchObject([{ closeAfterQuietHours: 48 }])
  })

  it('comes beside the first one for whoever owns one', async () => {
    const app = await open()
    const { client } = await app.owner()
    await client.post('/workspaces', { name: 'Second', timeZone: 'UTC' }).expect(201)
    const { body } = await client.get('/me').expect(200)
    expect(body.workspaces.map((workspace: { name: string }) => workspace.name).sort()).toEqual(['Second', 'Shop'])
  })
})

/** The owner's shop, and how they invite: the secret of the link they hand over. */
async function aShop(app: TestApp) {
  const owner = await app.owner()
  const at = `/workspaces/${owner.workspaceId}`
  const invites = async (by: Client, given: { email: string; role: string }) =>
    secretIn((await by.post(`${at}/invitations`, given).expect(201)).body.link)
  return { ...owner, at, invites }
}

eachApp('an invitation', (open) => {
  it('is a link, and whoever has it chooses their own name and password', async () => {
    const app = await open()
    const { client, at, workspaceId, userId, invites } = await aShop(app)
    const { body: made } = await client.post(`${at}/invitations`, { email: 'Cy@Shop.example', role: 'agent' }).expect(201)
    const invitation = {
      id: made.id,
      email: 'cy@shop.example',
      role: 'agent',
      state: 'waiting',
      sees: 'all',
      teams: [],
      invitedBy: { id: userId, name: 'Ada Lovelace' },
      createdAt: '2041-03-02T09:00:00.000Z',
      expiresAt: '2041-03-09T09:00:00.000Z',
    }
    expect(made).toEqual({ ...invitation, link: expect.stringMatching(/^\/invitation#[\w-]{43}$/) })
    expect((await client.get(`${at}/invitations`).expect(200)).body).toEqual({ items: [invitation] })
    const secret = secretIn(made.link)
    expect((await app.anonymous.post('/invitation', { secret }).expect(200)).body).toEqual({
      workspaceName: 'Shop',
      invitedBy: 'Ada Lovelace',
      email: 'cy@shop.example',
      role: 'agent',
      expiresAt: '2041-03-09T09:00:00.000Z',
      state: 'open',
    })
    expect((await client.get(`${at}/invitations`).expect(200)).body.items).toMatchObject([{ state: 'opened' }])
    const joined = await app.anonymous.post('/invitation/join', { secret, name: cy.name, password: cy.password }).expect(201)
    expect(joined.body).toMatchObject({
      user: { name: 'Cy', email: 'cy@shop.example' },
      workspaces: [{ id: workspaceId, role: 'agent' }],
    })
    await app.browser(sessionIn(joined)).get('/me').expect(200)
    await app.anonymous.post('/session', { email: cy.email, password: cy.password }).expect(200)
    expect((await client.get(`${at}/invitations`).expect(200)).body).toEqual({ items: [] })
    const listed = await client.get(`${at}/members`).expect(200)
    expect(listed.body.items.map((member: { name: string }) => member.name).sort()).toEqual(['Ada Lovelace', 'Cy'])
    const { body } = await client.post(`${at}/invitations`, { email: cy.email, role: 'agent' }).expect(409)
    expect(body.error.code).toBe('already-member')
    await invites(client, { email: 'another@shop.example', role: 'agent' })
  })

  it('may say in which teams they will be and how much of the inbox they will see, from their first minute on', async () => {
    const app = await open()
    const { client, at } = await aShop(app)
    for (const name of ['Orders', 'Sales']) await client.post(`${at}/teams`, { name }).expect(201)
    const given = { email: cy.email, role: 'agent', sees: 'own', teams: ['orders', 'sales'] }
    const unknown = await client.post(`${at}/invitations`, { ...given, teams: ['orders', 'warranty'] }).expect(422)
    expect(unknown.body.error.problems).toEqual([{ path: '/teams/1', message: 'is no team of this workspace' }])
    const { body: made } = await client.post(`${at}/invitations`, given).expect(201)
    expect(made).toMatchObject({ sees: 'own', teams: ['orders', 'sales'] })
    const { body: again } = await client.post(`${at}/invitations/${made.id}/again`).expect(200)
    expect(again).toMatchObject({ sees: 'own', teams: ['orders', 'sales'] })
    await client.delete(`${at}/teams/sales`).expect(204)
    const secret = secretIn(again.link)
    await app.anonymous.post('/invitation/join', { secret, name: cy.name, password: cy.password }).expect(201)
    const { body } = await client.get(`${at}/members`).expect(200)
    const joined = body.items.find(({ name }: { name: string }) => name === cy.name)
    expect(joined).toMatchObject({ role: 'agent', sees: 'own', teams: ['orders'] })
  })

  it('tells whoever invites nothing of an account: not whether there is one, not its name', async () => {
    const app = await open()
    const { client, at } = await aShop(app)
    const stranger = await app.person()
    const { email } = (await stranger.client.get('/me').expect(200)).body.user
    const known = await client.post(`${at}/invitations`, { email, role: 'agent' }).expect(201)
    const unknown = await client.post(`${at}/invitations`, { email: 'nobody@shop.example', role: 'agent' }).expect(201)
    const shape = ({ body }: { body: object }) => ({ ...body, id: '', email: '', link: '' })
    expect(shape(known)).toEqual(shape(unknown))
    const listed = await client.get(`${at}/invitations`).expect(200)
    expect(listed.body.items.map(({ state }: { state: string }) => state)).toEqual(['waiting', 'waiting'])
    for (const { body } of [known, unknown]) await client.delete(`${at}/invitations/${body.id}`).expect(204)
    await stranger.client.get('/me').expect(200)
  })

  it('lets a person with an account in as who they are, when they say yes', async () => {
    const app = await open()
    const { client, at, workspaceId, invites } = await aShop(app)
    const home = await app.workspace()
    const cyrus = await app.person({ [home]: 'owner' })
    const { email } = (await cyrus.client.get('/me').expect(200)).body.user
    const secret = await invites(client, { email, role: 'manager' })
    app.pass(1)
    expect((await cyrus.client.get('/me').expect(200)).body.workspaces).toHaveLength(1)
    const taken = await app.anonymous
      .post('/invitation/join', { secret, name: 'Mallory', password: 'a password of mine' })
      .expect(409)
    expect(taken.body.error.code).toBe('account-exists')
    const { body } = await cyrus.client.post('/invitation/accept', { secret }).expect(200)
    expect(body).toMatchObject({
      user: { name: 'Ada' },
      workspaces: [
        { id: home, role: 'owner' },
        { id: workspaceId, role: 'manager' },
      ],
    })
    expect((await client.get(`${at}/members`).expect(200)).body.items).toHaveLength(2)
    await app.anonymous.post('/session', { email, password: 'a password of mine' }).expect(401)
  })

  it('works once, also when many answer at once', async () => {
    const app = await open()
    const { client, at, invites } = await aShop(app)
    const secret = await invites(client, { email: cy.email, role: 'agent' })
    const people = await Promise.all(Array.from({ length: 5 }, () => app.person()))
    const answers = await Promise.all([
      ...people.map((person) => person.client.post('/invitation/accept', { secret })),
      app.anonymous.post('/invitation/join', { secret, name: cy.name, password: cy.password }),
    ])
    expect(answers.map(({ status }) => status).filter((status) => status < 300)).toHaveLength(1)
    expect((await client.get(`${at}/members`).expect(200)).body.items).toHaveLength(2)
    const late = await app.person()
    expect((await late.client.post('/invitation/accept', { secret }).expect(410)).body.error.code).toBe('invitation-over')
    expect((await app.anonymous.post('/invitation', { secret }).expect(200)).body).toMatchObject({
      state: 'accepted',
      endedAt: '2041-03-02T09:00:00.000Z',
    })
  })

  it('that was answered when the process died is answered again by the same person, and by nobody else', async () => {
    const app = await open()
    const { client, at, invites } = await aShop(app)
    const secret = await invites(client, { email: cy.email, role: 'agent' })
    const [cyrus, other] = [await app.person(), await app.person()]
    const { body } = await client.get(`${at}/invitations`).expect(200)
    const answered = { state: 'accepted', acceptedBy: cyrus.userId, endedAt: '2041-03-02T09:00:00.000Z' }
    await app.store.collection(invitations).update(body.items[0].id, { $set: answered })
    await other.client.post('/invitation/accept', { secret }).expect(410)
    await cyrus.client.post('/invitation/accept', { secret }).expect(200)
    expect((await client.get(`${at}/members`).expect(200)).body.items).toHaveLength(2)
  })

  it('ends after seven days, when it is taken back, when it is given again, and when it is declined', async () => {
    const app = await open()
    const { client, at, invites } = await aShop(app)
    const cyrus = await app.person()
    const isOver = async (secret: string) => {
      await cyrus.client.post('/invitation/accept', { secret }).expect(410)
      await app.anonymous.post('/invitation/join', { secret, name: cy.name, password: cy.password }).expect(410)
      await app.anonymous.post('/invitation/decline', { secret }).expect(410)
    }
    const newest = async () => (await client.get(`${at}/invitations`).expect(200)).body.items[0]

    const late = await invites(client, { email: cy.email, role: 'agent' })
    app.pass(7 * days)
    await isOver(late)
    expect(await newest()).toMatchObject({ state: 'expired' })

    const again = await client.post(`${at}/invitations/${(await newest()).id}/again`).expect(200)
    expect(again.body).toMatchObject({ state: 'waiting', expiresAt: '2041-03-16T09:00:00.000Z' })
    await isOver(late)
    const replaced = secretIn(again.body.link)
    const declined = await invites(client, { email: cy.email, role: 'agent' })
    await isOver(replaced)
    expect((await client.get(`${at}/invitations`).expect(200)).body.items).toHaveLength(1)

    await app.anonymous.post('/invitation/decline', { secret: declined }).expect(204)
    await isOver(declined)
    expect(await newest()).toMatchObject({ state: 'declined' })

    const takenBack = await invites(client, { email: cy.email, role: 'agent' })
    await client.delete(`${at}/invitations/${(await newest()).id}`).expect(204)
    await isOver(takenBack)
    expect((await app.anonymous.post('/invitation', { secret: takenBack }).expect(410)).body.error.code).toBe('invitation-over')
  })

  it('reaches no further than whoever gave it does today', async () => {
    const app = await open()
    const { client, at, workspaceId, invites } = await aShop(app)
    const admin = await app.person({ [workspaceId]: 'admin' })
    const accomplice = await app.person()
    await admin.client.post(`${at}/invitations`, { email: cy.email, role: 'owner' }).expect(403)
    const demoted = await invites(admin.client, { email: 'a@shop.example', role: 'admin' })
    await client.patch(`${at}/members/${admin.userId}`, { role: 'agent' }).expect(200)
    await accomplice.client.post('/invitation/accept', { secret: demoted }).expect(410)
    await client.patch(`${at}/members/${admin.userId}`, { role: 'admin' }).expect(200)
    const removed = await invites(admin.client, { email: 'b@shop.example', role: 'admin' })
    await client.delete(`${at}/members/${admin.userId}`).expect(204)
    await accomplice.client.post('/invitation/accept', { secret: removed }).expect(410)
    await admin.client.post('/invitation/accept', { secret: removed }).expect(410)
    expect((await client.get(`${at}/invitations`).expect(200)).body.items).toEqual([])
  })

  it('lets nobody back in whom it let in once and who was removed', async () => {
    const app = await open()
    const { client, at, invites } = await aShop(app)
    const cyrus = await app.person()
    const secret = await invites(client, { email: cy.email, role: 'agent' })
    await cyrus.client.post('/invitation/accept', { secret }).expect(200)
    await client.delete(`${at}/members/${cyrus.userId}`).expect(204)
    await cyrus.client.post('/invitation/accept', { secret }).expect(410)
    await cyrus.client.get(`${at}/flows`).expect(404)
  })

  it('is not accepted by an account whose password somebody else made', async () => {
    const app = await open()
    const { client, invites } = await aShop(app)
    const old = await app.person()
    await app.store.collection(users).update(old.userId, { $set: { passwordBy: 'mallory' } })
    const secret = await invites(client, { email: cy.email, role: 'agent' })
    expect((await old.client.post('/invitation/accept', { secret }).expect(409)).body.error.code).toBe('unclaimed-account')
    const change = { current: newOwner.password, next: 'a password of my own' }
    const changed = await old.client.put('/me/password', change).expect(204)
    await app.browser(sessionIn(changed)).post('/invitation/accept', { secret }).expect(200)
  })

  it('leaves its secret in no log', async () => {
    const app = await open()
    const { client, invites } = await aShop(app)
    const secret = await invites(client, { email: cy.email, role: 'agent' })
    await app.anonymous.post('/invitation', { secret }).expect(200)
    await app.anonymous.post('/invitation/join', { secret, name: cy.name, password: cy.password }).expect(201)
    expect(app.lines.join('')).not.toContain(secret)
  })
})

eachApp('members', (open) => {
  it('are made owners by owners only, and admins cannot touch an owner', async () => {
    const app = await open()
    const { client, workspaceId, userId } = await app.owner()
    const admin = await app.person({ [workspaceId]: 'admin' })
    const members = `/workspaces/${workspaceId}/members`
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

  it('whose only owner may not go: nothing of the owner is touched before that is told', async () => {
    const app = await open()
    const { client, workspaceId, userId } = await app.owner()
    const seen: unknown[] = []
    const stop = app.store.collection(members).subscribe(
      ({ doc }) => void seen.push(doc),
      () => undefined,
    )
    await client.patch(`/workspaces/${workspaceId}/members/${userId}`, { role: 'agent' }).expect(409)
    await client.delete(`/workspaces/${workspaceId}/members/${userId}`).expect(409)
    await client.delete(`/workspaces/${workspaceId}/membership`).expect(409)
    await app.person({ [workspaceId]: 'agent' })
    await expect.poll(() => seen.length).toBe(1)
    expect(seen).toMatchObject([{ role: 'agent' }])
    stop()
  })

  it('who are removed, or leave, lose what belongs to the workspace and nothing else', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    const home = await app.workspace()
    const [removed, leaves] = await Promise.all([1, 2].map(() => app.person({ [workspaceId]: 'developer', [home]: 'developer' })))
    for (const { userId } of [removed!, leaves!]) {
      await app.token(workspaceId, userId, 'developer')
      await app.token(home, userId, 'developer')
    }
    await client.delete(`/workspaces/${workspaceId}/members/${removed!.userId}`).expect(204)
    await leaves!.client.delete(`/workspaces/${workspaceId}/membership`).expect(204)
    for (const person of [removed!, leaves!]) {
      const { body } = await person.client.get('/me').expect(200)
      expect(body.workspaces.map(({ id }: { id: string }) => id)).toEqual([home])
      await person.client.get(`/workspaces/${workspaceId}/flows`).expect(404)
      const left = await app.store.collection(tokens).find({ userId: person.userId })
      expect(left.items.map((token) => token.workspaceId)).toEqual([home])
    }
    expect((await client.delete(`/workspaces/${workspaceId}/membership`).expect(409)).body.error.code).toBe('last-owner')
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
