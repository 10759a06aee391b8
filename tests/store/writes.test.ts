import { expect, it } from 'vitest'
import { StoreUnavailable, StoreUsageError, UniqueViolation } from '#server/store/contract.ts'
import { eachStore } from '#tests/support/stores.ts'
import { idsOf, things, thingsWith } from './things.ts'

eachStore('writing', (open) => {
  it('refuses an id that is taken', async () => {
    const collection = await things(await open(), [{ _id: 'x', n: 1 }])
    await expect(collection.insert({ _id: 'x', n: 2 })).rejects.toThrow(new UniqueViolation('things', '_id'))
    expect(await collection.get('x')).toEqual({ _id: 'x', n: 1 })
  })

  it('lets one of two insert the same id at once', async () => {
    const collection = await things(await open(), [])
    const outcomes = await Promise.allSettled([1, 2, 3].map((n) => collection.insert({ _id: 'x', n })))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  })

  it('inserts many, each on its own', async () => {
    const collection = await things(await open(), [{ _id: 'b', v: 'taken' }], {
      name: 'v',
      fields: { v: 1 },
      unique: true,
      whenPresent: 'v',
    })
    const docs = [{ _id: 'a' }, { _id: 'b' }, { _id: 'c', v: 'taken' }, { _id: 'a' }, { _id: 'd' }]
    expect(await collection.insertMany(docs)).toEqual({
      inserted: 2,
      violations: [
        { position: 1, index: '_id' },
        { position: 2, index: 'v' },
        { position: 3, index: '_id' },
      ],
    })
    expect(idsOf((await collection.find({})).items)).toEqual(['a', 'b', 'd'])
    expect(await collection.insertMany([])).toEqual({ inserted: 0, violations: [] })
  })

  it('gets many by their ids, each once, without the missing', async () => {
    const collection = await things(await open(), [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }])
    expect(idsOf(await collection.getMany(['c', 'none', 'a', 'c'])).sort()).toEqual(['a', 'c'])
    expect(await collection.getMany([])).toEqual([])
  })

  it('puts: inserts, then replaces whole', async () => {
    const collection = await things(await open(), [])
    expect(await collection.put({ _id: 'x', a: 1, b: 2 })).toBe(true)
    expect(await collection.put({ _id: 'x', a: 3 })).toBe(true)
    expect(await collection.get('x')).toEqual({ _id: 'x', a: 3 })
  })

  it('puts only over what matches', async () => {
    const collection = await things(await open(), [{ _id: 'x', turn: 5 }])
    expect(await collection.put({ _id: 'x', turn: 4 }, { turn: { $lt: 4 } })).toBe(false)
    expect(await collection.put({ _id: 'x', turn: 6 }, { turn: { $lt: 6 } })).toBe(true)
    expect(await collection.put({ _id: 'y', turn: 1 }, { turn: { $lt: 1 } })).toBe(true)
    expect((await collection.find({})).items).toEqual([
      { _id: 'x', turn: 6 },
      { _id: 'y', turn: 1 },
    ])
  })

  it('keeps the newest of puts that race', async () => {
    const collection = await things(await open(), [])
    const turns = [3, 9, 1, 7, 2, 8, 5, 4, 6]
    await Promise.all(turns.map((turn) => collection.put({ _id: 'x', turn }, { turn: { $lt: turn } })))
    expect(await collection.get('x')).toEqual({ _id: 'x', turn: 9 })
  })

  it('changes only what still matches', async () => {
    const collection = await things(await open(), [{ _id: 'x', revision: 1 }])
    const save = (revision: number) => collection.update('x', { $inc: { revision: 1 } }, { revision })
    expect(await save(1)).toEqual({ _id: 'x', revision: 2 })
    expect(await save(1)).toBeNull()
    expect(await collection.update('x', { $set: { revision: 0 } }, { revision: { $in: [7, 8] } })).toBeNull()
    expect(await collection.get('x')).toEqual({ _id: 'x', revision: 2 })
  })

  it('lets one of fifty compare-and-sets win', async () => {
    const collection = await things(await open(), [{ _id: 'x', revision: 1 }])
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, by) => collection.update('x', { $set: { revision: 2, by } }, { revision: 1 })),
    )
    expect(all.filter((doc) => doc !== null)).toEqual([await collection.get('x')])
  })

  it('changes every match and counts them', async () => {
    const docs = Array.from({ length: 1200 }, (_, at) => ({ _id: String(at), even: at % 2 === 0 }))
    const collection = await things(await open(), docs, { name: 'even', fields: { even: 1 } })
    expect(await collection.updateMany({ even: true }, { $set: { even: null, seen: true } })).toBe(600)
    expect(await collection.count({ even: null })).toBe(600)
    expect(await collection.updateMany({ even: true }, { $set: { seen: true } })).toBe(0)
  })

  it('deletes every match and counts them', async () => {
    const docs = Array.from({ length: 1200 }, (_, at) => ({ _id: String(at), n: at % 3 }))
    const collection = await things(await open(), docs, { name: 'n', fields: { n: 1 } })
    expect(await collection.delete({ n: 1 })).toBe(400)
    expect([await collection.count({}), await collection.count({ n: 1 })]).toEqual([800, 0])
    expect(await collection.delete({})).toBe(800)
  })

  it('moves a document along its indexes', async () => {
    const collection = await things(
      await open(),
      [{ _id: 'x', v: 'a', tags: ['p', 'q'] }],
      { name: 'v', fields: { v: 1 } },
      { name: 'tags', fields: { tags: 1 } },
    )
    const where = async () => ({
      a: await collection.count({ v: 'a' }),
      b: await collection.count({ v: 'b' }),
      p: await collection.count({ tags: 'p' }),
      r: await collection.count({ tags: 'r' }),
    })
    await collection.update('x', { $set: { v: 'b' }, $push: { tags: 'r' } })
    expect(await where()).toEqual({ a: 0, b: 1, p: 1, r: 1 })
    await collection.put({ _id: 'x', v: 'a' })
    expect(await where()).toEqual({ a: 1, b: 0, p: 0, r: 0 })
    await collection.delete({ v: 'a' })
    expect(await where()).toEqual({ a: 0, b: 0, p: 0, r: 0 })
  })

  it('is over when the store is closed', async () => {
    const store = await open()
    const collection = await things(store, [{ _id: 'x' }])
    await store.close()
    for (const asked of [
      collection.get('x'),
      collection.find({}),
      collection.insert({ _id: 'y' }),
      collection.update('x', {}),
      store.ping(),
    ])
      await expect(asked).rejects.toThrow(StoreUnavailable)
  })

  it('answers a ping', async () => {
    await expect((await open()).ping(2_000)).resolves.toBeUndefined()
  })

  it('gives the same collection for the same definition', async () => {
    const store = await open()
    const definition = thingsWith({ name: 'v', fields: { v: 1 } })
    expect(store.collection(definition)).toBe(store.collection(definition))
    expect(() => store.collection(thingsWith())).toThrow(StoreUsageError)
  })
})
