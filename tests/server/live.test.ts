import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { expect, it, onTestFinished } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import { conversations } from '#server/chats/collections.ts'
import { turns } from '#server/engine/collections.ts'
import { deliveries } from '#server/outbox/collections.ts'
import type { CollectionDefinition } from '#server/store/contract.ts'
import { members } from '#server/workspaces/collections.ts'
import { anApp, eachApp, newOwner, sessionIn, type TestApp } from '#tests/support/an-app.ts'
import { faulty } from '#tests/support/faulty-store.ts'

/** Two server processes on one store, as far as the store can tell. */
async function twoServers(open: () => Promise<TestApp>) {
  const here = await open()
  const there = await anApp({ open: async () => here.store, shared: true })
  onTestFinished(there.close)
  const workspaceId = await here.workspace()
  const admin = await here.person({ [workspaceId]: 'admin' })
  return { here, there, workspaceId, admin, path: `/workspaces/${workspaceId}` }
}

/** The live line of somebody's browser, joined to a workspace. */
async function lineTo(app: TestApp, workspaceId: string, headers: Record<string, string>) {
  const { port } = app.http.address() as AddressInfo
  const options = { path: '/api/v1/live', transports: ['websocket'], extraHeaders: headers, reconnection: false, forceNew: true }
  const line: Socket = io(`http://127.0.0.1:${port}`, options)
  onTestFinished(() => void line.close())
  const joined: boolean = await line.emitWithAck('join', { workspaceId })
  return { joined, ended: new Promise<string>((resolve) => line.once('disconnect', resolve)), line }
}

const browserOf = (token: string) => ({ Cookie: `alur=${token}`, 'Sec-Fetch-Site': 'same-origin' })
const hungUp = 'io server disconnect'

eachApp('the live lines of two servers on one store', (open) => {
  it.each<[string, (two: Awaited<ReturnType<typeof twoServers>>, userId: string) => PromiseLike<unknown>]>([
    ['is removed', ({ admin, path }, userId) => admin.client.delete(`${path}/members/${userId}`).expect(204)],
    [
      'has another role',
      ({ admin, path }, userId) => admin.client.patch(`${path}/members/${userId}`, { role: 'manager' }).expect(200),
    ],
  ])('end when their person %s at the other one', async (_, change) => {
    const two = await twoServers(open)
    const { userId, token } = await two.here.person({ [two.workspaceId]: 'agent' })
    const { joined, ended } = await lineTo(two.there, two.workspaceId, browserOf(token))
    expect(joined).toBe(true)
    await change(two, userId)
    expect(await ended).toBe(hungUp)
  })

  it('end when their person signs out at the other one, and nobody else’s', async () => {
    const { here, there, workspaceId, admin } = await twoServers(open)
    const { token, client } = await here.person({ [workspaceId]: 'agent' })
    const gone = await lineTo(there, workspaceId, browserOf(token))
    const stays = await lineTo(there, workspaceId, browserOf(admin.token))
    await client.delete('/session').expect(204)
    expect(await gone.ended).toBe(hungUp)
    expect(stays.line.connected).toBe(true)
  })

  it('end when their person changes their password at the other one', async () => {
    const { here, there, workspaceId } = await twoServers(open)
    const { token, client } = await here.person({ [workspaceId]: 'agent' })
    const { ended } = await lineTo(there, workspaceId, browserOf(token))
    const change = { current: newOwner.password, next: 'another correct horse' }
    const fresh = sessionIn(await client.put('/me/password', change).expect(204))
    expect(await ended).toBe(hungUp)
    expect((await lineTo(there, workspaceId, browserOf(fresh))).joined).toBe(true)
  })

  it('tell who looks at a flow that it was deleted at the other one, and nobody of another workspace', async () => {
    const { here, there, workspaceId, admin, path } = await twoServers(open)
    const elsewhere = await here.workspace('Elsewhere')
    const other = await here.person({ [elsewhere]: 'admin' })
    const before = (await admin.client.post(`${path}/flows`, { name: 'Before' }).expect(201)).body.id
    const { line } = await lineTo(there, workspaceId, browserOf(admin.token))
    const { line: strange } = await lineTo(there, elsewhere, browserOf(other.token))
    const told: string[] = []
    const toldElsewhere: string[] = []
    line.on('flow-deleted', ({ flowId }: { flowId: string }) => void told.push(flowId))
    strange.on('flow-deleted', ({ flowId }: { flowId: string }) => void toldElsewhere.push(flowId))
    const heard = new Promise((resolve) => line.once('flow', resolve))
    const since = (await admin.client.post(`${path}/flows`, { name: 'Since' }).expect(201)).body.id
    await heard
    for (const flowId of [before, since]) await admin.client.delete(`${path}/flows/${flowId}`).expect(204)
    await expect.poll(() => told).toEqual([before, since])
    expect(toldElsewhere).toEqual([])
  })

  it('end when changes may have been missed, and join again where they still may', async () => {
    const here = await open()
    const store = faulty(here.store)
    const there = await anApp({ open: async () => store, shared: true })
    onTestFinished(there.close)
    const workspaceId = await here.workspace()
    const removed = await here.person({ [workspaceId]: 'agent' })
    const stays = await here.person({ [workspaceId]: 'agent' })
    const lines = [removed, stays].map(({ token }) => lineTo(there, workspaceId, browserOf(token)))
    const [first, second] = await Promise.all(lines)
    await store.unheard(() => here.store.collection(members).delete({ _id: `${workspaceId}.${removed.userId}` }))
    expect([await first?.ended, await second?.ended]).toEqual([hungUp, hungUp])
    const again = [removed, stays].map(({ token }) => lineTo(there, workspaceId, browserOf(token)))
    expect((await Promise.all(again)).map(({ joined }) => joined)).toEqual([false, true])
  })

  it.each([
    ['conversations', conversations],
    ['turns', turns],
    ['deliveries', deliveries],
  ])('end when %s may have been missed', async (name, collection) => {
    const here = await open()
    // On the embedded store every turn is taken in this process.
    if (name === 'turns' && here.store.alone) return
    const store = faulty(here.store)
    const there = await anApp({ open: async () => store, shared: true })
    onTestFinished(there.close)
    const workspaceId = await here.workspace()
    const { token } = await here.person({ [workspaceId]: 'agent' })
    const { ended } = await lineTo(there, workspaceId, browserOf(token))
    await store.unheard(async () => {}, collection as CollectionDefinition<never>)
    expect(await ended).toBe(hungUp)
  })

  it('of another workspace stay when their person is removed from one', async () => {
    const { here, there, workspaceId, admin, path } = await twoServers(open)
    const home = await here.workspace()
    const { userId, token } = await here.person({ [workspaceId]: 'agent', [home]: 'agent' })
    const gone = await lineTo(there, workspaceId, browserOf(token))
    const stays = await lineTo(there, home, browserOf(token))
    await admin.client.delete(`${path}/members/${userId}`).expect(204)
    expect(await gone.ended).toBe(hungUp)
    expect([stays.joined, stays.line.connected]).toEqual([true, true])
    expect(await stays.line.emitWithAck('join', { workspaceId: home })).toBe(true)
  })

  it('end when their token is deleted at the other one', async () => {
    const { here, there, workspaceId, admin, path } = await twoServers(open)
    const { tokenId, secret } = await here.token(workspaceId, admin.userId, 'admin')
    const { joined, ended } = await lineTo(there, workspaceId, { Authorization: `Bearer ${secret}` })
    expect(joined).toBe(true)
    await admin.client.delete(`${path}/tokens/${tokenId}`).expect(204)
    expect(await ended).toBe(hungUp)
  })

  it('leave a session as long as its cookie, which they cannot set', async () => {
    const app = await open()
    const workspaceId = await app.workspace()
    const { token, client } = await app.person({ [workspaceId]: 'agent' })
    app.pass(2 * 86_400_000)
    expect((await lineTo(app, workspaceId, browserOf(token))).joined).toBe(true)
    expect(sessionIn(await client.get('/me').expect(200))).toBe(token)
  })

  it('are not held for anybody before it is known who they are', async () => {
    const app = await open()
    const workspaceId = await app.workspace()
    const { token } = await app.person({ [workspaceId]: 'agent' })
    const { port } = app.http.address() as AddressInfo
    const knock = (headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${port}/api/v1/live/?EIO=4&transport=polling`, { headers }).then(({ status }) => status)
    const wrong = { Authorization: `Bearer alur_${'x'.repeat(43)}` }
    const asked = [{}, browserOf('x'.repeat(43)), wrong, { ...browserOf(token), 'Sec-Fetch-Site': 'cross-site' }]
    expect(await Promise.all(asked.map(knock))).toEqual([403, 403, 403, 403])
    expect(await knock(browserOf(token))).toBe(200)
  })

  it('join nothing in a workspace that their person is not in', async () => {
    const { here, there, workspaceId } = await twoServers(open)
    const { token } = await here.person({ [await here.workspace()]: 'owner' })
    expect((await lineTo(there, workspaceId, browserOf(token))).joined).toBe(false)
  })

  it('of those who may not read the inbox have nobody listen to its chats', async () => {
    const app = await open()
    const workspaceId = await app.workspace()
    const heard: unknown[] = []
    const hub = app.hub.onWorkspace
    app.hub.onWorkspace = (id, listener) => {
      heard.push(id)
      return hub(id, listener)
    }
    const developer = await app.person({ [workspaceId]: 'developer' })
    expect((await lineTo(app, workspaceId, browserOf(developer.token))).joined).toBe(true)
    expect(heard).toEqual([])
    const agent = await app.person({ [workspaceId]: 'agent' })
    expect((await lineTo(app, workspaceId, browserOf(agent.token))).joined).toBe(true)
    expect(heard).toEqual([workspaceId])
  })

  it('tell of a flow that was made, saved and published at the other one', async () => {
    const { there, workspaceId, admin, path } = await twoServers(open)
    const { line } = await lineTo(there, workspaceId, browserOf(admin.token))
    const told: unknown[] = []
    line.on('flow', (event) => told.push(event))
    const { body } = await admin.client.post(`${path}/flows`, { name: 'Welcome', flow: hello }).expect(201)
    const flow = `${path}/flows/${body.id}`
    const newest = () => told.at(-1)
    const by = { flowId: body.id, savedBy: { id: admin.userId } }
    await expect.poll(newest).toMatchObject({ ...by, revision: 1, liveVersion: null })
    await admin.client.put(`${flow}/draft`, { revision: 1, flow: hello }).expect(200)
    await expect.poll(newest).toMatchObject({ ...by, revision: 2, liveVersion: null })
    await admin.client.post(`${flow}/publish`, { revision: 2 }).expect(200)
    await expect.poll(newest).toMatchObject({ ...by, revision: 2, liveVersion: 1 })
  })
})

const hello = newFlow('Welcome')
hello.nodes.push({ id: 'hello', type: 'send-message', position: { x: 200, y: 0 }, data: { config: { text: { en: 'Hello' } } } })
hello.edges.push({ id: 'e1', source: 'start', sourceHandle: 'next', target: 'hello' })
