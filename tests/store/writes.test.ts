import { expect, it } from 'vitest'
import { type Change, type Collection, StoreUnavailable, StoreUsageError, UniqueViolation } from '#server/store/contract.ts'
import { eachStore } from '#tests/support/stores.ts'
import { idsOf, type Thing, things, thingsWith } from './things.ts'

const documents: [fact: string, doc: Thing][] = [
  ['only an id', { _id: 'x' }],
  [
    'every kind of value',
    {
      _id: 'x',
      text: 'é',
      zero: 0,
      float: -1.25,
      yes: true,
      no: false,
      nothing: null,
      list: [1, 'a', null, [2], { b: 3 }],
      inside: { deep: {} },
    },
  ],
  ['integers beyond 32 bits', { _id: 'x', n: 4_294_967_296, m: -9_007_199_254_740_991 }],
  ['empty texts, lists and objects', { _id: 'x', text: '', list: [], inside: {} }],
  ['many languages and emoji', { _id: 'x', text: '你好 مرحبا नमस्ते 👩‍👩‍👧‍👦 \u0000 \n "quoted"' }],
  ['fields with names of any language', { _id: 'x', 名前: 1, '👋': { 'with space': 2, 'a-b': 3 } }],
  ['fields with dots in their names', { _id: 'x', outputs: { 'node.1': 1 }, 'a.b': 2 }],
  ['fields called like methods', { _id: 'x', constructor: 1, toString: 'x', hasOwnProperty: null, length: 2 }],
  ['operators as nested names', { _id: 'x', schema: { $ref: '#/definitions/x', $set: 1 } }],
  ['a text of a million letters', { _id: 'x', text: 'å'.repeat(1_000_000) }],
  ['a list of ten thousand', { _id: 'x', list: Array.from({ length: 10_000 }, (_, at) => at) }],
  ['sixty levels', { _id: 'x', deep: nested(60) }],
  ['texts that look like dates', { _id: 'x', at: '2026-01-31T09:00:00.000Z', on: '2026-01-31' }],
]

const ids = [
  'a',
  '0',
  ' ',
  'with space',
  'a.b/c:d|e',
  '你好',
  '😀',
  'é',
  '$x',
  '__proto__',
  'constructor',
  'x'.repeat(500),
  '界'.repeat(166),
]

const changes: [fact: string, before: object, change: Change, after: object][] = [
  ['$set adds and replaces', { a: 1 }, { $set: { a: 2, b: [1] } }, { a: 2, b: [1] }],
  ['$set makes the objects on its way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  ['$set leaves the neighbours', { a: { x: 1, y: 2 } }, { $set: { 'a.x': 5 } }, { a: { x: 5, y: 2 } }],
  ['$set replaces an object whole', { a: { x: 1 } }, { $set: { a: { y: 2 } } }, { a: { y: 2 } }],
  ['$set to null keeps the field', { a: 1 }, { $set: { a: null } }, { a: null }],
  ['$set reaches an element of a list', { a: [{ x: 1 }, { x: 2 }] }, { $set: { 'a.1.x': 3 } }, { a: [{ x: 1 }, { x: 3 }] }],
  ['$unset removes', { a: 1, b: 2 }, { $unset: ['a'] }, { b: 2 }],
  ['$unset reaches in', { a: { x: 1, y: 2 } }, { $unset: ['a.x', 'b.c'] }, { a: { y: 2 } }],
  ['$unset of a missing field does nothing', { a: 1 }, { $unset: ['b', 'a.c'] }, { a: 1 }],
  ['$inc starts at zero', {}, { $inc: { n: 5 } }, { n: 5 }],
  ['$inc adds, also less than nothing', { n: 5, m: 1.5 }, { $inc: { n: -7, m: 0.25 } }, { n: -2, m: 1.75 }],
  ['$inc reaches in', { times: { 3: 1 } }, { $inc: { 'times.3': 1, 'times.4': 2 } }, { times: { 3: 2, 4: 2 } }],
  ['$push starts a list', {}, { $push: { l: 1 } }, { l: [1] }],
  ['$push appends', { l: [1] }, { $push: { l: { a: 1 } } }, { l: [1, { a: 1 }] }],
  ['$push appends a list as one value', { l: [1] }, { $push: { l: [2, 3] } }, { l: [1, [2, 3]] }],
  ['$push of $each appends them all', { l: [1] }, { $push: { l: { $each: [2, 3] } } }, { l: [1, 2, 3] }],
  ['$push keeps the newest of a $slice', { l: [1, 2] }, { $push: { l: { $each: [3, 4], $slice: 3 } } }, { l: [2, 3, 4] }],
  ['$push reaches in', {}, { $push: { 'a.l': 'x' } }, { a: { l: ['x'] } }],
  ['$addToSet adds once', { l: ['a'] }, { $addToSet: { l: 'b' } }, { l: ['a', 'b'] }],
  ['$addToSet leaves what is there', { l: ['a', 1] }, { $addToSet: { l: 1 } }, { l: ['a', 1] }],
  ['$addToSet tells 1 from "1"', { l: ['1'] }, { $addToSet: { l: 1 } }, { l: ['1', 1] }],
  ['$addToSet starts a list', {}, { $addToSet: { l: 'a' } }, { l: ['a'] }],
  ['$pull removes every equal value', { l: ['a', 'b', 'a'] }, { $pull: { l: 'a' } }, { l: ['b'] }],
  ['$pull of nothing there does nothing', { l: ['b'] }, { $pull: { l: 'a', other: 'a' } }, { l: ['b'] }],
  [
    'several at once',
    { a: 1, n: 1, l: [] },
    { $set: { b: 2 }, $unset: ['a'], $inc: { n: 1 }, $push: { l: 0 } },
    { b: 2, n: 2, l: [0] },
  ],
  ['an empty change changes nothing', { a: 1 }, {}, { a: 1 }],
  ['an empty $set changes nothing', { a: 1 }, { $set: {}, $unset: [] }, { a: 1 }],
]

const impossible: [fact: string, before: object, change: Change][] = [
  ['$inc of a text', { n: 'x' }, { $inc: { n: 1 } }],
  ['$inc of null', { n: null }, { $inc: { n: 1 } }],
  ['$push on a text', { l: 'x' }, { $push: { l: 1 } }],
  ['$push on null', { l: null }, { $push: { l: 1 } }],
  ['$addToSet on an object', { l: {} }, { $addToSet: { l: 1 } }],
  ['$pull on a text', { l: 'x' }, { $pull: { l: 'x' } }],
  ['$set through a text', { a: 'x' }, { $set: { 'a.b': 1 } }],
  ['$set through null', { a: null }, { $set: { 'a.b': 1 } }],
  ['$set through a list', { a: [1] }, { $set: { 'a.b': 1 } }],
]

eachStore('a document', (open) => {
  it.each(documents)('with %s reads as it was written', async (_fact, doc) => {
    const collection = await things(await open(), [])
    await collection.insert(doc)
    expect(await collection.get('x')).toEqual(doc)
    await collection.put({ ...doc, again: true })
    expect(await collection.get('x')).toEqual({ ...doc, again: true })
    expect((await collection.find({})).items).toEqual([{ ...doc, again: true }])
  })

  it.each(ids)('is found by the id %j', async (_id) => {
    const collection = await things(await open(), [{ _id: 'other' }])
    await collection.insert({ _id, n: 1 })
    expect(await collection.get(_id)).toEqual({ _id, n: 1 })
    expect(idsOf((await collection.find({ _id })).items)).toEqual([_id])
    expect(await collection.update(_id, { $inc: { n: 1 } })).toEqual({ _id, n: 2 })
    expect(await collection.delete({ _id })).toBe(1)
    expect(await collection.get(_id)).toBeNull()
  })

  it('leaves out undefined', async () => {
    const collection = await things(await open(), [])
    await collection.insert({ _id: 'x', a: undefined, b: { c: undefined, d: 1 } })
    expect(Object.keys((await collection.get('x')) as Thing)).toEqual(['_id', 'b'])
    expect((await collection.get('x'))?.b).toStrictEqual({ d: 1 })
  })

  it('is kept as it was when it was handed over', async () => {
    const collection = await things(await open(), [])
    const doc = { _id: 'x', list: [1] }
    const written = collection.insert(doc)
    doc.list.push(2)
    await written
    expect(await collection.get('x')).toEqual({ _id: 'x', list: [1] })
  })

  it('is the reader’s own', async () => {
    const collection = await things(await open(), [{ _id: 'x', list: [1] }])
    const mine = (await collection.get('x')) as Thing
    ;(mine.list as number[]).push(2)
    expect(await collection.get('x')).toEqual({ _id: 'x', list: [1] })
  })

  it('that is not there is null', async () => {
    const collection = await things(await open(), [])
    expect(await collection.get('x')).toBeNull()
    expect(await collection.get('x'.repeat(5000))).toBeNull()
    expect(await collection.get('')).toBeNull()
    expect(await collection.update('x', { $set: { a: 1 } })).toBeNull()
    expect(await collection.delete({ _id: 'x' })).toBe(0)
  })

  it('belongs to its collection', async () => {
    const store = await open()
    const one = await things(store, [{ _id: 'x', n: 1 }])
    const other = store.collection<Thing>({ name: 'others', indexes: [] })
    expect(await other.get('x')).toBeNull()
    await other.insert({ _id: 'x', n: 2 })
    expect([await one.get('x'), await other.get('x'), await one.count({})]).toEqual([{ _id: 'x', n: 1 }, { _id: 'x', n: 2 }, 1])
  })
})

eachStore('a change', (open) => {
  const start = async (before: object): Promise<Collection<Thing>> => things(await open(), [{ _id: 'x', ...before }])

  it.each(changes)('%s', async (_fact, before, change, after) => {
    const collection = await start(before)
    expect(await collection.update('x', change)).toEqual({ _id: 'x', ...after })
    expect(await collection.get('x')).toEqual({ _id: 'x', ...after })
  })

  it.each(impossible)('is refused: %s', async (_fact, before, change) => {
    const collection = await start(before)
    await expect(collection.update('x', change)).rejects.toThrow(StoreUsageError)
    expect(await collection.get('x')).toEqual({ _id: 'x', ...before })
  })
})

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

function nested(levels: number): object {
  return levels === 0 ? { end: true } : { in: nested(levels - 1) }
}
