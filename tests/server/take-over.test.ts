import { expect, it } from 'vitest'
import { conversations } from '#server/chats/collections.ts'
import { releaseChats } from '#server/chats/releases.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { members } from '#server/workspaces/collections.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

/** A chat that Terence answers, and Joyce, who may answer too. */
async function terencesChat(app: TestApp) {
  const [terence, joyce] = [await app.person(), await app.person()]
  const { w = '', c = '', channelId = '' } = await aWorkspace(app, joyce.userId)
  await app.join(w, terence.userId, 'agent')
  await app.join(w, joyce.userId, 'agent')
  const one = `/workspaces/${w}/conversations/${c}`
  await terence.client.post(`${one}/take`).expect(200)
  const customerWrites = (id = 'next') =>
    handleMessage(app.engine, {
      workspaceId: w,
      channelKind: 'web-chat',
      message: {
        id,
        channelId,
        from: { externalId: 'visitor' },
        at: new Date(app.deps.now()).toISOString(),
        content: { kind: 'text', text: 'Is anybody there?' },
      },
    })
  const removeTerence = () => app.store.collection(members).delete({ userId: terence.userId })
  const row = async () => {
    await app.projections.flush()
    return app.store.collection(conversations).get(c)
  }
  return { terence, joyce, w, one, customerWrites, removeTerence, row }
}

eachApp('a chat of an agent who is away or removed', (open) => {
  it('is taken over by a colleague who names them, and the thread says from whom', async () => {
    const app = await open()
    const { terence, joyce, one } = await terencesChat(app)
    expect((await joyce.client.post(`${one}/take`).expect(409)).body.error.code).toBe('not-owner')
    const { turn } = (await joyce.client.post(`${one}/take-over`, { from: terence.userId }).expect(200)).body
    expect(turn).toMatchObject({
      event: { kind: 'agent', agentId: joyce.userId, action: { do: 'take', from: terence.userId } },
      owner: { kind: 'agent', agentId: joyce.userId },
      names: { [terence.userId]: 'Ada', [joyce.userId]: 'Ada' },
    })
  })

  it('is not taken over from somebody who has just lost it to another', async () => {
    const app = await open()
    const { terence, joyce, one, w } = await terencesChat(app)
    const mallory = await app.person({ [w]: 'agent' })
    await joyce.client.post(`${one}/take-over`, { from: terence.userId }).expect(200)
    const { error } = (await mallory.client.post(`${one}/take-over`, { from: terence.userId }).expect(409)).body
    expect(error).toMatchObject({ code: 'not-owner', details: { owner: { agentId: joyce.userId } } })
  })

  it.each(['take', 'close', 'hand-back'])('whose owner was removed: anybody’s %s works at once', async (action) => {
    const app = await open()
    const { terence, joyce, one, removeTerence } = await terencesChat(app)
    await removeTerence()
    await joyce.client.post(`${one}/${action}`).expect(200)
    const { items } = (await joyce.client.get(`${one}/turns?after=2`).expect(200)).body
    expect(items[0].event).toEqual({ kind: 'agent', agentId: joyce.userId, action: { do: 'take', from: terence.userId } })
    expect(items.map(({ event }: { event: { action: { do: string } } }) => event.action.do)).toEqual(
      action === 'take' ? ['take'] : ['take', action],
    )
  })

  it('whose owner only reads now is taken like one whose owner was removed', async () => {
    const app = await open()
    const { terence, joyce, one, w } = await terencesChat(app)
    await app.store.collection(members).update(`${w}.${terence.userId}`, { $set: { role: 'manager' } })
    await joyce.client.post(`${one}/take`).expect(200)
  })

  it('goes back to those that wait for a person when the agent is removed, unread', async () => {
    const app = await open()
    const { removeTerence, row, customerWrites } = await terencesChat(app)
    await removeTerence()
    await row()
    expect(await releaseChats(app.engine)).toBe(1)
    expect(await releaseChats(app.engine)).toBe(0)
    await customerWrites()
    expect(await row()).toMatchObject({ list: 'waiting', owner: { kind: 'queue' }, inbound: 2, read: 1 })
  })

  it('waits since the first message that had no answer, not since the agent was removed', async () => {
    const app = await open()
    const { terence, one, removeTerence, row, customerWrites } = await terencesChat(app)
    await customerWrites('before the answer')
    await terence.client.post(`${one}/reply`, { text: 'I look', clientId: 'r1' }).expect(200)
    app.pass(60_000)
    await customerWrites('after it')
    const asked = new Date(app.deps.now()).toISOString()
    app.pass(60_000)
    await customerWrites('and again')
    app.pass(3_600_000)
    await removeTerence()
    await row()
    await releaseChats(app.engine)
    expect((await row())?.waitingSince).toBe(asked)
  })

  it('that is given back to the queue waits since the first message that had no answer, and anew where all are answered', async () => {
    const app = await open()
    const { terence, one, row, customerWrites } = await terencesChat(app)
    const assign = (id: string) => terence.client.post(`${one}/assign`, { id, from: terence.userId }).expect(200)
    await terence.client.post(`${one}/reply`, { text: 'I look', clientId: 'r1' }).expect(200)
    app.pass(60_000)
    await customerWrites('after it')
    const asked = new Date(app.deps.now()).toISOString()
    app.pass(3_600_000)
    await assign('a1')
    expect((await row())?.waitingSince).toBe(asked)
    await terence.client.post(`${one}/take`).expect(200)
    await terence.client.post(`${one}/reply`, { text: 'Here it is', clientId: 'r2' }).expect(200)
    app.pass(3_600_000)
    const back = new Date(app.deps.now()).toISOString()
    await assign('a2')
    expect((await row())?.waitingSince).toBe(back)
  })

  it('stays with an agent who may answer', async () => {
    const app = await open()
    const { row } = await terencesChat(app)
    await row()
    expect(await releaseChats(app.engine)).toBe(0)
    expect(await row()).toMatchObject({ list: 'agent' })
  })
})
