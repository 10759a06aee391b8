import { expect, it } from 'vitest'
import { type Change, type Collection, StoreUsageError } from '#server/store/contract.ts'
import { eachStore } from '#tests/support/stores.ts'
import { type Thing, things } from './things.ts'

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
