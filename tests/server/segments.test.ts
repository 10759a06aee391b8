import { expect, it } from 'vitest'
import type { SegmentRule } from '#schemas/segment.ts'
import { workDueEvents } from '#server/events/index.ts'
import { runDueJobs } from '#server/jobs/run-jobs.ts'
import { jobKinds } from '#server/parts-of-subjects.ts'
import { memberships } from '#server/segments/collections.ts'
import { keepSorted, pageOfMembers, unwatchSegment, watchSegment } from '#server/segments/index.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

const day = 86_400_000
const quiet: SegmentRule = { about: 'last-event', type: 'order_placed', is: 'more-than-ago', days: 45 }

async function aShop(app: TestApp) {
  const ada = await app.person()
  const { w = '' } = await aWorkspace(app, ada.userId)
  await app.join(w, ada.userId, 'owner')
  const { client } = ada
  const path = `/workspaces/${w}/segments`
  const added = async (facts: object): Promise<string> =>
    (await client.post(`/workspaces/${w}/contacts`, facts).expect(201)).body.id
  const made = async (name: string, rules: SegmentRule): Promise<string> =>
    (await client.post(path, { name, rules }).expect(201)).body.id
  let told = 0
  const happens = async (contact: string, type: string, at?: string, data?: object) => {
    await client
      .post(`/workspaces/${w}/events`, {
        id: `e${told++}`,
        type,
        contact: { id: contact },
        ...(at && { at }),
        ...(data && { data }),
      })
      .expect(200)
    while ((await workDueEvents(app.engine)) > 0);
  }
  const preview = async (rules: unknown, contact?: string) => {
    for (;;) {
      const { body } = await client.post(`${path}/preview`, { rules, ...(contact && { contact }) }).expect(200)
      if (!body.about) return body
    }
  }
  const watches = async (segment: string) => {
    await watchSegment(app.engine, w, segment, { kind: 'reminder', id: 'r1' })
    while ((await runDueJobs(app.engine, jobKinds)) > 0);
  }
  const members = async (segment: string) => {
    while ((await keepSorted(app.engine)) > 0);
    return (await pageOfMembers(app.engine, w, segment, {})).members
  }
  const ids = async (segment: string) => (await members(segment)).map(({ contactId }) => contactId).sort()
  return { ...ada, w, path, added, made, happens, preview, watches, members, ids }
}

eachApp('a segment', (open) => {
  it('is made, read, renamed, given other rules and deleted; of two who save it at once one is told', async () => {
    const app = await open()
    const { client, path, made } = await aShop(app)
    const id = await made('Quiet', quiet)
    expect((await client.get(path).expect(200)).body.items).toMatchObject([
      { id, name: 'Quiet', rules: quiet, revision: 1, problems: [] },
      { name: 'VIP' },
    ])
    expect((await client.post(path, { name: 'Quiet', rules: quiet }).expect(409)).body.error.code).toBe('segment-exists')
    const rules = { all: [quiet, { not: { about: 'tag', tag: 'dealer' } }] }
    const { body } = await client.patch(`${path}/${id}`, { name: 'Quiet ones', rules, revision: 1 }).expect(200)
    expect(body).toMatchObject({ name: 'Quiet ones', rules, revision: 2 })
    expect((await client.patch(`${path}/${id}`, { name: 'x', revision: 1 }).expect(409)).body.error.code).toBe('stale-segment')
    await client.delete(`${path}/${id}`).expect(204)
    await client.get(`${path}/${id}`).expect(404)
  })

  it('of rules that are none is refused with every mistake by its path', async () => {
    const app = await open()
    const { client, path } = await aShop(app)
    const rules = { all: [{ about: 'tag' }, { any: [] }, { about: 'moon' }] }
    const { error } = (await client.post(path, { name: 'Wrong', rules }).expect(422)).body
    expect(error.problems.map((problem: { path: string }) => problem.path)).toEqual([
      '/rules/all/0/tag',
      '/rules/all/1/any',
      '/rules/all/2/about',
    ])
    await client.post(`${path}/preview`, { rules }).expect(422)
    for (const wrong of [null, 'x', 7, []]) await client.post(path, { name: 'Wrong', rules: wrong }).expect(422)
  })

  it('that names a field or a stage which is gone says so', async () => {
    const app = await open()
    const { client, w, path, made } = await aShop(app)
    await client.post(`/workspaces/${w}/contact-fields`, { name: 'size', label: 'Size', type: 'number' }).expect(201)
    const id = await made('Large', {
      any: [
        { about: 'field', field: 'size', is: 'greater', value: 40 },
        { about: 'stage', stages: ['new', 'gone'] },
      ],
    })
    const problems = async () => (await client.get(`${path}/${id}`).expect(200)).body.problems
    expect(await problems()).toEqual([{ path: '/any/1', code: 'stage-gone', name: 'gone' }])
    await client.delete(`/workspaces/${w}/contact-fields/size`).expect(204)
    expect(await problems()).toEqual([
      { path: '/any/0', code: 'field-gone', name: 'size' },
      { path: '/any/1', code: 'stage-gone', name: 'gone' },
    ])
  })

  it('is counted before it is saved: what each condition leaves, who is in, one who is not and why', async () => {
    const app = await open()
    const { added, happens, preview } = await aShop(app)
    const heba = await added({ name: 'Heba', tags: ['vip'] })
    const walid = await added({ name: 'Walid', tags: ['vip', 'dealer'] })
    await added({ name: 'Amira' })
    await happens(heba, 'order_placed', '2041-01-01T08:00:00.000Z', { total: 1150 })
    await happens(walid, 'order_placed', '2041-01-02T08:00:00.000Z')
    const rules = {
      all: [
        quiet,
        {
          any: [
            { about: 'tag', tag: 'vip' },
            { about: 'tag', tag: 'gold' },
          ],
        },
        { not: { about: 'tag', tag: 'dealer' } },
      ],
    }
    const { count, lines, examples, not, checked } = await preview(rules, walid)
    expect([count, lines]).toEqual([
      1,
      [
        { path: '', count: 1 },
        { path: '/all/0', count: 2 },
        { path: '/all/1', count: 2 },
        { path: '/all/1/any/0', count: 2 },
        { path: '/all/1/any/1', count: 0 },
        { path: '/all/2', count: 1 },
      ],
    ])
    expect(examples).toMatchObject([
      {
        contact: { id: heba, name: 'Heba' },
        in: true,
        because: [{ path: '/all/0', found: { total: 1150 } }, { path: '/all/1/any/0' }, { path: '/all/2/not', holds: false }],
      },
    ])
    expect(not).toMatchObject({ contact: { name: 'Walid' }, in: false, because: [{ path: '/all/2/not', holds: true }] })
    expect(checked).toEqual(not)
  })

  it('says of any person why they are in, until when, or why not', async () => {
    const app = await open()
    const { client, path, added, made, happens } = await aShop(app)
    const id = await made('Quiet', quiet)
    const heba = await added({ name: 'Heba', timeZone: 'Africa/Cairo' })
    const ask = async () => (await client.get(`${path}/${id}/explain?contact=${heba}`).expect(200)).body
    expect(await ask()).toEqual({
      contact: { id: heba, name: 'Heba' },
      in: false,
      because: [{ path: '', holds: false, found: { count: 0 } }],
    })
    await happens(heba, 'order_placed', '2041-02-01T08:00:00.000Z')
    expect(await ask()).toMatchObject({
      in: false,
      until: '2041-03-18T08:00:00.000Z',
      because: [{ found: { last: '2041-02-01T08:00:00.000Z' } }],
    })
    await client.get(`${path}/${id}/explain?contact=nobody`).expect(404)
    await client.get(`${path}/${id}/explain`).expect(422)
  })

  it('that something runs by knows who is in from the beginning, who comes in and goes as they change, and as time passes', async () => {
    const app = await open()
    const { client, w, path, added, made, happens, watches, members, ids } = await aShop(app)
    const id = await made('Quiet', { all: [quiet, { not: { about: 'tag', tag: 'dealer' } }] })
    const [heba, walid, amira] = [await added({ name: 'Heba' }), await added({ name: 'Walid' }), await added({ name: 'Amira' })]
    await happens(heba, 'order_placed', '2041-01-01T08:00:00.000Z')
    await happens(walid, 'order_placed', '2041-01-20T08:00:00.000Z')
    await watches(id)
    expect(await members(id)).toEqual([{ contactId: heba, since: '2041-03-02T09:00:00.000Z' }])
    expect((await client.get(`${path}/${id}`).expect(200)).body.members).toEqual({ count: 1 })
    // Only time passes.
    app.pass(4 * day - 3_600_000 - 1)
    expect(await ids(id)).toEqual([heba])
    app.pass(1)
    expect(await ids(id)).toEqual([heba, walid].sort())
    const [newest] = await members(id)
    expect(newest).toEqual({ contactId: walid, since: '2041-03-06T08:00:00.000Z', enteredAt: '2041-03-06T08:00:00.000Z' })
    // Somebody orders, somebody is tagged, somebody is told of late.
    await happens(heba, 'order_placed')
    await client.patch(`/workspaces/${w}/contacts/${walid}`, { tags: { add: ['dealer'] } }).expect(200)
    await happens(amira, 'order_placed', '2040-12-01T08:00:00.000Z')
    expect(await ids(id)).toEqual([amira])
    expect((await client.delete(`${path}/${id}`).expect(409)).body.error.code).toBe('segment-in-use')
    await unwatchSegment(app.engine, w, id, { kind: 'reminder', id: 'r1' })
    expect(await app.store.collection(memberships).count({ segmentId: id })).toBe(0)
    await client.delete(`${path}/${id}`).expect(204)
  })

  it('with other rules looks at everybody anew, and nobody came in by themselves by that', async () => {
    const app = await open()
    const { client, path, added, made, watches, members } = await aShop(app)
    const id = await made('Tagged', { about: 'tag', tag: 'vip' })
    const heba = await added({ name: 'Heba', tags: ['gold'] })
    await watches(id)
    expect(await members(id)).toEqual([])
    await client.patch(`${path}/${id}`, { rules: { about: 'tag', tag: 'gold' }, revision: 1 }).expect(200)
    while ((await runDueJobs(app.engine, jobKinds)) > 0);
    expect(await members(id)).toEqual([{ contactId: heba, since: '2041-03-02T09:00:00.000Z' }])
  })

  it('knows of a change that came as its process died: the contact says so itself', async () => {
    const app = await open()
    const { w, added, made, watches, ids } = await aShop(app)
    const id = await made('Tagged', { about: 'tag', tag: 'vip' })
    await watches(id)
    const heba = await added({ name: 'Heba', tags: ['vip'] })
    // Two processes look at once.
    await Promise.all([keepSorted(app.engine), keepSorted(app.engine)])
    expect(await ids(id)).toEqual([heba])
    expect(await app.store.collection(memberships).count({ workspaceId: w })).toBe(1)
    expect(await keepSorted(app.engine)).toBe(0)
  })
})
