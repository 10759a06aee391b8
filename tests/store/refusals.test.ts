import { expect, it } from 'vitest'
import { type Change, type Filter, type FindOptions, StoreUsageError } from '#server/store/contract.ts'
import { eachStore } from '#tests/support/stores.ts'
import { type Thing, things } from './things.ts'

const circle: Record<string, unknown> = {}
circle.self = circle

const filters: [what: string, filter: unknown][] = [
  ['$and', { $and: [{ v: 1 }] }],
  ['$nor', { $nor: [{ v: 1 }] }],
  ['$where', { $where: 'true' }],
  ['$expr', { $expr: { $eq: [1, 1] } }],
  ['$text', { $text: { $search: 'x' } }],
  ['$regex', { v: { $regex: 'x' } }],
  ['a regular expression', { v: /x/ }],
  ['$not', { v: { $not: { $eq: 1 } } }],
  ['$elemMatch', { v: { $elemMatch: { $eq: 1 } } }],
  ['$size', { v: { $size: 1 } }],
  ['$all of nothing', { v: { $all: [] } }],
  ['$all of null', { v: { $all: [null] } }],
  ['$all of something else', { v: { $all: 'abc' } }],
  ['$all of ids', { _id: { $all: ['a'] } }],
  ['$type', { v: { $type: 'string' } }],
  ['$mod', { v: { $mod: [2, 0] } }],
  ['an object as a value', { v: { x: 1 } }],
  ['an empty object as a value', { v: {} }],
  ['a list as a value', { v: [1] }],
  ['a date', { v: new Date(0) }],
  ['a date as a bound', { v: { $gt: new Date(0) } }],
  ['undefined', { v: undefined }],
  ['undefined as a bound', { v: { $gt: undefined } }],
  ['undefined in $eq', { v: { $eq: undefined } }],
  ['NaN', { v: Number.NaN }],
  ['infinity', { v: { $lt: Number.POSITIVE_INFINITY } }],
  ['a big integer', { v: 1n }],
  ['null as a bound', { v: { $gt: null } }],
  ['true as a bound', { v: { $gte: true } }],
  ['a list as a bound', { v: { $lt: [5, 'a'] } }],
  ['an object in $in', { v: { $in: [{ x: 1 }] } }],
  ['a list in $nin', { v: { $nin: [[1]] } }],
  ['$in of something else', { v: { $in: 'abc' } }],
  ['$exists of a number', { v: { $exists: 1 } }],
  ['$or of nothing', { $or: [] }],
  ['$or of something else', { $or: { v: 1 } }],
  ['an operator deep in $or', { $or: [{ v: 1 }, { v: { $mod: [2, 0] } }] }],
  ['an operator as a step', { 'v.$gt': 1 }],
  ['an empty step', { 'v..x': 1 }],
  ['an empty field', { '': 1 }],
  ['a way to the prototype', { '__proto__.x': 1 }],
  ['a zero character in a field', { 'v\0': 1 }],
  ['a list as a filter', [{ v: 1 }]],
  ['null as a filter', null],
]

const changes: [what: string, change: unknown][] = [
  ['an unknown operator', { $rename: { a: 'b' } }],
  ['fields without an operator', { a: 1 }],
  ['$set of undefined', { $set: { a: undefined } }],
  ['$set of a date', { $set: { a: new Date(0) } }],
  ['$set of NaN', { $set: { a: Number.NaN } }],
  ['$set of a function', { $set: { a: () => 1 } }],
  ['$set of a map', { $set: { a: { b: new Map() } } }],
  ['$set of undefined in a list', { $set: { a: [undefined] } }],
  ['$set of a circle', { $set: { a: circle } }],
  ['$set of _id', { $set: { _id: 'y' } }],
  ['$unset of _id', { $unset: ['_id'] }],
  ['$unset as an object', { $unset: { a: 1 } }],
  ['$inc by a text', { $inc: { a: '1' } }],
  ['$inc by infinity', { $inc: { a: Number.POSITIVE_INFINITY } }],
  ['$push of undefined', { $push: { a: undefined } }],
  ['$push with an unknown option', { $push: { a: { $each: [1], $sort: 1 } } }],
  ['$push with a $slice of nothing', { $push: { a: { $each: [1], $slice: 0 } } }],
  ['$addToSet of an object', { $addToSet: { a: { x: 1 } } }],
  ['$addToSet of $each', { $addToSet: { a: { $each: [1] } } }],
  ['$pull by a condition', { $pull: { a: { $gt: 1 } } }],
  ['one path twice', { $set: { a: 1 }, $inc: { a: 1 } }],
  ['a path and what is in it', { $set: { a: {} }, $inc: { 'a.b': 1 } }],
  ['an operator as a step', { $set: { 'a.$': 1 } }],
  ['every element of a list', { $set: { 'a.$[]': 1 } }],
  ['a way to the prototype', { $set: { '__proto__.x': 1 } }],
  ['a way to the prototype through a field', { $set: { 'a.__proto__': 1 } }],
  ['what the store keeps for itself', { $set: { _newest: {} } }],
]

const documents: [what: string, doc: unknown][] = [
  ['without an id', { a: 1 }],
  ['with a number as id', { _id: 1 }],
  ['with an empty id', { _id: '' }],
  ['with an id of more than 500 bytes', { _id: 'x'.repeat(501) }],
  ['with an id of more than 500 bytes in few letters', { _id: '界'.repeat(167) }],
  ['with a control character in its id', { _id: 'a\nb' }],
  ['with half an emoji as id', { _id: '\ud83d' }],
  ['with a date', { _id: 'x', a: new Date(0) }],
  ['with a deep date', { _id: 'x', a: [{ b: new Date(0) }] }],
  ['with NaN', { _id: 'x', a: Number.NaN }],
  ['with a big integer', { _id: 'x', a: 1n }],
  ['with a function', { _id: 'x', a: () => 1 }],
  ['with a symbol', { _id: 'x', a: Symbol('a') }],
  ['with a buffer', { _id: 'x', a: Buffer.from('a') }],
  ['with a set', { _id: 'x', a: new Set() }],
  ['with undefined in a list', { _id: 'x', a: [undefined] }],
  ['with a circle', { _id: 'x', circle }],
  ['that is too deep', { _id: 'x', deep: JSON.parse('['.repeat(100) + ']'.repeat(100)) }],
  ['with __proto__ as a field', JSON.parse('{"_id":"x","__proto__":{"y":1}}')],
  ['with __proto__ as a deep field', JSON.parse('{"_id":"x","a":[{"__proto__":1}]}')],
  ['with a prototype of its own', { _id: 'x', a: Object.create({ y: 1 }) }],
  ['with an operator as a field', { _id: 'x', $set: 1 }],
  ['with a zero character in a field', { _id: 'x', a: { 'b\0': 1 } }],
  ['with what the store keeps for itself', { _id: 'x', _newest: { a: 1 } }],
]

const options: [what: string, options: unknown][] = [
  ['a limit of nothing', { limit: 0 }],
  ['a limit over 1,000', { limit: 1001 }],
  ['half a limit', { limit: 1.5 }],
  ['a negative limit', { limit: -1 }],
  ['a sort without an index', { sort: { other: 1 } }],
  ['a sort that stops before the index does', { sort: { v: 1 } }],
  ['a sort of mixed directions that the index has not', { sort: { v: 1, w: 1 } }],
  ['a sort by something else than 1 and -1', { sort: { v: 'desc' } }],
  ['a sort after _id', { sort: { _id: 1, v: 1 } }],
  ['a sort by an operator', { sort: { $natural: 1 } }],
  ['a deep field to show', { fields: ['a.b'] }],
]

eachStore('the store refuses', (open) => {
  const start = async () => things(await open(), [{ _id: 'x', v: 1 }], { name: 'both', fields: { v: 1, w: -1 } })

  it.each(filters)('a filter with %s', async (_what, given) => {
    const collection = await start()
    const filter = given as Filter
    const asked: (() => Promise<unknown>)[] = [
      () => collection.find(filter),
      () => collection.count(filter),
      () => collection.delete(filter),
      () => collection.updateMany(filter, { $set: { a: 1 } }),
      () => collection.claim(filter, { $set: { a: 1 } }),
    ]
    if (given !== null)
      asked.push(
        () => collection.update('x', { $set: { a: 1 } }, filter),
        () => collection.put({ _id: 'x' }, filter),
      )
    for (const ask of asked) await expect(ask()).rejects.toThrow(StoreUsageError)
    expect(await collection.get('x')).toEqual({ _id: 'x', v: 1 })
  })

  it.each(changes)('a change with %s', async (_what, given) => {
    const collection = await start()
    const change = given as Change
    await expect(collection.update('x', change)).rejects.toThrow(StoreUsageError)
    await expect(collection.updateMany({}, change)).rejects.toThrow(StoreUsageError)
    await expect(collection.claim({}, change)).rejects.toThrow(StoreUsageError)
    expect(await collection.get('x')).toEqual({ _id: 'x', v: 1 })
  })

  it.each(documents)('a document %s', async (_what, given) => {
    const collection = await start()
    const doc = given as Thing
    await expect(collection.insert(doc)).rejects.toThrow(StoreUsageError)
    await expect(collection.put(doc)).rejects.toThrow(StoreUsageError)
    await expect(collection.insertMany([doc])).rejects.toThrow(StoreUsageError)
    expect((await collection.find({})).items).toEqual([{ _id: 'x', v: 1 }])
  })

  it.each(options)('%s', async (_what, given) => {
    const collection = await start()
    await expect(collection.find({}, given as FindOptions)).rejects.toThrow(StoreUsageError)
  })

  it('a claim in an order without an index', async () => {
    const collection = await start()
    await expect(collection.claim({}, { $set: { a: 1 } }, { other: 1 })).rejects.toThrow(StoreUsageError)
  })

  it('an increment by something else than numbers', async () => {
    const collection = await start()
    await expect(collection.increment('c', { n: 'x' as never })).rejects.toThrow(StoreUsageError)
    await expect(collection.increment('x', { 'v.a': 1 })).rejects.toThrow(StoreUsageError)
    await expect(collection.increment('c', { a: 1, 'a.b': 1 })).rejects.toThrow(StoreUsageError)
  })

  it('definitions it cannot keep', async () => {
    const store = await open()
    for (const indexes of [
      [{ name: 'none', fields: {} }],
      [{ name: 'id', fields: { _id: 1 as const } }],
      [{ name: 'id', fields: { _id: 1 as const, v: 1 as const } }],
      [{ name: 'expiry', fields: { a: 1 as const, b: 1 as const }, expires: true }],
      [
        { name: 'one', fields: { v: 1 as const } },
        { name: 'other', fields: { v: 1 as const } },
      ],
      [{ name: 'many', fields: { a: 1 as const, b: 1 as const, c: 1 as const, d: 1 as const, e: 1 as const, f: 1 as const } }],
    ])
      expect(() => store.collection({ name: 'wrong', indexes })).toThrow(StoreUsageError)
  })
})
