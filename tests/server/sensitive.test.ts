import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { turns } from '#server/engine/collections.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

/** A guest who is asked for a card number, which is sensitive; then the flow waits an hour. */
async function aGuest(app: TestApp) {
  const { userId, client } = await app.person()
  const { w, f, channelId } = (await aWorkspace(app, userId)) as { w: string; f: string; channelId: string }
  await app.join(w, userId, 'admin')
  const saved = await client.put(`/workspaces/${w}/flows/${f}/draft`, { revision: 2, flow: booking() }).expect(200)
  await client.post(`/workspaces/${w}/flows/${f}/publish`, { revision: saved.body.revision }).expect(200)
  let said = 0
  const writes = async (text: string): Promise<string> => {
    const at = new Date(app.deps.now()).toISOString()
    const message = {
      id: `guest${said++}`,
      channelId,
      from: { externalId: 'guest' },
      at,
      content: { kind: 'text' as const, text },
    }
    const handled = await handleMessage(app.engine, { workspaceId: w, channelKind: 'web-chat', message })
    return handled.kind === 'kept' ? handled.conversationId : handled.turn.state.conversationId
  }
  const c = await writes('Hello')
  const one = `/workspaces/${w}/conversations/${c}`
  const textsIn = async (): Promise<string[]> => {
    const { body } = await client.get(`${one}/turns`).expect(200)
    return body.items.map((turn: { event: { message: { content: { text: string } } } }) => turn.event.message.content.text)
  }
  const row = async () => {
    await app.projections.flush()
    const { body } = await client.get(`/workspaces/${w}/conversations?view=all`).expect(200)
    return body.items.find(({ id }: { id: string }) => id === c)
  }
  return { client, writes, textsIn, row, one, statistics: `/workspaces/${w}/flows/${f}/statistics/chats`, c }
}

eachApp('a sensitive answer', (open) => {
  it('is hidden in the timeline, also one that did not fit; what else is said is not', async () => {
    const app = await open()
    const { writes, textsIn } = await aGuest(app)
    for (const text of ['it is 4111 1111', '41111111', 'Monday']) await writes(text)
    expect(await textsIn()).toEqual(['Hello', '•••', '•••', 'Monday'])
  })

  it('is hidden in the row of the inbox', async () => {
    const app = await open()
    const { writes, row } = await aGuest(app)
    await writes('41111111')
    expect((await row()).last).toMatchObject({ text: '•••', by: 'contact' })
  })

  it('is hidden among the chats behind a figure', async () => {
    const app = await open()
    const { client, writes, row, statistics, c } = await aGuest(app)
    await writes('41111111')
    await row()
    for (const [nodeId, figure] of [
      ['card', 'answered'],
      ['later', 'waiting'],
    ]) {
      const { body } = await client.get(`${statistics}?nodeId=${nodeId}&figure=${figure}`).expect(200)
      expect(body.items).toMatchObject([{ conversationId: c, lastText: '•••' }])
    }
  })

  it('is not told with the state of the chat either, but kept in the turn', async () => {
    const app = await open()
    const { client, writes, one, c } = await aGuest(app)
    await writes('41111111')
    const { body } = await client.get(one).expect(200)
    expect(body.state.session).toMatchObject({ at: { nodeId: 'later' }, answers: [{ value: '•••' }] })
    expect(JSON.stringify(body)).not.toContain('41111111')
    const { items } = await app.store.collection(turns).find({ _id: { $gt: `${c}.`, $lt: `${c}/` } }, { sort: { _id: 1 } })
    expect(items.at(-1)).toMatchObject({
      event: { message: { content: { text: '41111111' } } },
      state: { session: { variables: { card: 41111111 } } },
    })
  })
})

function booking(): Flow {
  const flow = newFlow('Booking')
  flow.variables = [{ name: 'card', type: 'number', sensitive: true }]
  const add = (id: string, type: string, config: Record<string, unknown>) =>
    flow.nodes.push({ id, type, position: { x: 0, y: 0 }, data: { config } })
  const text = { en: 'What is the number of your card?' }
  add('card', 'ask-question', { text, answer: 'number', saveAs: 'card', noAnswerSeconds: 600 })
  add('later', 'wait', { for: 'duration', seconds: 3600 })
  add('bye', 'end', { text: { en: 'Thank you for {{ card }}.' } })
  const edge = (source: string, sourceHandle: string, target: string) =>
    flow.edges.push({ id: `${source}.${sourceHandle}`, source, sourceHandle, target })
  edge('start', 'next', 'card')
  edge('card', 'valid', 'later')
  edge('card', 'invalid', 'bye')
  edge('card', 'no-answer', 'bye')
  edge('later', 'next', 'bye')
  return flow
}
