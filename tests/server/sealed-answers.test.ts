import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { turnId } from '#schemas/turn.ts'
import { forgetDue } from '#server/chats/forgettings.ts'
import { turns } from '#server/engine/collections.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { replayConversation } from '#server/engine/turns/replay-conversation.ts'
import { sealing } from '#server/engine/turns/sealed-answers.ts'
import { makeSecrets } from '#server/secret-key.ts'
import { findAll } from '#server/store/find-all.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'
import { conversationIdOf, conversationIn } from '#tests/support/conversation-id.ts'

/** A service that knows a customer's card, and more than anybody asked for. */
async function aService() {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"card":"4711-0815","name":"Lamp","note":"hush-hush"}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const gone = () => new Promise<void>((done) => server.close(() => done()))
  onTestFinished(gone)
  return { place: `127.0.0.1:${(server.address() as AddressInfo).port}`, gone }
}

/** A guest whose chat asked the service; the card is a sensitive variable. */
async function aGuest(open: (options: { allowPrivate: string[] }) => Promise<TestApp>) {
  const { place, gone } = await aService()
  const app = await open({ allowPrivate: [place] })
  const owner = await app.person()
  const { w = '', f = '', channelId = '' } = await aWorkspace(app, owner.userId)
  await app.join(w, owner.userId, 'owner')
  const saved = await owner.client.put(`/workspaces/${w}/flows/${f}/draft`, { revision: 2, flow: asking(place) }).expect(200)
  await owner.client.post(`/workspaces/${w}/flows/${f}/publish`, { revision: saved.body.revision }).expect(200)
  const writes = async (id: string) => {
    const at = new Date(app.deps.now()).toISOString()
    const message = { id, channelId, from: { externalId: 'guest' }, at, content: { kind: 'text' as const, text: 'hi' } }
    await handleMessage(app.engine, { workspaceId: w, channelKind: 'web-chat', message })
    await app.engine.queue.idle()
  }
  await writes('m1')
  await gone()
  const c = conversationIdOf(channelId, 'guest')
  const stored = () => findAll(app.store.collection(turns), { _id: { $gt: `${c}.`, $lt: `${c}/` } }, { _id: 1 })
  return { app, owner, w, c, channelId, stored, writes }
}

eachApp('what a service answered', (open) => {
  it('stands in the turn, sealed, and is told to nobody', async () => {
    const { app, owner, w, c, stored } = await aGuest(open)
    const [turn] = await stored()
    expect(turn?.say.map(({ message }) => message)).toMatchObject([{ text: 'A Lamp.' }])
    expect(turn?.asked).toMatch(/^v1\.[\w-]+$/)
    expect(JSON.stringify(turn)).not.toContain('hush')
    const { client: agent, userId } = await app.person()
    await app.join(w, userId, 'agent')
    await app.projections.flush()
    for (const who of [owner.client, agent]) {
      const { body } = await who.get(`/workspaces/${w}/conversations/${c}/turns`).expect(200)
      expect(body.items).toHaveLength(1)
      expect(JSON.stringify(body)).not.toMatch(/hush|4711|asked/)
    }
    expect(app.lines.join('\n')).not.toMatch(/hush|4711/)
  })

  it('lets the chat be taken again, sensitive values too, as long as the key is there', async () => {
    const { app, c, w, stored } = await aGuest(open)
    expect(await replayConversation(app.engine, c)).toBeUndefined()
    const [turn] = await stored()
    const others = sealing(makeSecrets(Buffer.alloc(32, 'another key')))
    await expect(replayConversation({ ...app.engine, sealing: others }, c)).rejects.toThrow('another ALUR_SECRET_KEY')
    // Each workspace has a key of its own.
    expect(() => app.engine.sealing.open(`${w}x`, turn?.asked ?? '')).toThrow('another ALUR_SECRET_KEY')
  })

  it('goes with the chat when it is deleted; that of whoever writes again stands in their new one', async () => {
    const { app, owner, w, c, channelId, stored, writes } = await aGuest(open)
    await app.projections.flush()
    await owner.client.delete(`/workspaces/${w}/conversations/${c}`).expect(204)
    await app.projections.flush()
    app.pass(1000)
    await forgetDue(app.engine)
    expect((await stored()).filter(({ asked }) => asked !== undefined)).toEqual([])
    await writes('m2')
    const next = await conversationIn(app.store, channelId, 'guest')
    expect((await app.engine.turns.get(turnId(next, 1)))?.asked).toMatch(/^v1\./)
    for (const id of [c, next]) expect(await replayConversation(app.engine, id)).toBeUndefined()
  })
})

function asking(place: string): Flow {
  const flow = newFlow('Cards')
  flow.variables = [{ name: 'card', type: 'text', sensitive: true }]
  const add = (id: string, type: string, config: Record<string, unknown>) =>
    flow.nodes.push({ id, type, position: { x: 0, y: 0 }, data: { config } })
  const mapping = [
    { path: 'card', variable: 'card' },
    { path: 'name', variable: 'article' },
  ]
  add('call', 'call-http', { method: 'GET', url: `http://${place}/card`, mapping })
  add('say', 'end', { text: { en: 'A {{ article }}.' } })
  add('sorry', 'end', { text: { en: 'Sorry.' } })
  const edge = (source: string, sourceHandle: string, target: string) =>
    flow.edges.push({ id: `${source}.${sourceHandle}`, source, sourceHandle, target })
  edge('start', 'next', 'call')
  edge('call', 'done', 'say')
  edge('call', 'error', 'sorry')
  return flow
}
