import { beforeEach, expect, it } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { conversations } from '#server/chats/collections.ts'
import { batches, timers } from '#server/engine/collections.ts'
import type { Engine } from '#server/engine/engine.ts'
import type { NamedProjection } from '#server/engine/parts.ts'
import { projectLeftBehind, startProjections } from '#server/engine/projections/projections.ts'
import { partsOfSubjects } from '#server/parts-of-subjects.ts'
import { counters } from '#server/statistics/collections.ts'
import type { Store } from '#server/store/contract.ts'
import { anEngine, writes } from '#tests/support/an-engine.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { counting } from '#tests/support/counting-store.ts'
import { type TestClock, testClock, testSecrets } from '#tests/support/in-process.ts'
import { intervalsByHand } from '#tests/support/intervals.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const found = async () => {}

beforeEach(intervalsByHand)

/** The house's projections, of which one fails for as long as it is named. */
function withOneBroken(store: Store, clock: TestClock) {
  const broken = { name: '' }
  const done: string[] = []
  const projections = partsOfSubjects(store, registry, clock.now).projections.map(
    ({ name, project }): NamedProjection => ({
      name,
      project: async (engine, batch) => {
        if (name === broken.name) throw new Error(`${name} is broken`)
        await project(engine, batch)
        done.push(name)
      },
    }),
  )
  return { broken, done, projections }
}

async function aShop(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  await seedShop(store, testSecrets)
  const { broken, done, projections } = withOneBroken(store, clock)
  const life = (writer: string): Promise<Engine> => anEngine(store, clock, { writer, projections })
  const entered = async () =>
    (await store.collection(counters).find({ flowId: 'flow1', grain: null })).items.reduce((sum, { entered }) => sum + entered, 0)
  const shown = async () => ({
    rows: await store.collection(conversations).count({}),
    timers: await store.collection(timers).count({}),
    counted: (await entered()) > 0,
    open: await store.collection(batches).count({ todo: { $exists: true } }),
  })
  return { clock, store, broken, done, life, entered, shown }
}

const names = ['timers', 'conversations', 'cases', 'contacts', 'counters', 'words', 'events']

eachStore('a projection that fails', (open) => {
  it.each(names)('holds up no other, and goes on from where it was: %s', async (name) => {
    const { broken, done, life, shown, entered } = await aShop(open)
    const engine = await life('a')
    const projections = startProjections(engine, found)
    broken.name = name
    await writes(engine, 'm1', 'hi')
    await expect(projections.flush()).rejects.toThrow(`the projection of ${name} failed`)
    await writes(engine, 'm2', 'hi', 'another')
    await expect(projections.flush()).rejects.toThrow()
    const others = names.filter((one) => one !== name)
    expect([...done].sort()).toEqual([...others, ...others].sort())
    broken.name = ''
    await projections.flush()
    expect(done.filter((one) => one === name)).toEqual([name, name])
    expect(await shown()).toEqual({ rows: 2, timers: 2, counted: true, open: 0 })
    expect(await entered()).toBe(await enteredOf(open))
    await projections.stop()
    await engine.close()
  })

  it('is all that is still to do for whoever takes its batches over', async () => {
    const { clock, store, broken, done, life, shown } = await aShop(open)
    const dead = await life('dead')
    const dying = startProjections(dead, found)
    broken.name = 'counters'
    await writes(dead, 'm1', 'hi')
    await dying.flush().catch(() => {})
    const [left] = (await store.collection(batches).find({ todo: { $exists: true } })).items
    expect(left?.todo).toEqual(['counters'])
    done.length = 0
    const next = await life('next')
    await projectLeftBehind(next, 0, found).catch(() => {})
    expect(done).toEqual([])
    broken.name = ''
    clock.pass(60_000)
    await projectLeftBehind(next, 0, found)
    expect(done).toEqual(['counters'])
    expect(await shown()).toMatchObject({ rows: 1, counted: true, open: 0 })
    expect(await store.collection(conversations).get(conversationIdOf(seed.webChat, 'visitor'))).toMatchObject({ turn: 1 })
    await dying.stop()
    for (const engine of [dead, next]) await engine.close()
  })
})

eachStore('a derived projection that hangs', (open) => {
  it.each(['cases', 'contacts', 'counters', 'words', 'events'])(
    'delays no timer and no row, and holds up what is after it alone: %s',
    async (name) => {
      const clock = testClock()
      const store = await open({ now: clock.now })
      await seedShop(store, testSecrets)
      let goOn = () => {}
      const hangs = new Promise<void>((resolve) => (goOn = resolve))
      const projections = partsOfSubjects(store, registry, clock.now).projections.map(
        (one): NamedProjection => (one.name === name ? { ...one, project: () => hangs } : one),
      )
      const engine = await anEngine(store, clock, { projections })
      const worker = startProjections(engine, found)
      const shown = async () => [await store.collection(conversations).count({}), await store.collection(timers).count({})]
      for (const [n, visitor] of ['one', 'two', 'three'].entries()) {
        await writes(engine, `m${n}`, 'hi', visitor)
        worker.nudge()
        await expect.poll(shown).toEqual([n + 1, n + 1])
      }
      // All three are waited for, and done when it goes on.
      expect(await engine.turns.count({ batch: { $gt: '' } })).toBe(3)
      expect(await store.collection(batches).count({})).toBeGreaterThanOrEqual(3)
      goOn()
      await worker.stop()
      expect(await store.collection(batches).count({})).toBe(0)
      await engine.close()
    },
  )
})

eachStore('what a message writes', (open) => {
  it('is a turn and what is derived from it: so many documents, whichever order they are derived in', async () => {
    const clock = testClock()
    const store = counting(await open({ now: clock.now }))
    await seedShop(store, testSecrets)
    const engine = await anEngine(store, clock)
    const worker = startProjections(engine, found)
    const written = async (id: string, text: string) => {
      await worker.flush()
      store.asked()
      await writes(engine, id, text)
      await worker.flush()
      return store
        .asked()
        .filter((asked) => !/\.(get|getMany|find|count)$/.test(asked))
        .sort()
    }
    // What is live is written down once, not with a message.
    await engine.flows.live(seed.workspaceId)
    const batch = ['batches.delete', 'batches.insert']
    expect(await written('m1', 'hi')).toEqual([
      ...batch,
      // Of a case each opening, first answer, handing over and closing; no other message.
      'cases.insertMany',
      'contacts.insertMany',
      'conversations.insertMany',
      // Of two nodes, each by the hour, the day and the month.
      'counters.increment',
      'counters.increment',
      'counters.increment',
      'counters.increment',
      'counters.increment',
      'counters.increment',
      // Who is new has an identity, which leads to their conversation: once, and before its first turn.
      'identities.insert',
      'timers.insertMany',
      'turns.insert',
      'words.insertMany',
    ])
    expect(await written('m2', 'English')).toEqual([
      ...batch,
      'contactEntries.insertMany',
      'contacts.update',
      'conversations.update',
      // Of two nodes, each by the hour, the day and the month.
      'counters.increment',
      'counters.increment',
      'counters.increment',
      'counters.increment',
      'counters.increment',
      'counters.increment',
      'timers.update',
      'turns.insert',
      'words.insertMany',
    ])
    await worker.stop()
    await engine.close()
  })
})

/** What the same chats count where nothing fails. */
async function enteredOf(open: OpenTestStore): Promise<number> {
  const { life, entered } = await aShop(open)
  const engine = await life('a')
  const projections = startProjections(engine, found)
  await writes(engine, 'm1', 'hi')
  await writes(engine, 'm2', 'hi', 'another')
  await projections.stop()
  await engine.close()
  return entered()
}
