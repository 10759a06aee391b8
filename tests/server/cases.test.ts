import { expect, it } from 'vitest'
import type { CaseView } from '#schemas/api/cases.ts'
import { closeQuiet } from '#server/chats/cases/quiet-cases.ts'
import { cases } from '#server/chats/collections.ts'
import { forgetDue } from '#server/chats/forgettings.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { findAll } from '#server/store/find-all.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'

const hour = 3_600_000

/** A shop with a chat of yesterday, an owner, and customers who write. */
async function aShop(app: TestApp) {
  const owner = await app.person()
  const { w = '', c = '', channelId = '' } = await aWorkspace(app, owner.userId)
  await app.join(w, owner.userId, 'owner')
  let said = 0
  const writes = async (visitor: string, text: string) => {
    await handleMessage(app.engine, {
      workspaceId: w,
      channelKind: 'web-chat',
      message: {
        id: `said${said++}`,
        channelId,
        from: { externalId: visitor },
        at: new Date(app.deps.now()).toISOString(),
        content: { kind: 'text', text },
      },
    })
    return `/workspaces/${w}/conversations/${conversationIdOf(channelId, visitor)}`
  }
  const listed = async (query = ''): Promise<CaseView[]> => {
    await app.projections.flush()
    return (await owner.client.get(`/workspaces/${w}/cases${query}`).expect(200)).body.items
  }
  return { owner, w, c, channelId, writes, listed, one: `/workspaces/${w}/conversations/${c}` }
}

const named = (all: readonly CaseView[]) =>
  all.map(({ conversationId, number, status }) => `${conversationId?.slice(-4)} ${number} ${status}`)

eachApp('the cases of a workspace', (open) => {
  it('are listed with who answered and why they closed, for those who read the inbox', async () => {
    const app = await open()
    const { owner, w, one, c, channelId, listed } = await aShop(app)
    await owner.client.post(`${one}/take`).expect(200)
    app.pass(1000)
    await owner.client.post(`${one}/reply`, { text: 'Hello', clientId: 'c1' }).expect(200)
    app.pass(1000)
    const { body } = await owner.client.post(`${one}/close`, { reason: '  Answered ' }).expect(200)
    expect(body.turn).toMatchObject({
      event: { action: { do: 'close', reason: 'Answered' } },
      case: { number: 1, did: 'closed', closing: { code: 'agent', by: owner.userId, words: 'Answered' } },
    })
    const ada = { id: owner.userId, name: 'Ada' }
    const is = {
      id: `${c}.1`,
      number: 1,
      conversationId: c,
      contact: { id: expect.any(String), name: expect.any(String) },
      channel: { id: channelId, kind: 'web-chat', name: 'Web' },
      status: 'closed',
      openedAt: '2041-03-02T09:00:00.000Z',
      openedBy: 'contact',
      answeredAt: '2041-03-02T09:00:01.000Z',
      repliedAt: '2041-03-02T09:00:01.000Z',
      repliedBy: ada,
      handOffs: 0,
      reopened: 0,
      closedAt: '2041-03-02T09:00:02.000Z',
      closing: { code: 'agent', by: ada, words: 'Answered' },
    }
    expect(await listed()).toEqual([is])
    expect((await owner.client.get(`${one}/cases`).expect(200)).body).toEqual({ items: [is] })
    expect((await owner.client.get(one).expect(200)).body.case).toEqual({
      number: 1,
      openedAt: is.openedAt,
      closedAt: is.closedAt,
    })
    const turns = (await owner.client.get(`${one}/turns`).expect(200)).body.items
    expect(turns.map(({ case: of }: { case?: object }) => of)).toEqual([
      { number: 1, did: 'opened' },
      { number: 1 },
      { number: 1 },
      { number: 1, did: 'closed', closing: { code: 'agent', by: owner.userId, words: 'Answered' } },
    ])
    const developer = await app.person({ [w]: 'developer' })
    await developer.client.get(`/workspaces/${w}/cases`).expect(403)
    const stranger = await app.person()
    const elsewhere = await aWorkspace(app, stranger.userId)
    await app.join(elsewhere.w as string, stranger.userId, 'owner')
    await stranger.client.get(`/workspaces/${elsewhere.w}/conversations/${c}/cases`).expect(404)
  })

  it('are closed without a reason where none is given, and never with one that is too long', async () => {
    const app = await open()
    const { owner, one, listed } = await aShop(app)
    await owner.client.post(`${one}/take`).expect(200)
    const refused = await owner.client.post(`${one}/close`, { reason: 'a'.repeat(301) }).expect(422)
    expect(refused.body.error).toMatchObject({ problems: [{ path: '/reason' }] })
    await owner.client.post(`${one}/close`).expect(200)
    expect((await listed())[0]?.closing).toEqual({ code: 'agent', by: { id: owner.userId, name: 'Ada' } })
  })

  it('are found by when they opened or closed, whether they are open, their channel and why they closed, page by page', async () => {
    const app = await open()
    const { owner, w, channelId, writes, listed } = await aShop(app)
    const paths: string[] = []
    for (const visitor of ['a', 'b', 'c', 'd']) {
      app.pass(hour)
      paths.push(await writes(visitor, 'Where is it?'))
    }
    await owner.client.post(`${paths[1]}/take`).expect(200)
    await owner.client.post(`${paths[1]}/close`).expect(200)
    app.pass(hour)
    await owner.client.post(`${paths[0]}/take`).expect(200)
    await owner.client.post(`${paths[0]}/close`).expect(200)
    const all = await listed()
    expect(all.map(({ openedAt }) => openedAt)).toEqual([...all.map(({ openedAt }) => openedAt)].sort().reverse())
    expect(all).toHaveLength(5)
    expect(named(await listed('?status=closed'))).toEqual([all[2], all[3]].map((one) => named([one as CaseView])[0]))
    expect(named(await listed('?by=closed'))).toEqual([all[3], all[2]].map((one) => named([one as CaseView])[0]))
    expect(await listed(`?since=${all[1]?.openedAt}`)).toEqual(all.slice(0, 2))
    expect(await listed(`?until=${all[1]?.openedAt}`)).toEqual(all.slice(2))
    expect(await listed(`?by=closed&since=${all[3]?.closedAt}`)).toEqual([all[3]])
    expect(await listed('?reason=quiet')).toEqual([])
    expect(await listed(`?channelId=${channelId}&status=open&reason=agent`)).toEqual([])
    expect(await listed('?channelId=elsewhere')).toEqual([])
    const path = `/workspaces/${w}/cases?limit=3`
    const first = (await owner.client.get(path).expect(200)).body
    const second = (await owner.client.get(`${path}&after=${encodeURIComponent(first.next)}`).expect(200)).body
    expect([...first.items, ...second.items]).toEqual(all)
    await owner.client.get(`/workspaces/${w}/cases?status=gone`).expect(422)
  })

  it('close by themselves after the quiet hours of the workspace', async () => {
    const app = await open()
    const { owner, w, writes, listed } = await aShop(app)
    await owner.client.patch(`/workspaces/${w}`, { closeAfterQuietHours: 2 }).expect(200)
    await app.projections.flush()
    const path = await writes('a', 'Where is it?')
    // No flow has anything to say, so nobody but a person can close it.
    await owner.client.post(`${path}/take`).expect(200)
    await owner.client.post(`${path}/hand-back`).expect(200)
    const quiet = async () => {
      await app.projections.flush()
      await closeQuiet(app.engine)
      return (await listed()).filter(({ closing }) => closing?.code === 'quiet').length
    }
    app.pass(1.9 * hour)
    const before = await quiet()
    app.pass(0.2 * hour)
    // The one before was to be looked at after a day, as it was set then.
    expect([before, await quiet()]).toEqual([0, 1])
    app.pass(24 * hour)
    expect(await quiet()).toBe(2)
    // Closed, they are looked at no more.
    app.pass(100 * hour)
    await app.projections.flush()
    expect(await closeQuiet(app.engine)).toBe(0)
  })

  it('keep their times, without whose they were, when the chat is deleted; whoever writes again is somebody new', async () => {
    const app = await open()
    const { owner, c, one, listed, w, writes } = await aShop(app)
    await owner.client.post(`${one}/take`).expect(200)
    await owner.client.post(`${one}/close`, { reason: 'Mei moved to Kowloon' }).expect(200)
    await app.projections.flush()
    await owner.client.delete(one).expect(204)
    await app.projections.flush()
    app.pass(1000)
    await forgetDue(app.engine)
    const [kept, ...others] = await listed()
    expect(others).toEqual([])
    expect(kept).toMatchObject({ number: 1, status: 'closed', closing: { code: 'agent', by: { id: owner.userId, name: 'Ada' } } })
    const stored = JSON.stringify(await findAll(app.store.collection(cases), { workspaceId: w }, { openedAt: 1 }))
    expect(stored).not.toMatch(new RegExp(`${c}|Kowloon|contactId`))
    await writes('visitor', 'Hello again')
    const [begun, before] = await listed()
    expect(begun).toMatchObject({ number: 1, status: 'open', conversationId: expect.not.stringContaining(c) })
    expect(before).toEqual(kept)
  })
})
