import { beforeEach, expect, it, vi } from 'vitest'
import { conversations } from '#server/chats/collections.ts'
import { batches } from '#server/engine/collections.ts'
import { Batches, batchNumber } from '#server/engine/projections/batches.ts'
import { projectLeftBehind, startProjections } from '#server/engine/projections/projections.ts'
import { counters } from '#server/statistics/collections.ts'
import type { Store } from '#server/store/contract.ts'
import { anEngine, writes } from '#tests/support/an-engine.ts'
import { testClock, testSecrets } from '#tests/support/in-process.ts'
import { intervalsByHand } from '#tests/support/intervals.ts'
import { seedShop } from '#tests/support/seed.ts'
import { eachStore, openTestEmbedded } from '#tests/support/stores.ts'

const afterMs = 30_000
const found = async () => {}

/** A process as others see it: the batches it opened. */
async function aProcess(store: Store, writer: string, now: () => number) {
  const made = new Batches(store, writer, now)
  await made.start()
  return made
}

const idsOf = (left: { _id: string }[][]) => left.map((line) => line.map(({ _id }) => _id))

beforeEach(intervalsByHand)

eachStore('the batches of a process that lives', (open) => {
  it('are not taken over while one of its writes hangs', async () => {
    const clock = testClock()
    const store = await open({ now: clock.now })
    const here = await aProcess(store, 'here', clock.now)
    const there = new Batches(store, 'there', clock.now)
    const hanging = await here.join()
    const rotating = here.rotate()
    for (let look = 0; look < 12; look++) {
      expect(await there.leftBehind(afterMs)).toEqual([])
      clock.pass(10_000)
      await here.renew()
    }
    hanging.lost()
    expect((await rotating).map(({ id }) => id)).toEqual([hanging.id])
  })

  it('are not taken over by one whose clock is ahead', async () => {
    const clock = testClock()
    const store = await open({ now: clock.now })
    const here = await aProcess(store, 'here', clock.now)
    const there = new Batches(store, 'there', () => clock.now() + 60_000)
    for (let look = 0; look < 12; look++) {
      expect(await there.leftBehind(afterMs)).toEqual([])
      clock.pass(10_000)
      await here.renew()
    }
  })

  it('are not taken over when it renews them at the last moment', async () => {
    const clock = testClock()
    const store = await open({ now: clock.now })
    const here = await aProcess(store, 'here', clock.now)
    const there = new Batches(store, 'there', clock.now)
    await there.leftBehind(afterMs)
    clock.pass(afterMs)
    const [line] = await there.leftBehind(afterMs)
    await here.renew()
    expect(line && (await Promise.all(line.map((batch) => there.claim(batch))))).toEqual([false, false])
  })
})

eachStore('the batches of a process that died', (open) => {
  it('are taken over by one other, in the order of their numbers', async () => {
    const clock = testClock()
    const store = await open({ now: clock.now })
    await store.collection(batches).insertMany(
      [100_000_000, 99_999_999].map((n) => ({
        _id: `gone.${String(n).padStart(12, '0')}`,
        openedAt: '2026-11-23T09:00:00.000Z',
      })),
    )
    const one = new Batches(store, 'one', clock.now)
    const two = new Batches(store, 'two', clock.now)
    for (const taker of [one, two]) expect(await taker.leftBehind(afterMs)).toEqual([])
    clock.pass(afterMs)
    const left = await one.leftBehind(afterMs)
    expect(idsOf(left)).toEqual([['gone.000099999999', 'gone.000100000000']])
    expect(await two.leftBehind(afterMs)).toEqual(left)
    const first = left[0]?.[0]
    expect(first && [await one.claim(first), await two.claim(first)]).toEqual([true, false])
  })

  it('are all taken over, however many they are', async () => {
    const clock = testClock()
    const store = await open({ now: clock.now })
    const openedAt = '2026-11-23T09:00:00.000Z'
    const many = Array.from({ length: 150 }, (_, n) => ({ _id: `gone.${String(n).padStart(12, '0')}`, openedAt }))
    await store.collection(batches).insertMany(many)
    const engine = await anEngine(store, clock)
    await projectLeftBehind(engine, 0, found)
    expect((await store.collection(batches).find({})).items.map(({ _id }) => batchNumber(_id).series)).toEqual(['a', 'a'])
  })
})

eachStore('a process that was taken for dead and wakes', (open) => {
  it('goes on in another batch, and everything is counted once', async () => {
    const clock = testClock()
    const store = await open({ now: clock.now })
    await seedShop(store, testSecrets)
    const here = await anEngine(store, clock, { writer: 'here' })
    const there = await anEngine(store, clock, { writer: 'there' })
    const first = await writes(here, 'm1', 'hi')
    await projectLeftBehind(there, afterMs, found)
    clock.pass(afterMs)
    await projectLeftBehind(there, afterMs, found)
    expect((await store.collection(conversations).find({})).items[0]?.turn).toBe(1)
    const second = await writes(here, 'm2', 'English')
    const batchOf = (handled: typeof first) => (handled.kind === 'turn' ? handled.turn.batch : handled.kind)
    expect([batchOf(first), batchOf(second)]).toEqual(['here.000000000000', 'here.000000000002'])
    const projections = startProjections(here, found)
    await projections.flush()
    const counted = (await store.collection(counters).find({ flowId: 'flow1', grain: null })).items
    expect(Object.fromEntries(counted.map(({ nodeId, entered }) => [nodeId, entered]))).toEqual({
      start: 1,
      language: 1,
      topic: 1,
    })
    await projections.stop()
    expect(await store.collection(batches).count({ _id: { $lt: 'i' } })).toBe(0)
  })
})

it('a turn that somebody could not be told of is projected all the same, and its deliveries are looked for', async () => {
  const clock = testClock()
  const store = await openTestEmbedded({ now: clock.now })
  await seedShop(store, testSecrets)
  const engine = await anEngine(store, clock)
  const deaf = () => {
    throw new Error('nobody listens')
  }
  engine.turnListeners.add(deaf)
  await expect(writes(engine, 'm1', 'hi')).rejects.toThrow('nobody listens')
  engine.turnListeners.delete(deaf)
  expect(await writes(engine, 'm1', 'hi')).toMatchObject({ kind: 'duplicate', turn: { number: 1 } })
  const looked: number[] = []
  const projections = startProjections(engine, async (turns) => void looked.push(...turns.map(({ number }) => number)))
  await projections.flush()
  expect(looked).toEqual([1])
  expect((await store.collection(conversations).find({})).items[0]?.turn).toBe(1)
  await projections.stop()
  await store.close()
})

it('batches are renewed by a timer of their own', async () => {
  const clock = testClock()
  const store = await openTestEmbedded({ now: clock.now })
  const here = await aProcess(store, 'here', clock.now)
  clock.pass(10_000)
  vi.advanceTimersByTime(10_000)
  await expect
    .poll(async () => (await store.collection(batches).find({})).items.map(({ openedAt }) => openedAt))
    .toEqual(['2026-11-23T10:00:10.000Z', '2026-11-23T10:00:10.000Z'])
  await here.close()
  await store.close()
})

it('a batch’s number goes on after eight digits', () => {
  expect(['w.99999999', 'w.000100000000'].map(batchNumber)).toEqual([
    { series: 'w', number: 99_999_999 },
    { series: 'w', number: 100_000_000 },
  ])
})
