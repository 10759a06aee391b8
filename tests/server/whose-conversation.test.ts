import { expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import type { Sender } from '#schemas/message.ts'
import { idsOfTurns, type Turn } from '#schemas/turn.ts'
import { type ForgettingDoc, forgettings } from '#server/chats/collections.ts'
import { emptied, forgetDue } from '#server/chats/forgettings.ts'
import { inbox, turns } from '#server/engine/collections.ts'
import type { Engine } from '#server/engine/engine.ts'
import { startProjections } from '#server/engine/projections/projections.ts'
import { processDue } from '#server/engine/turns/inbox.ts'
import { identitiesOfKept } from '#server/migrations/0010-identities.ts'
import { earlierIdOf, identitiesOfAll } from '#server/migrations/0011-identities-of-all.ts'
import { identities } from '#server/people/collections.ts'
import { people } from '#server/people/people.ts'
import { findAll } from '#server/store/find-all.ts'
import { anEngine, kept, writes } from '#tests/support/an-engine.ts'
import { conversationIdOf, conversationIn } from '#tests/support/conversation-id.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const { workspaceId } = seed
const channel = { id: seed.webChat, workspaceId }

/** A shop whose flow ends at once, and processes on its store that make ids as a server does. */
async function aShop(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  await seedShop(store, testSecrets, { flows: [newFlow('Silent')] })
  const engines: Engine[] = []
  const aProcess = async (writer: string, newConversationId?: (channelId: string, externalId: string) => string) => {
    const engine = await anEngine(store, clock, { writer, people: people(store, clock.now, newConversationId) })
    engines.push(engine)
    return engine
  }
  let deleted = 0
  return {
    clock,
    store,
    aProcess,
    conversationOf: (visitor: string) => conversationIn(store, seed.webChat, visitor),
    numbersIn: async (conversationId: string) =>
      (await findAll(store.collection(turns), { _id: idsOfTurns(conversationId) }, { _id: 1 })).map(({ number }) => number),
    /** The turn that empties it is taken; the rest is still to do. */
    async empties(engine: Engine, conversationId: string) {
      const at = new Date(clock.now()).toISOString()
      const doc: ForgettingDoc = { _id: `f${deleted++}`, workspaceId, userId: 'owner', conversationId, at, dueAt: at }
      await store.collection(forgettings).insert(doc)
      await emptied(engine, doc)
    },
    /** What is left of a deletion is done. */
    async deletes() {
      const all = engines.map((engine) => startProjections(engine, async () => {}))
      for (const projections of all) await projections.flush()
      clock.pass(1_000)
      await forgetDue(engines[0] as Engine)
      for (const projections of all) await projections.stop()
    },
    close: async () => {
      for (const engine of engines) await engine.close()
    },
  }
}

eachStore('whose conversation it is', (open) => {
  it.each(['a'.repeat(70_000), '\ud800', '\u0000', '"mei ling"@shop.example', '#1', ' ', 'é陳'])(
    'an id as no vendor gives it is somebody, too: %.12s',
    async (odd) => {
      const shop = await aShop(open)
      const engine = await shop.aProcess('a')
      const first = await engine.people.conversationOf(channel, { externalId: odd })
      const other = await shop.aProcess('b')
      expect(await other.people.conversationOf(channel, { externalId: odd })).toBe(first)
      expect(await other.people.conversationOf(channel, { externalId: `${odd}x` })).not.toBe(first)
      await shop.close()
    },
  )

  it('its id leads back to nobody, and who came later sorts later', async () => {
    const shop = await aShop(open)
    const engine = await shop.aProcess('a')
    const ids: string[] = []
    for (const visitor of ['z', 'y', 'x']) {
      await writes(engine, `${visitor}1`, 'hi', visitor)
      ids.push(await shop.conversationOf(visitor))
      shop.clock.pass(1)
    }
    expect(ids).toEqual([...ids].sort())
    expect(ids.filter((id) => !/^c[\w-]{22}$/.test(id))).toEqual([])
    expect(ids).not.toContain(earlierIdOf(seed.webChat, 'z'))
    await shop.close()
  })

  it('who is new in two processes at once has one conversation, in which each message is one turn', async () => {
    const shop = await aShop(open)
    const both = [await shop.aProcess('a'), await shop.aProcess('b')]
    const all = Array.from({ length: 10 }, (_, n) => writes(both[n % 2] as Engine, `m${n}`, 'hi'))
    const again = writes(both[1] as Engine, 'm0', 'hi')
    await Promise.all([...all, again])
    const numbers = Array.from({ length: 10 }, (_, n) => n + 1)
    expect(await shop.numbersIn(await shop.conversationOf('visitor'))).toEqual(numbers)
    expect(await shop.store.collection(turns).count({})).toBe(10)
    await shop.close()
  })

  it.each<[string, Sender]>([
    ['number', { externalId: '85290001234' }],
    ['user id', { externalId: 'HK.user' }],
    ['user id and number', { externalId: 'HK.user', address: '85290001234' }],
  ])(
    'who is new with a user id and a number, and at the same moment elsewhere with the %s, has one conversation',
    async (_, alone) => {
      const shop = await aShop(open)
      const [here, there] = [await shop.aProcess('a'), await shop.aProcess('b')]
      const both = { externalId: 'HK.user', address: '85290001234' }
      for (let n = 0; n < 20; n++) {
        const others = ({ externalId, address }: Sender): Sender => ({
          externalId: `${externalId}${n}`,
          ...(address === undefined ? {} : { address: `${address}${n}` }),
        })
        const started = [writes(here, `a${n}`, 'hi', others(both)), writes(there, `b${n}`, 'hi', others(alone))]
        await Promise.all(n % 2 === 0 ? started : started.reverse())
      }
      const begun = await findAll(shop.store.collection(turns), { number: 1 }, { _id: 1 })
      expect([begun.length, await shop.store.collection(turns).count({})]).toEqual([20, 40])
      await shop.close()
    },
  )

  it('a crash before the first turn leaves the conversation to the next message', async () => {
    const shop = await aShop(open)
    const id = await (await shop.aProcess('a')).people.conversationOf(channel, { externalId: 'visitor' })
    expect(await shop.numbersIn(id)).toEqual([])
    await writes(await shop.aProcess('b'), 'm1', 'hi')
    expect([await shop.conversationOf('visitor'), await shop.numbersIn(id)]).toEqual([id, [1]])
    await shop.close()
  })

  it('a conversation of an earlier release goes on under its id, unless it was deleted', async () => {
    const shop = await aShop(open)
    const before = await shop.aProcess('before', earlierIdOf)
    const id = earlierIdOf(seed.webChat, 'visitor')
    await writes(before, 'm1', 'hi')
    // There were no such documents.
    await shop.store.collection(identities).delete({})
    expect(await identitiesOfAll.page(shop.store, undefined)).toEqual({ changed: 1 })
    expect(await identitiesOfAll.page(shop.store, undefined)).toEqual({ changed: 0 })
    const engine = await shop.aProcess('a')
    await writes(engine, 'm2', 'hi')
    expect([await shop.numbersIn(id), await shop.conversationOf('visitor')]).toEqual([[1, 2], id])
    await shop.empties(engine, id)
    await writes(engine, 'm3', 'hi')
    const next = await shop.conversationOf('visitor')
    expect([next === id, await shop.numbersIn(next), await shop.numbersIn(id)]).toEqual([false, [1], [1, 2, 3]])
    await shop.close()
  })

  it('whoever waited for a first answer from an earlier release has the conversation it was to be in', async () => {
    const shop = await aShop(open)
    const engine = await shop.aProcess('a')
    const id = earlierIdOf(seed.webChat, 'visitor')
    await shop.store.collection(inbox).insert({ ...kept(engine, 'm1', 'hi'), conversationId: id })
    expect(await identitiesOfKept.page(shop.store, undefined)).toEqual({ changed: 1 })
    expect(await identitiesOfKept.page(shop.store, undefined)).toEqual({ changed: 0 })
    await writes(engine, 'm2', 'hello?')
    await processDue(engine)
    await engine.queue.idle()
    expect([await shop.conversationOf('visitor'), await shop.numbersIn(id)]).toEqual([id, [1, 2]])
    await shop.close()
  })

  it('two ids that an earlier release kept together still lead to one conversation', async () => {
    const shop = await aShop(open)
    const [id, phone] = ['HK.user', '85290001234']
    const before = await shop.aProcess('before', earlierIdOf)
    await writes(before, 'm1', 'hi', phone)
    await writes(before, 'm2', 'hi', { externalId: id, address: phone })
    await writes(before, 'm3', 'hi', phone)
    const conversationId = earlierIdOf(seed.webChat, phone)
    expect(await shop.numbersIn(conversationId)).toEqual([1, 2, 3])
    // They were kept by what the conversation of each would have been called.
    const docs = shop.store.collection(identities)
    await docs.delete({})
    for (const one of [id, phone]) await docs.insert({ _id: earlierIdOf(seed.webChat, one), workspaceId, conversationId })
    expect(await identitiesOfAll.page(shop.store, undefined)).toEqual({ changed: 2 })
    const kept = await findAll(docs, {}, { _id: 1 })
    expect(kept.map(({ _id, link }) => [_id, link])).toEqual([
      [`${seed.webChat}:${phone}`, 'met'],
      [`${seed.webChat}:${id}`, 'led'],
    ])
    const { conversationOf } = (await shop.aProcess('a')).people
    expect(await conversationOf(channel, { externalId: id })).toBe(conversationId)
    expect(await conversationOf(channel, { externalId: id, address: phone })).toBe(conversationId)
    // The number came with an id before: who has another one now is somebody else.
    expect(await conversationOf(channel, { externalId: 'HK.other', address: phone })).not.toBe(conversationId)
    await shop.close()
  })

  it('a process that remembers a deleted chat begins a new one, once, with whatever it hears next', async () => {
    const shop = await aShop(open)
    const [here, there] = [await shop.aProcess('a'), await shop.aProcess('b')]
    await writes(here, 'm1', 'hi')
    await writes(there, 'm2', 'hi')
    const old = await shop.conversationOf('visitor')
    await shop.empties(here, old)
    await Promise.all([writes(there, 'm3', 'hello?'), writes(here, 'm4', 'hello?'), writes(there, 'm5', 'hello?')])
    await shop.deletes()
    await writes(there, 'm6', 'hello?')
    const next = await shop.conversationOf('visitor')
    expect(await shop.numbersIn(next)).toEqual([1, 2, 3, 4])
    // What emptied it stays, and says nothing of anybody.
    expect(await shop.numbersIn(old)).toEqual([3])
    expect(JSON.stringify(await findAll(shop.store.collection(turns), { _id: idsOfTurns(old) }, { _id: 1 }))).not.toContain(
      'visitor',
    )
    await shop.close()
  })

  it('what was kept for a chat that is deleted before its turn begins the new one, once', async () => {
    const shop = await aShop(open)
    const engine = await shop.aProcess('a', conversationIdOf)
    await writes(engine, 'm1', 'hi')
    const old = conversationIdOf(seed.webChat, 'visitor')
    await shop.empties(engine, old)
    shop.clock.pass(1)
    const after = await shop.aProcess('b')
    const docs = shop.store.collection(inbox)
    for (const id of ['m2', 'm3']) await docs.insert({ ...kept(after, id, 'hello?'), acceptedAt: after.nextAcceptedAt() })
    await processDue(after)
    await after.queue.idle()
    const next = await shop.conversationOf('visitor')
    expect([next === old, await shop.numbersIn(next), await docs.count({})]).toEqual([false, [1, 2], 0])
    const words = (await findAll(shop.store.collection(turns), { _id: idsOfTurns(next) }, { _id: 1 })).map(keyOf)
    expect(words).toEqual([`${seed.webChat}:m2`, `${seed.webChat}:m3`])
    await shop.close()
  })
})

const keyOf = ({ inboundKey }: Turn) => inboundKey

eachStore('a window of a web chat that is deleted', (open) => {
  it('shows the chat that its visitor begins then, from its beginning', async () => {
    const clock = testClock()
    const store = await open({ now: clock.now })
    await seedShop(store, testSecrets)
    const server = await inProcess(store, { clock, workers: false })
    const headers = { authorization: `Bearer ${'mei'.padEnd(43, '-')}`, 'content-type': 'application/json' }
    const chat = `${server.url}/chat/${seed.webChat}`
    const says = async (clientId: string, text: string) =>
      (await fetch(`${chat}/messages`, { method: 'POST', headers, body: JSON.stringify({ clientId, text }) })).json()
    const after = async (number: number) => (await fetch(`${chat}/messages?after=${number}`, { headers })).json()
    const leave = new AbortController()
    const line = await fetch(`${chat}/events`, { headers, signal: leave.signal })
    const frames = framesOf(line.body as ReadableStream<Uint8Array>)

    for (const text of ['hi', 'English']) await says(text, text)
    expect([(await frames.next()).value?.turn, (await frames.next()).value?.turn]).toEqual([1, 2])
    expect(await after(2)).toEqual({ turn: 0, messages: [] })
    const [first] = await findAll(store.collection(turns), { number: 1 }, { _id: 1 })
    const conversationId = first?.state.conversationId ?? ''
    const at = new Date(clock.now()).toISOString()
    const doc: ForgettingDoc = { _id: 'f1', workspaceId, userId: 'owner', conversationId, at, dueAt: at }
    await store.collection(forgettings).insert(doc)
    await emptied(server.engine, doc)
    expect(await says('again', 'hi again')).toMatchObject({
      turn: 1,
      messages: [{ message: { content: { text: 'hi again' } } }, {}],
    })
    expect((await frames.next()).value).toMatchObject({ turn: 1, anew: true })
    expect(await after(2)).toMatchObject({ turn: 1, anew: true, messages: [{ clientId: 'again' }, {}] })
    expect(await after(1)).toEqual({ turn: 0, messages: [] })
    leave.abort()
    await server.close()
  })
})

/** What an event stream tells. */
async function* framesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<{ turn: number; anew?: boolean }> {
  let text = ''
  const reader = body.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    text += new TextDecoder().decode(read.value)
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1]
      if (data) yield JSON.parse(data)
    }
  }
}
