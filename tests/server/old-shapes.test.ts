import { describe, expect, it } from 'vitest'
import type { Flow } from '#schemas/flow.ts'
import { turnMigrations } from '#schemas/migrations/turns.ts'
import { type Turn, turnId } from '#schemas/turn.ts'
import { type ChannelDoc, channels } from '#server/channels/collections.ts'
import { type ConversationDoc, conversations } from '#server/chats/collections.ts'
import { turns } from '#server/engine/collections.ts'
import { visitorIdOf } from '#server/engine/ids.ts'
import { flows, livePointers, versions } from '#server/flows/collections.ts'
import { type DeliveryDoc, deliveries } from '#server/outbox/collections.ts'
import { MadeLater } from '#server/store/contract.ts'
import type { CopyableStore } from '#server/store/copy-store.ts'
import { versioned } from '#server/store/versioned.ts'
import { eachApp } from '#tests/support/an-app.ts'
import { anEngine, writes } from '#tests/support/an-engine.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, openTestEmbedded } from '#tests/support/stores.ts'

/** A flow as it was saved before there were schema versions. */
const oldFlow = {
  name: 'Shop',
  langs: ['en'],
  nodes: [
    { id: 'start', type: 'start', data: { trigger: 'any-message' } },
    { id: 'end', type: 'end', data: { text: 'We open at nine.' } },
  ],
  edges: [{ source: 'start', target: 'end' }],
} as unknown as Flow

eachApp('a flow that an earlier release stored', (open) => {
  it('goes on answering, is shown, compared, searched and restored', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    const { body: made } = await client.post(`/workspaces/${workspaceId}/flows`, { name: 'Shop' }).expect(201)
    const path = `/workspaces/${workspaceId}/flows/${made.id}`
    const edges = [{ id: 'e', source: 'start', sourceHandle: 'next', target: 'end' }]
    const end = { id: 'end', type: 'end', position: { x: 0, y: 0 }, data: { config: {} } }
    const flow = { ...made.draft, nodes: [...made.draft.nodes, end], edges }
    const { body: saved } = await client.put(`${path}/draft`, { revision: made.revision, flow }).expect(200)
    await client.post(`${path}/publish`, { revision: saved.revision }).expect(200)
    await app.store.collection(flows).update(made.id, { $set: { draft: oldFlow } })
    const version = await app.store.collection(versions).get(`${made.id}.1`)
    const old = { _id: `${made.id}.2`, version: 2, flow: oldFlow }
    await app.store.collection(versions).insert({ ...(version as NonNullable<typeof version>), ...old })
    await app.store.collection(livePointers).update(made.id, { $set: { liveVersion: 2, newestVersion: 2 } })
    await app.engine.flows.changed(workspaceId)

    const lifted = { schemaVersion: 1, languages: { default: 'en', offered: ['en'] }, name: 'Shop' }
    expect((await client.get(path).expect(200)).body.draft).toMatchObject(lifted)
    expect((await client.get(`${path}/versions/2`).expect(200)).body.flow).toMatchObject(lifted)
    expect((await client.get(`${path}/publish`).expect(200)).body.differences).toEqual([])
    const secret = { name: 'key', value: 'We open at nine.', hosts: ['api.shop.example'] }
    const { body: kept } = await client.post(`/workspaces/${workspaceId}/secrets`, secret).expect(201)
    expect((await client.get(`/workspaces/${workspaceId}/secrets/${kept.id}/copies`).expect(200)).body.items).toHaveLength(2)
    const restored = await client.post(`${path}/versions/2/restore`, { revision: saved.revision }).expect(200)
    expect(restored.body.revision).toBe(saved.revision + 1)

    const settings = { title: 'Shop', accent: '#0B6E79', origins: [], language: 'en' }
    const channel = { kind: 'web-chat', name: 'Website', settings }
    const { body: web } = await client.post(`/workspaces/${workspaceId}/channels`, channel).expect(201)
    const { says, hears } = visitor(app.http.address(), web.id)
    expect((await says('m1', 'hi')).status).toBe(200)
    expect((await hears()).messages.at(-1)?.message).toMatchObject({ kind: 'text', text: 'We open at nine.' })
  })
})

const visitorKey = 'v'.repeat(32)

/** A visitor of a web chat. */
function visitor(address: unknown, channel: string) {
  const { port } = address as { port: number }
  const url = `http://127.0.0.1:${port}/chat/${channel}/messages`
  const headers = { authorization: `Bearer ${visitorKey}`, 'content-type': 'application/json' }
  return {
    says: (clientId: string, text: string) => fetch(url, { method: 'POST', headers, body: JSON.stringify({ clientId, text }) }),
    hears: async () => (await (await fetch(url, { headers })).json()) as { messages: { message: unknown }[] },
  }
}

/** Turns as two shapes of them: in the first, the words of the contact's tags stood in one text. */
const reshaped = {
  ...turns,
  ...versioned('turns', [
    (turn) => {
      const { labels = '', ...contact } = (turn.state as { contact: { labels?: string } }).contact
      return { ...turn, state: { ...(turn.state as object), contact: { ...contact, tags: labels.split(',') } } }
    },
  ]),
}

/** The shape of turns now. */
const newest = turnMigrations.length + 1

/** A chat in the middle of the shop's flow; its newest turn. */
async function aTurn(): Promise<Turn> {
  const clock = testClock()
  const store = await openTestEmbedded({ now: clock.now })
  await seedShop(store, testSecrets)
  const engine = await anEngine(store, clock)
  const { turn } = (await writes(engine, 'm1', 'hi')) as { turn: Turn }
  await engine.close()
  await store.close()
  return turn
}

eachStore('a chat whose newest turn an earlier release saved', (open) => {
  it('goes on from where it was, and its next turn is of the newest shape', async () => {
    const turn = await aTurn()
    const { tags: _none, ...contact } = turn.state.contact
    const clock = testClock()
    const store = (await open({ now: clock.now })) as CopyableStore
    const docs = store.collection(reshaped)
    await docs.copyIn([{ ...turn, state: { ...turn.state, contact: { ...contact, labels: 'vip,shop' } } } as unknown as Turn])
    await seedShop(store, testSecrets)
    const engine = await anEngine(store, clock)
    const { turn: next } = (await writes(engine, 'm2', 'English')) as { turn: Turn }
    expect(next.number).toBe(2)
    expect(next.say.map(({ message }) => message)).toMatchObject([{ text: 'What about?' }])
    expect(next.state.contact.tags).toEqual(['vip', 'shop'])
    expect(await docs.get(next._id)).toMatchObject({ schemaVersion: 2, state: { contact: { tags: ['vip', 'shop'] } } })
    await engine.close()
  })
})

describe('a chat whose newest turn a later release saved', () => {
  eachStore('in the engine', (open) => {
    it('takes no turn, keeps the message with its vendor, and says why', async () => {
      const turn = await aTurn()
      const clock = testClock()
      const store = (await open({ now: clock.now })) as CopyableStore
      await store.collection(turns).copyIn([{ ...turn, schemaVersion: newest + 1 } as Turn])
      await seedShop(store, testSecrets)
      const engine = await anEngine(store, clock)
      await expect(writes(engine, 'm2', 'English')).rejects.toThrow(
        new MadeLater(
          `The schemaVersion of ${turn._id} in turns is ${newest + 1}, newer than ${newest}: it was made by a later release of Alur. Start that release again.`,
        ),
      )
      await engine.close()
    })
  })

  eachApp('in the API', (open) => {
    it('answers 503 with the reason, and the log names what it met', async () => {
      const app = await open()
      await seedShop(app.store, app.deps.secrets)
      const { client } = await app.person({ [seed.workspaceId]: 'agent' })
      const { says } = visitor(app.http.address(), seed.webChat)
      expect((await says('m1', 'hi')).status).toBe(200)
      await app.projections.flush()
      const conversationId = conversationIdOf(seed.webChat, visitorIdOf(visitorKey))
      const id = turnId(conversationId, 1)
      await expect(app.store.collection(turns).update(id, { $set: { schemaVersion: newest + 1 } })).rejects.toThrow(MadeLater)
      app.engine.newest.delete(conversationId)
      const error = {
        code: 'later-release',
        message: 'A later release of Alur saved this, and this server is older: it cannot read it.',
      }
      const path = `/workspaces/${seed.workspaceId}/conversations/${conversationId}/turns`
      expect((await client.get(path).expect(503)).body).toEqual({ error })
      const answer = await says('m2', 'English')
      expect([answer.status, await answer.json()]).toEqual([503, { error }])
      expect(app.lines.join('')).toContain(`The schemaVersion of ${id} in turns is ${newest + 1}, newer than ${newest}`)
    })
  })
})

eachStore('why something was so, as an earlier release kept it', (open) => {
  it('of a message that failed: a sentence is told as it was, what the house decided by its code', async () => {
    const store = (await open()) as CopyableStore
    const docs = store.collection(deliveries)
    const old = { workspaceId: 'w', channelId: 'c', status: 'failed', providerIds: [], attempts: 1 }
    await docs.copyIn([
      { ...old, _id: 'c.00000001.0', error: 'WhatsApp cannot deliver to this customer.' },
      { ...old, _id: 'c.00000002.0', error: 'Not sent: they said STOP', code: 'opted-out' },
    ] as unknown as DeliveryDoc[])
    const { items } = await docs.find({}, { sort: { _id: 1 } })
    expect(items.map(({ reason }) => reason)).toEqual([
      { code: 'told', values: { details: 'WhatsApp cannot deliver to this customer.' } },
      { code: 'opted-out' },
    ])
    expect(JSON.stringify(items)).not.toContain('"error"')
  })

  it('of a channel that is out of order: its sentences are told as they were', async () => {
    const store = (await open()) as CopyableStore
    const since = '2041-03-02T09:00:00.000Z'
    const trouble = { since, stops: true, code: '190', reason: 'The token was refused.', wayOut: 'Enter a new one.' }
    const old = { _id: 'wa', workspaceId: 'w', kind: 'whatsapp', name: 'Shop', settings: {}, secrets: {}, createdAt: since }
    await store.collection(channels).copyIn([{ ...old, troubles: { call: trouble } } as unknown as ChannelDoc])
    expect((await store.collection(channels).get('wa'))?.troubles).toEqual({
      call: {
        since,
        stops: true,
        code: '190',
        reason: { code: 'told', values: { words: 'The token was refused.', wayOut: 'Enter a new one.' } },
      },
    })
  })

  it('of a chat that is with a person: in its turns and in the list', async () => {
    const turn = await aTurn()
    const store = (await open()) as CopyableStore
    const handedOver = (reason: string) => ({ at: turn.at, reason, path: [], answers: [] })
    const { schemaVersion: _, ...old } = turn
    await store
      .collection(turns)
      .copyIn([{ ...old, state: { ...turn.state, handOff: handedOver('Asked for a person') } } as unknown as Turn])
    const row = { _id: 'c1', workspaceId: 'w', list: 'waiting', handOff: handedOver('Asks about order 41902') }
    await store.collection(conversations).copyIn([row as unknown as ConversationDoc])
    expect((await store.collection(turns).get(turn._id))?.state.handOff?.reason).toEqual({ code: 'asked' })
    expect((await store.collection(conversations).get('c1'))?.handOff?.reason).toEqual({
      code: 'told',
      values: { words: 'Asks about order 41902' },
    })
  })
})
