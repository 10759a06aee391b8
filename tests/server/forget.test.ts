import { expect, it } from 'vitest'
import { idsOfTurns, turnId } from '#schemas/turn.ts'
import { forgettings } from '#server/chats/collections.ts'
import { forgetDue } from '#server/chats/forgettings.ts'
import { allCollections } from '#server/collections.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { counters } from '#server/statistics/collections.ts'
import { findAll } from '#server/store/find-all.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'
import { conversationIdOf, conversationIn } from '#tests/support/conversation-id.ts'

const phone = '85290001234'

/** Somebody who wrote, answered a question and talked to Ada, in a workspace of an owner. */
async function known(app: TestApp) {
  const owner = await app.person()
  const { w = '', channelId = '', f = '' } = await aWorkspace(app, owner.userId)
  await app.join(w, owner.userId, 'owner')
  const writes = (text: string) =>
    handleMessage(app.engine, {
      workspaceId: w,
      channelKind: 'whatsapp',
      message: {
        id: text,
        channelId,
        from: { externalId: phone, phone: `+${phone}`, name: 'Meixiang Chan' },
        at: new Date(app.deps.now()).toISOString(),
        content: { kind: 'text', text },
      },
    })
  await writes('My secret is rosebud-4711')
  const c = conversationIdOf(channelId, phone)
  const path = `/workspaces/${w}/conversations/${c}`
  await owner.client.post(`${path}/take`).expect(200)
  await owner.client.post(`${path}/reply`, { text: 'Dear Meixiang', clientId: 'r1' }).expect(200)
  await app.projections.flush()
  const gone = async () => {
    await app.projections.flush()
    app.pass(1000)
    await forgetDue(app.engine)
  }
  /** Everything that is stored of this chat or says what was said in it. The words are such as no key or hash has by chance. */
  const traces = async () => {
    const found: string[] = []
    for (const collection of allCollections)
      for (const doc of await findAll(app.store.collection(collection), {}, { _id: 1 })) {
        const json = JSON.stringify(doc)
        if (/rosebud|Meixiang|90001234/.test(json) || doc._id === c) found.push(`${collection.name} ${json}`)
      }
    return found
  }
  return { owner, w, f, c, channelId, path, writes, gone, traces }
}

eachApp('a chat that an owner deletes', (open) => {
  it('is seen by nobody at once, and nothing of the person is stored within seconds', async () => {
    const app = await open()
    const { owner, path, w, gone, traces } = await known(app)
    expect((await traces()).length).toBeGreaterThan(3)
    await owner.client.delete(path).expect(204)
    await owner.client.get(path).expect(404)
    await owner.client.get(`${path}/turns`).expect(404)
    await owner.client.post(`${path}/take`).expect(404)
    await owner.client.delete(path).expect(404)
    await gone()
    expect(await traces()).toEqual([])
    const { items } = (await owner.client.get(`/workspaces/${w}/conversations?view=all`).expect(200)).body
    expect(items.map(({ contact }: { contact: { name: string } }) => contact.name)).not.toContain('Meixiang Chan')
  })

  it('keeps the counters, and the list of a figure says how many were deleted', async () => {
    const app = await open()
    const { owner, path, w, f, gone } = await known(app)
    const counted = async () =>
      (await findAll(app.store.collection(counters), { flowId: f, grain: null }, { day: 1 })).map(({ nodeId, entered }) => [
        nodeId,
        entered,
      ])
    const before = await counted()
    expect(before).toEqual([['start', 2]])
    const list = `/workspaces/${w}/flows/${f}/statistics/chats?nodeId=start&figure=answered`
    expect((await owner.client.get(list).expect(200)).body).toMatchObject({ items: [{}, {}] })
    await owner.client.delete(path).expect(204)
    await gone()
    expect(await counted()).toEqual(before)
    expect((await owner.client.get(list).expect(200)).body).toMatchObject({ items: [{}], deleted: 1 })
  })

  it.each([1, 2, 3])('is deleted to the end by the next start after a crash at point %s, and counted once', async (point) => {
    const app = await open()
    const { owner, path, c, f, channelId, gone, traces } = await known(app)
    await owner.client.delete(path).expect(204)
    const docs = app.store.collection(forgettings)
    const [doc] = await findAll(docs, { conversationId: c }, { conversationId: 1 })
    if (!doc) throw new Error('nothing is being deleted')
    // 1: the turn that empties it is saved, nobody noted its number · 2: what was in it is noted, nothing is deleted · 3: half is deleted
    if (point === 1) await docs.update(doc._id, { $unset: ['turn'] })
    await gone()
    const [kept] = await findAll(docs, {}, { _id: 1 })
    if (point > 1) {
      await docs.update(doc._id, { $set: { conversationId: c, turn: doc.turn, dueAt: doc.at } })
      await gone()
    }
    expect(await traces()).toEqual([])
    const { userId, ...rest } = (await docs.get(doc._id)) ?? {}
    expect(userId).toBe(owner.userId)
    const hour = { day: '2041-03-02T17+08:00', grain: 'hour' }
    const cohort = { flowId: f, version: 1, nodeId: 'start', ...hour, channelId, language: 'en' }
    const amounts = [
      ['entered', 1],
      ['answered', 1],
      ['outputs.next', 1],
    ]
    const { visits, marks } = kept ?? {}
    const counted = [{ cohort, amounts }]
    expect(rest).toEqual({ _id: doc._id, workspaceId: doc.workspaceId, at: doc.at, visits, marks, counted })
    expect((await app.engine.turns.get(turnId(c, 4)))?.state).toMatchObject({ address: '', contact: { fields: {}, tags: [] } })
  })

  it('begins anew when the person writes again, as another chat of somebody else', async () => {
    const app = await open()
    const { owner, path, w, writes, gone, c, channelId, traces } = await known(app)
    const before = (await app.engine.turns.get(turnId(c, 1)))?.state.contact.id
    await owner.client.delete(path).expect(204)
    const handled = await writes('Hello again')
    await gone()
    await owner.client.get(path).expect(404)
    const again = await conversationIn(app.store, channelId, phone)
    expect([again === c, handled.kind === 'turn' && handled.turn._id]).toEqual([false, turnId(again, 1)])
    const { items } = (await owner.client.get(`/workspaces/${w}/conversations/${again}/turns`).expect(200)).body
    expect(items.map(({ number }: { number: number }) => number)).toEqual([1])
    expect((await owner.client.get(`/workspaces/${w}/conversations/${again}`).expect(200)).body).toMatchObject({
      id: again,
      contact: { name: 'Meixiang Chan' },
      last: { text: 'Hello again' },
    })
    const { address, contact } = (await app.engine.turns.get(turnId(again, 1)))?.state ?? {}
    expect([address, contact?.id === before]).toEqual([phone, false])
    expect((await traces()).filter((found) => found.includes(c) || found.includes('rosebud'))).toEqual([])
  })

  it('begins anew once, also when the server is started again in between', async () => {
    const app = await open()
    const { owner, path, writes, gone, c, channelId } = await known(app)
    await owner.client.delete(path).expect(204)
    await gone()
    expect(await conversationIn(app.store, channelId, phone)).toBe('nobody')
    for (const [text, number] of [
      ['Hello again', 1],
      ['And again', 2],
    ] as const) {
      // What a process remembers goes with it.
      app.engine.newest.clear()
      await writes(text)
      const again = await conversationIn(app.store, channelId, phone)
      expect((await app.engine.turns.get(turnId(again, number)))?.event).toMatchObject({ kind: 'message' })
    }
    expect(await app.engine.turns.count({ _id: idsOfTurns(c) })).toBe(1)
  })
})
