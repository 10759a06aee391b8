import { expect, it } from 'vitest'
import { firstRun, users } from '#server/accounts/collections.ts'
import { createOwner } from '#server/accounts/create-owner.ts'
import { ensureOwner } from '#server/accounts/ensure-owner.ts'
import { AppError } from '#server/errors.ts'
import { members, workspaces } from '#server/workspaces/collections.ts'
import { eachApp, newOwner, type TestApp } from '#tests/support/an-app.ts'

const owner = { email: 'Ada@shop.example', password: newOwner.password }
const withOwner = (app: TestApp) => ({ ...app.deps, config: { ...app.deps.config, owner } })

eachApp('an unattended start', (open) => {
  it('makes the owner that the environment names, once', async () => {
    const app = await open()
    await Promise.all([ensureOwner(withOwner(app)), ensureOwner(withOwner(app))])
    await ensureOwner(withOwner(app))
    expect(await app.store.collection(users).count({})).toBe(1)
    const { body } = await app.anonymous.post('/session', owner).expect(200)
    expect(body).toMatchObject({ user: { email: 'ada@shop.example' }, workspaces: [{ role: 'owner' }] })
  })

  it('makes nobody when nobody is named', async () => {
    const app = await open()
    await ensureOwner(app.deps)
    expect((await app.anonymous.get('/setup').expect(200)).body).toMatchObject({ needsOwner: true })
  })

  it('finishes a first run that was cut off', async () => {
    const app = await open()
    const createdAt = new Date(app.deps.now()).toISOString()
    const user = {
      _id: 'u1',
      email: 'ada@shop.example',
      name: 'Ada',
      passwordHash: 'hash',
      passwordChangedAt: createdAt,
      createdAt,
    }
    const workspace = { _id: 'w1', name: 'Shop', timeZone: 'UTC', demo: false, createdAt }
    const member = { _id: 'w1.u1', workspaceId: 'w1', userId: 'u1', role: 'owner' as const, createdAt }
    await app.store.collection(firstRun).insert({ _id: 'owner', at: createdAt, toMake: { user, workspace, member } })
    await app.store.collection(workspaces).insert(workspace)
    await expect(createOwner(app.deps, newOwner)).rejects.toEqual(new AppError('owner-exists'))
    await ensureOwner(withOwner(app))
    expect(await app.store.collection(users).find({})).toEqual({ items: [user] })
    expect(await app.store.collection(members).find({})).toEqual({ items: [member] })
    expect(await app.store.collection(firstRun).get('owner')).toEqual({ _id: 'owner', at: createdAt })
  })
})
