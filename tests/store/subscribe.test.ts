import { expect, it, vi } from 'vitest'
import { UniqueViolation } from '#server/store/contract.ts'
import { eachStore } from '#tests/support/stores.ts'
import { type Thing, things } from './things.ts'

eachStore('a subscription', (open) => {
  it('tells of every kind of write, with the document as it is', async () => {
    const collection = await things(await open(), [{ _id: 'old', n: 1 }])
    const seen = new Map<string, Thing | null>()
    const stop = collection.subscribe(({ id, doc }) => seen.set(id, doc))
    await vi.waitFor(async () => {
      await collection.increment('ready', { tries: 1 })
      expect(seen.has('ready')).toBe(true)
    }, eventually)
    await collection.insert({ _id: 'a', n: 1 })
    await collection.update('old', { $inc: { n: 1 } })
    await collection.increment('counter', { n: 5 }, { once: { series: 't', number: 1 } })
    await collection.insertMany([{ _id: 'm1' }, { _id: 'm2' }])
    await vi.waitFor(() => expect([...seen.keys()].sort()).toEqual(['a', 'counter', 'm1', 'm2', 'old', 'ready']), eventually)
    expect([seen.get('a'), seen.get('old'), seen.get('counter')]).toEqual([
      { _id: 'a', n: 1 },
      { _id: 'old', n: 2 },
      { _id: 'counter', n: 5 },
    ])
    stop()
  })

  it('tells that a document is gone', async () => {
    const collection = await things(await open(), [{ _id: 'old', n: 1 }])
    const gone: string[] = []
    const ready: string[] = []
    const stop = collection.subscribe(({ id, doc }) => void (doc ? ready : gone).push(id))
    await vi.waitFor(async () => {
      await collection.increment('ready', { tries: 1 })
      expect(ready).toContain('ready')
    }, eventually)
    await collection.delete({ _id: 'old' })
    await vi.waitFor(() => expect(gone).toContain('old'), eventually)
    stop()
  })

  it('tells every listener, and none after it has stopped', async () => {
    const store = await open()
    const collection = await things(store, [])
    const [first, second]: [string[], string[]] = [[], []]
    const stop = collection.subscribe(({ id }) => first.push(id))
    const stopSecond = collection.subscribe(({ id }) => second.push(id))
    await vi.waitFor(async () => {
      await collection.increment('a', { tries: 1 })
      expect([first.includes('a'), second.includes('a')]).toEqual([true, true])
    }, eventually)
    stop()
    await collection.insert({ _id: 'b' })
    await vi.waitFor(() => expect(second).toContain('b'), eventually)
    expect(first).not.toContain('b')
    stopSecond()
  })

  it('tells nothing of other collections and refused writes', async () => {
    const store = await open()
    const collection = await things(store, [{ _id: 'first', v: 1 }], {
      name: 'v',
      fields: { v: 1 },
      unique: true,
      whenPresent: 'v',
    })
    const other = store.collection<Thing>({ name: 'others', indexes: [] })
    const seen: string[] = []
    const stop = collection.subscribe(({ id }) => seen.push(id))
    await other.insert({ _id: 'elsewhere' })
    await expect(collection.insert({ _id: 'refused', v: 1 })).rejects.toThrow(UniqueViolation)
    expect((await collection.insertMany([{ _id: 'refused', v: 1 }])).inserted).toBe(0)
    expect(await collection.update('nobody', { $set: { a: 1 } })).toBeNull()
    await vi.waitFor(async () => {
      await collection.increment('last', { tries: 1 })
      expect(seen).toContain('last')
    }, eventually)
    expect(new Set(['first', ...seen])).toEqual(new Set(['first', 'last']))
    stop()
  })
})

/** A subscription may take a moment to begin. */
const eventually = { timeout: 15_000, interval: 50 }
