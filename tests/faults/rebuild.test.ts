import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { cases, conversations, forgettings } from '#server/chats/collections.ts'
import { emptied, forgetDue } from '#server/chats/forgettings.ts'
import {
  actOnConversation,
  conversationsWithCases,
  conversationsWithRows,
  remakeCases,
  remakeConversation,
} from '#server/chats/index.ts'
import { batches, timers, turns } from '#server/engine/collections.ts'
import type { Engine } from '#server/engine/engine.ts'
import { projectLeftBehind, startProjections } from '#server/engine/projections/projections.ts'
import { remakeTimer } from '#server/engine/timers/remake-timer.ts'
import { wakeDue } from '#server/engine/timers/timers.ts'
import { readTurns, turnsOf } from '#server/engine/turns/read-turns.ts'
import { events } from '#server/events/collections.ts'
import { remakeEvents } from '#server/events/index.ts'
import { beginJob } from '#server/jobs/begin-job.ts'
import { type JobDoc, jobs } from '#server/jobs/collections.ts'
import type { JobKind } from '#server/jobs/job-kind.ts'
import { rebuildByConversation } from '#server/jobs/rebuild.ts'
import { runDueJobs } from '#server/jobs/run-jobs.ts'
import { rebuilds } from '#server/parts-of-subjects.ts'
import { contactEntries, contacts } from '#server/people/collections.ts'
import { remakeContact } from '#server/people/index.ts'
import { type WordsDoc, words } from '#server/search/collections.ts'
import { remakeWords } from '#server/search/remake-words.ts'
import { counters, recounts } from '#server/statistics/collections.ts'
import type { Collection, Store, Stored } from '#server/store/contract.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { findAll } from '#server/store/find-all.ts'
import { anEngine, writes } from '#tests/support/an-engine.ts'
import { temporaryFolder } from '#tests/support/child-server.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { testClock, testSecrets } from '#tests/support/in-process.ts'
import { intervalsByHand } from '#tests/support/intervals.ts'
import { seed, seedShop, threeMessages } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

type Name = keyof typeof rebuilds
const names = Object.keys(rebuilds) as Name[]
const found = async () => {}

beforeEach(intervalsByHand)

/** Where each projection's documents are. */
const derived: Record<Name, (store: Store) => Collection<Stored>[]> = {
  timers: (store) => [store.collection(timers)],
  conversations: (store) => [store.collection(conversations)],
  cases: (store) => [store.collection(cases)],
  contacts: (store) => [store.collection(contactEntries), store.collection(contacts)],
  counters: (store) => [store.collection(counters)],
  words: (store) => [store.collection(words)],
  events: (store) => [store.collection(events)],
} as Record<Name, (store: Store) => Collection<Stored>[]>

const lines = ['hi', 'English', 'what', '中文', 'Delivery', 'STOP', 'START', 'hi', 'English']

async function aShop(open: OpenTestStore, flow = threeMessages()) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  await seedShop(store, testSecrets, { flows: [flow] })
  const engine = await anEngine(store, clock)
  const projections = startProjections(engine, found)
  onTestFinished(async () => {
    await projections.stop().catch(() => {})
    await engine.close()
  })
  let said = 0
  const says = async (visitor: string, text: string, by: Engine = engine) => {
    clock.pass(7_000)
    await writes(by, `m${said++}`, text, visitor)
  }
  const shop = {
    clock,
    store,
    engine,
    projections,
    says,
    /** Chats of five people, each further than the one before, over a few hours. */
    async chats() {
      for (const [n, visitor] of ['a', 'b', 'c', 'd', 'e'].entries())
        for (const text of lines.slice(0, 2 * n + 1)) {
          await says(visitor, text)
          await projections.flush()
          clock.pass(9 * 60_000)
        }
      await wakeDue(engine)
      // Whoever answers the first of them closes it.
      const who = { workspaceId: seed.workspaceId, agentId: 'agent1' }
      const first = conversationIdOf(seed.webChat, 'a')
      await actOnConversation(engine, who, first, { do: 'take' })
      await actOnConversation(engine, who, first, { do: 'close' })
      await projections.flush()
    },
    /** A projection's documents, but for what only says how often they were written. */
    shown: async (name: Name) => {
      const all = await Promise.all(derived[name](store).map((docs) => findAll(docs, {}, { _id: 1 })))
      return all.map((docs) => docs.map(({ revision: _, ...doc }: Stored & { revision?: number }) => doc))
    },
    lose: async (name: Name) => {
      for (const docs of derived[name](store)) await docs.delete({})
    },
    begin: (name: Name, id = 'job1') =>
      beginJob({ store, now: clock.now }, rebuilds[name] as JobKind<null>, {
        id,
        workspaceId: seed.workspaceId,
        by: 'operator',
        input: null,
      }),
    step: (by: Engine = engine) => runDueJobs(by, kinds, true),
    job: async (id = 'job1') => (await store.collection(jobs).get(id)) as JobDoc,
    async rebuild(name: Name, id?: string) {
      await shop.begin(name, id)
      while ((await shop.step()) > 0);
      return shop.job(id)
    },
  }
  return shop
}

/** As the house makes them again, but few at a time, so that much can happen in between. */
const inSmallSteps: Record<Name, JobKind> = {
  timers: rebuildByConversation({ name: 'timers', remake: remakeTimer, turnsAtOnce: 4 }),
  conversations: rebuildByConversation(
    { name: 'conversations', remake: remakeConversation, turnsAtOnce: 4 },
    conversationsWithRows,
  ),
  cases: rebuildByConversation({ name: 'cases', remake: remakeCases, turnsAtOnce: 4 }, conversationsWithCases),
  contacts: rebuildByConversation({ name: 'contacts', remake: remakeContact, turnsAtOnce: 4 }),
  counters: rebuilds.counters as JobKind,
  words: rebuildByConversation({ name: 'words', remake: remakeWords, turnsAtOnce: 4 }),
  events: rebuildByConversation({ name: 'events', remake: remakeEvents, turnsAtOnce: 4 }),
}
const kinds = new Map(Object.values(inSmallSteps).map((kind) => [kind.kind, kind]))

eachStore('what is derived from turns and made again', (open) => {
  it.each(names)('is what it was, when all of it was lost: %s', async (name) => {
    const shop = await aShop(open)
    await shop.chats()
    const live = await shop.shown(name)
    expect(live.flat().length).toBeGreaterThan(0)
    await shop.lose(name)
    expect(await shop.rebuild(name)).toMatchObject({ state: 'done' })
    expect(await shop.shown(name)).toEqual(live)
  })

  it.each(names)('is left alone where it is as it should be: %s', async (name) => {
    const shop = await aShop(open)
    await shop.chats()
    const live = await shop.shown(name)
    expect(await shop.rebuild(name)).toMatchObject({ state: 'done', report: { changed: 0 } })
    expect(await shop.shown(name)).toEqual(live)
  })

  it.each(names)('is what it was, when a clock was set back between two turns of a chat: %s', async (name) => {
    const shop = await aShop(open)
    await shop.chats()
    shop.clock.pass(-3 * 3_600_000)
    for (const visitor of ['a', 'c', 'new']) for (const text of ['中文', 'agent']) await shop.says(visitor, text)
    await shop.projections.flush()
    const live = await shop.shown(name)
    expect(await shop.rebuild(name)).toMatchObject({ state: 'done', report: { changed: 0 } })
    await shop.lose(name)
    await shop.rebuild(name, 'job2')
    expect(await shop.shown(name)).toEqual(live)
  })

  it.each(names)('is what it would be without it, when messages come between its steps: %s', async (name) => {
    const shop = await aShop(open)
    await shop.chats()
    await shop.lose(name)
    await shop.begin(name)
    const there = await anEngine(shop.store, shop.clock, { writer: 'there' })
    const others = startProjections(there, found)
    for (let n = 0; ; n++) {
      if ((await shop.job()).endedAt) break
      // One is projected before the next step, one while it may be under way, one by another process, one long after.
      await shop.says('a', lines[n % lines.length] as string)
      await shop.projections.flush()
      await shop.says(`new${n}`, 'hi')
      await shop.says('b', lines[n % lines.length] as string, there)
      await Promise.all([shop.step(), shop.projections.flush(), n % 2 === 0 ? others.flush() : undefined])
    }
    await shop.projections.flush()
    await others.flush()
    const mended = await shop.shown(name)
    await shop.lose(name)
    await shop.rebuild(name, 'job2')
    expect(mended).toEqual(await shop.shown(name))
    await others.stop()
    await there.close()
  })

  it.each(names)('is what it was, when the process is killed after each of its steps, before that is noted: %s', async (name) => {
    const shop = await aShop(open)
    await shop.chats()
    const live = await shop.shown(name)
    await shop.lose(name)
    await shop.begin(name)
    const { step } = inSmallSteps[name]
    let steps = 0
    for (let life = 0; !(await shop.job()).endedAt; life++) {
      // It makes a step, and another that nobody hears of any more.
      let made = 0
      let died = (): void => {}
      const dies = new Promise<void>((resolve) => (died = resolve))
      const dying: JobKind = {
        ...inSmallSteps[name],
        step: async (engine, job) => {
          const did = await step(engine, job)
          steps++
          if (++made < 2) return did
          died()
          return new Promise(() => {})
        },
      }
      const engine = await anEngine(shop.store, shop.clock, { writer: `life${life}` })
      await Promise.race([runDueJobs(engine, new Map([[dying.kind, dying]])), dies])
      shop.clock.pass(60 * 60_000)
    }
    expect(steps).toBeGreaterThan(3)
    expect((await shop.job()).state).toBe('done')
    expect(await shop.shown(name)).toEqual(live)
  })

  it.each(names)('is no worse than before when it is cancelled half-way: %s', async (name) => {
    const shop = await aShop(open)
    await shop.chats()
    const live = await shop.shown(name)
    await shop.begin(name)
    await shop.step()
    await shop.step()
    await shop.store.collection(jobs).update('job1', { $set: { cancelWanted: true } })
    await shop.step()
    expect(await shop.job()).toMatchObject({ state: 'cancelled' })
    expect(await shop.shown(name)).toEqual(live)
  })

  it('is mended where it is wrong: a row, a case, a timer, a contact, a counter, words, an event', async () => {
    const shop = await aShop(open)
    const { store } = shop
    await shop.chats()
    const c = conversationIdOf(seed.webChat, 'c')
    const live = await Promise.all(names.map(shop.shown))
    await store.collection(conversations).update(c, { $set: { status: 'closed', list: 'closed', turn: 99 } })
    const row = (await store.collection(conversations).get(c)) as Stored
    await store.collection(conversations).insert({ ...row, _id: 'nobody' } as never)
    const [one] = await findAll(store.collection(cases), {}, { _id: 1 })
    await store.collection(cases).update(one?._id as string, { $set: { handOffs: 7, answeredAt: '2040-01-01T00:00:00.000Z' } })
    const [timer] = await findAll(store.collection(timers), {}, { _id: 1 })
    if (timer) await store.collection(timers).update(timer._id, { $set: { visitId: '9.9' } })
    const [contact] = await findAll(store.collection(contacts), { language: null }, { _id: 1 })
    await store.collection(contacts).update(contact?._id as string, { $set: { name: 'Nobody', tags: ['wrong'] } })
    const [counter] = await findAll(store.collection(counters), {}, { _id: 1 })
    await store.collection(counters).update(counter?._id as string, { $inc: { entered: 7, 'outputs.nowhere': 1 } })
    const [line] = await findAll(store.collection(words), {}, { _id: 1 })
    await store.collection(words).update(line?._id as string, { $push: { words: 'nobody' } })
    await store.collection(words).insert({ ...(line as WordsDoc), _id: `${line?._id.slice(0, -8)}00000000` })
    await store.collection(events).delete({ type: 'chat_closed' })
    for (const name of names) expect((await shop.rebuild(name, name)).report.changed).toBeGreaterThan(0)
    expect(await Promise.all(names.map(shop.shown))).toEqual(live)
  })
})

eachStore('counting again', (open) => {
  it('counts once what a process left behind, whether that is projected before or after', async () => {
    const shop = await aShop(open)
    await shop.chats()
    const gone = await anEngine(shop.store, shop.clock, { writer: 'gone' })
    await shop.says('a', 'English', gone)
    await shop.says('f', 'hi', gone)
    await shop.begin('counters')
    while (!(await shop.job()).cursor?.includes('putting')) await shop.step()
    await projectLeftBehind(shop.engine, 0, found)
    const live = await shop.shown('counters')
    while ((await shop.step()) > 0);
    expect(await shop.shown('counters')).toEqual(live)
    expect(await shop.store.collection(batches).count({ _id: { $lt: 'h', $gt: 'g' } })).toBe(0)
  })

  it('counts a way out that is called like what every object has', async () => {
    const flow = JSON.parse(JSON.stringify(threeMessages()).replaceAll('"o1"', '"constructor"'))
    const shop = await aShop(open, flow)
    await shop.chats()
    await shop.begin('counters')
    await shop.step()
    // What is counted since it began is put together with what was counted before.
    for (const text of ['hi', 'English', 'Orders']) await shop.says('late', text)
    await shop.projections.flush()
    const live = await shop.shown('counters')
    expect(JSON.stringify(live)).toContain('"constructor":1')
    while ((await shop.step()) > 0);
    expect(await shop.shown('counters')).toEqual(live)
  })

  it('leaves nothing of its own, and counts what deleted chats counted for; nothing is deleted meanwhile', async () => {
    const shop = await aShop(open)
    const { store, engine } = shop
    await shop.chats()
    const forget = async (visitor: string) => {
      const doc = { _id: visitor, workspaceId: seed.workspaceId, userId: 'ada', at: new Date(shop.clock.now()).toISOString() }
      const conversationId = conversationIdOf(seed.webChat, visitor)
      await store.collection(forgettings).insert({ ...doc, conversationId, dueAt: doc.at })
      await emptied(engine, { ...doc, conversationId })
      await shop.projections.flush()
    }
    const left = (visitor: string) => {
      const conversationId = conversationIdOf(seed.webChat, visitor)
      return store.collection(turns).count({ _id: { $gt: `${conversationId}.`, $lt: `${conversationId}/` } })
    }
    await forget('c')
    await forgetDue(engine)
    expect(await left('c')).toBe(1)
    await shop.begin('counters')
    await shop.step()
    await forget('d')
    const live = await shop.shown('counters')
    shop.clock.pass(60_000)
    expect(await forgetDue(engine)).toBe(1)
    expect(await left('d')).toBeGreaterThan(1)
    while ((await shop.step()) > 0);
    expect(await shop.shown('counters')).toEqual(live)
    expect(await store.collection(recounts).count({})).toBe(0)
    shop.clock.pass(60_000)
    await forgetDue(engine)
    expect(await left('d')).toBe(1)
    await shop.lose('counters')
    await shop.rebuild('counters', 'job2')
    expect(await shop.shown('counters')).toEqual(live)
  })

  it('is refused where an earlier release deleted chats and did not keep what they count for', async () => {
    const shop = await aShop(open)
    await shop.chats()
    const old = {
      _id: 'old',
      workspaceId: seed.workspaceId,
      userId: 'ada',
      at: '2026-01-01T00:00:00.000Z',
      visits: [],
      marks: [],
    }
    await shop.store.collection(forgettings).insert(old)
    const live = await shop.shown('counters')
    expect(await shop.rebuild('counters')).toMatchObject({ state: 'failed', reason: { code: 'chats-deleted-before' } })
    expect(await shop.shown('counters')).toEqual(live)
  })
})

eachStore('a chat that is deleted while something is made again', (open) => {
  it.each(['conversations', 'contacts'] as const)('is not brought back: %s', async (name) => {
    const shop = await aShop(open)
    const { store, engine } = shop
    await shop.chats()
    await shop.begin(name)
    await shop.step()
    const conversationId = conversationIdOf(seed.webChat, 'e')
    const at = new Date(shop.clock.now()).toISOString()
    const doc = { _id: 'f', workspaceId: seed.workspaceId, userId: 'ada', at, conversationId, dueAt: at }
    await store.collection(forgettings).insert(doc)
    await emptied(engine, doc)
    await store.collection(conversations).delete({ _id: conversationId })
    while ((await shop.step()) > 0);
    await shop.projections.flush()
    shop.clock.pass(60_000)
    await forgetDue(engine)
    expect(await store.collection(conversations).get(conversationId)).toBeNull()
    const of = { _id: { $gt: `${conversationId}.`, $lt: `${conversationId}/` } }
    expect(await store.collection(contactEntries).count(of)).toBe(0)
  })
})

eachStore('a workspace’s turns', (open) => {
  it('are read by time, page by page, between two instants', async () => {
    const shop = await aShop(open)
    await shop.chats()
    const all = await findAll(shop.store.collection(turns), {}, { _id: 1 })
    const inOrder = all.map(({ at, _id }) => `${at} ${_id}`).sort()
    const read: string[] = []
    let after: string | undefined
    do {
      const page = await readTurns(shop.engine, seed.workspaceId, { after, limit: 4 })
      expect(page.items.length).toBeLessThanOrEqual(4)
      read.push(...page.items.map(({ at, _id }) => `${at} ${_id}`))
      after = page.next
    } while (after)
    expect(read).toEqual(inOrder)
    const [since, until] = [inOrder[3], inOrder[8]].map((one) => one?.slice(0, 24) as string)
    const some = await readTurns(shop.engine, seed.workspaceId, { since, until })
    expect(some.items.map(({ at, _id }) => `${at} ${_id}`)).toEqual(inOrder.slice(3, 8))
    expect((await readTurns(shop.engine, 'another')).items).toEqual([])
  })
})

it('what a rebuild asks is answered by indexes, not by looking at everything', async () => {
  const { path, remove } = temporaryFolder()
  const store = await openEmbedded({ folder: path, sync: false })
  const period = { since: '2026-01-01T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z' }
  const served = [
    store.collection(turns).plan(turnsOf('shop', {}), { sort: { at: 1 } }),
    store.collection(turns).plan(turnsOf('shop', period), { sort: { at: 1 } }),
    store.collection(turns).plan({ workspaceId: 'shop' }, { sort: { at: -1 } }),
    store.collection(turns).plan({ batch: { $gt: 'a/' } }, { sort: { batch: 1 } }),
    store.collection(forgettings).plan({ workspaceId: 'shop' }, { sort: { at: 1 } }),
    store.collection(jobs).plan({ dueAt: { $gt: '' } }, { sort: { dueAt: 1 } }),
  ]
  expect(served.map(({ index }) => index?.name)).toEqual(['time', 'time', 'time', 'batch', 'workspace', 'due'])
  await store.close()
  remove()
})
