import { expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import type { Role } from '#schemas/roles.ts'
import { calendars } from '#server/calendar/collections.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'
import { everyDay, hours } from '#tests/support/hours.ts'

// The server's clock stands at Saturday, 2 March 2041, 17:00 in Hong Kong.
const now = '2041-03-02T09:00:00.000Z'
const midnight = '2041-03-02T16:00:00.000Z'
const hour = 3_600_000
const week = { ...everyDay('10:00-20:00'), sun: [] }
const easter = { from: '2041-04-21', to: '2041-04-22', name: 'Easter', hours: [] }
const labourDay = { from: '2041-05-01', to: '2041-05-01', name: 'Labour Day', hours: hours('12:00-16:00') }

async function aShop(app: TestApp, role: Role = 'owner') {
  const w = await app.workspace()
  const { client, userId } = await app.person({ [w]: role })
  const path = `/workspaces/${w}/calendar`
  const as = async (other: Role) => (await app.person({ [w]: other })).client
  return { w, client, userId, path, as, read: async () => (await client.get(path).expect(200)).body }
}

eachApp('opening hours', (open) => {
  it('are not set at first, and say where the shop is', async () => {
    const { read } = await aShop(await open())
    expect(await read()).toEqual({ revision: 0, timeZone: 'Asia/Hong_Kong', days: [] })
  })

  it('once set are read by everybody with who set them, days that differ in their order', async () => {
    const app = await open()
    const { client, userId, path, as } = await aShop(app)
    const set = await client.put(path, { revision: 0, week, days: [labourDay, easter] }).expect(200)
    const changedBy = { id: userId, name: 'Ada' }
    const view = { revision: 1, timeZone: 'Asia/Hong_Kong', week, days: [easter, labourDay], changedAt: now, changedBy }
    expect(set.body).toEqual(view)
    for (const role of ['admin', 'developer', 'manager', 'agent'] as const)
      expect((await (await as(role)).get(path).expect(200)).body).toEqual(view)
  })

  it('are not overwritten by whoever opened them earlier', async () => {
    const { client, path, read } = await aShop(await open())
    await client.put(path, { revision: 0, week, days: [] }).expect(200)
    const late = await client.put(path, { revision: 0, week: everyDay(), days: [] }).expect(409)
    expect(late.body.error.code).toBe('stale-hours')
    expect(await read()).toMatchObject({ revision: 1, week })
    const both = await Promise.all([easter, labourDay].map((day) => client.put(path, { revision: 1, week, days: [day] })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await read()).toMatchObject({ revision: 2 })
  })

  it('that cannot be are refused by their field', async () => {
    const { client, path, read } = await aShop(await open())
    const refused = async (more: object) =>
      (await client.put(path, { revision: 0, week, days: [], ...more }).expect(422)).body.error.problems
    expect(await refused({ week: { ...week, tue: hours('10:00-14:00', '13:00-18:00') } })).toEqual([
      { path: '/week/tue/1/from', message: 'overlaps 10:00–14:00' },
    ])
    expect(await refused({ days: [easter, { ...labourDay, from: '2041-04-22', to: '2041-04-22' }] })).toEqual([
      { path: '/days/1/from', message: 'is a day that “Easter” has already' },
    ])
    expect(await refused({ week: { ...week, tue: hours('9:00-14:00') } })).toMatchObject([{ path: '/week/tue/0/from' }])
    expect(await read()).toMatchObject({ revision: 0 })
  })

  it('are changed by owners and admins; managers close a day, agents read', async () => {
    const { path, as } = await aShop(await open())
    const admin = await as('admin')
    const manager = await as('manager')
    const agent = await as('agent')
    await admin.put(path, { revision: 0, week, days: [] }).expect(200)
    await manager.put(path, { revision: 1, week, days: [] }).expect(403)
    await manager.put(`${path}/closure`, {}).expect(200)
    await manager.delete(`${path}/closure`).expect(200)
    await agent.put(`${path}/closure`, {}).expect(403)
  })

  it('keep every version, with what was closed when', async () => {
    const app = await open()
    const { w, client, path } = await aShop(app)
    await client.put(path, { revision: 0, week, days: [] })
    await client.put(`${path}/closure`, { reason: 'Typhoon' })
    await client.delete(`${path}/closure`)
    await client.delete(`${path}/closure`)
    await client.put(path, { revision: 1, week, days: [easter] })
    const { items } = await app.store.collection(calendars).find({ workspaceId: w }, { sort: { number: -1 } })
    expect(items.map(({ number, revision, closed }) => [number, revision, closed?.reason])).toEqual([
      [4, 2, undefined],
      [3, 1, undefined],
      [2, 1, 'Typhoon'],
      [1, 1, undefined],
    ])
  })
})

eachApp('closed today', (open) => {
  it('lasts until midnight where the shop is, says who closed, and is over by itself', async () => {
    const app = await open()
    const { client, userId, path, read } = await aShop(app)
    await client.put(path, { revision: 0, week, days: [] })
    const { body } = await client.put(`${path}/closure`, { reason: 'Typhoon, signal 8' }).expect(200)
    const closed = { from: now, until: midnight, by: { id: userId, name: 'Ada' }, reason: 'Typhoon, signal 8' }
    expect(body).toMatchObject({ revision: 1, closed })
    app.pass(7 * hour)
    expect((await read()).closed).toBeUndefined()
  })

  it('lasts to the end of a long night', async () => {
    const { client, path } = await aShop(await open())
    await client.put(path, { revision: 0, week: everyDay('18:00-02:00'), days: [] })
    expect((await client.put(`${path}/closure`, {})).body.closed.until).toBe('2041-03-02T18:00:00.000Z')
  })

  it('can end earlier; said again it keeps when it began and who closed', async () => {
    const app = await open()
    const { client, userId, path, as, read } = await aShop(app)
    await client.put(`${path}/closure`, {}).expect(200)
    app.pass(hour)
    const until = '2041-03-02T12:00:00.000Z'
    await (await as('manager')).put(`${path}/closure`, { until }).expect(200)
    expect((await read()).closed).toEqual({ from: now, until, by: { id: userId, name: 'Ada' } })
  })

  it('is neither over already nor longer than a week', async () => {
    const { client, path, read } = await aShop(await open())
    const refused = async (until: string) => (await client.put(`${path}/closure`, { until }).expect(422)).body.error.problems
    expect(await refused(now)).toEqual([{ path: '/until', message: 'is over already' }])
    expect(await refused('2041-03-10T00:00:00.000Z')).toEqual([
      { path: '/until', message: 'is more than a week ahead; add days that differ instead' },
    ])
    expect((await read()).closed).toBeUndefined()
  })

  it('stays when somebody changes the hours meanwhile, and makes nobody’s change stale', async () => {
    const { client, path } = await aShop(await open())
    await client.put(path, { revision: 0, week, days: [] })
    await client.put(`${path}/closure`, {})
    const { body } = await client.put(path, { revision: 1, week, days: [easter] }).expect(200)
    expect(body).toMatchObject({ revision: 2, days: [easter], closed: { from: now } })
  })
})

eachApp('the flows that ask whether it is open', (open) => {
  it('are listed, and warned while no hours are set', async () => {
    const { w, client, path } = await aShop(await open())
    const rules = [{ path: 'chat.hours', operator: 'is', value: 'closed' }]
    const config = { branches: [{ id: 'closed', label: 'Closed', match: 'all', rules }] }
    const flow = newFlow('Are we open?')
    flow.nodes.push({ id: 'open', type: 'condition', position: { x: 300, y: 0 }, data: { config } })
    const { body } = await client.post(`/workspaces/${w}/flows`, { name: 'Are we open?', flow }).expect(201)
    await client.post(`/workspaces/${w}/flows`, { name: 'Another' }).expect(201)
    const codes = async () =>
      (await client.get(`/workspaces/${w}/flows/${body.id}`)).body.problems.map(({ code }: { code: string }) => code)
    expect((await client.get(`${path}/flows`).expect(200)).body.items).toEqual([
      { flowId: body.id, name: 'Are we open?', live: false },
    ])
    expect(await codes()).toContain('no-hours')
    await client.put(path, { revision: 0, week, days: [] })
    expect(await codes()).not.toContain('no-hours')
  })
})

eachApp('a try', (open) => {
  it('is told by the hours as they are, and says when its clock comes to the next opening', async () => {
    const { w, client, path } = await aShop(await open())
    const rules = [{ path: 'chat.hours', operator: 'is', value: 'closed' }]
    const config = { branches: [{ id: 'closed', label: 'Closed', match: 'all', rules }] }
    const flow = newFlow('Are we open?')
    const node = (id: string, type: string, data: object) => ({ id, type, position: { x: 0, y: 0 }, data: { config: data } })
    flow.nodes.push(node('open', 'condition', config), node('sorry', 'end', { text: { en: 'Closed' } }))
    flow.edges.push(
      { id: 'a', source: 'start', sourceHandle: 'next', target: 'open' },
      { id: 'b', source: 'open', sourceHandle: 'closed', target: 'sorry' },
    )
    const { body } = await client.post(`/workspaces/${w}/flows`, { name: flow.name, flow }).expect(201)
    const start = async () =>
      (await client.post(`/workspaces/${w}/flows/${body.id}/tries`, { flow, channelKind: 'web-chat' }).expect(201)).body
    expect((await start()).nextOpening).toBeUndefined()
    await client.put(path, { revision: 0, week, days: [] })
    const { id, nextOpening } = await start()
    // Open until eight, and closed on Sunday.
    expect(nextOpening).toBe('2041-03-04T02:00:00.000Z')
    const later = await client.post(`/workspaces/${w}/tries/${id}/clock`, { seconds: 86_400 }).expect(200)
    expect(later.body).toMatchObject({ now: '2041-03-03T09:00:00.000Z', nextOpening })
    const said = await client.post(`/workspaces/${w}/tries/${id}/messages`, { text: 'Hi' }).expect(200)
    expect(said.body.turns.at(-1).say[0].message.text).toBe('Closed')
    const seconds = (Date.parse(nextOpening) - Date.parse(later.body.now)) / 1000
    const opened = await client.post(`/workspaces/${w}/tries/${id}/clock`, { seconds }).expect(200)
    expect(opened.body).toMatchObject({ now: nextOpening, nextOpening: '2041-03-05T02:00:00.000Z' })
    const again = await client.post(`/workspaces/${w}/tries/${id}/messages`, { text: 'Hi' }).expect(200)
    expect(again.body.turns.at(-1).say).toEqual([])
  })
})
