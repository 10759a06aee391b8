import { expect, it } from 'vitest'
import { type Collection, type IndexDefinition, StoreUsageError, UniqueViolation } from '#server/store/contract.ts'
import { eachStore } from '#tests/support/stores.ts'
import { type Thing, things } from './things.ts'

const plain: IndexDefinition = { name: 'v', fields: { v: 1 }, unique: true }
const present: IndexDefinition = { name: 'v', fields: { v: 1 }, unique: true, whenPresent: 'v' }
const pair: IndexDefinition = { name: 'pair', fields: { v: 1, w: -1 }, unique: true }
const live: IndexDefinition = { name: 'live', fields: { v: 1 }, unique: true, where: { state: 'live' } }

const long = 'long '.repeat(100)

const facts: [fact: string, index: IndexDefinition, first: object, second: object, taken: boolean][] = [
  ['the same text is taken', plain, { v: 'a' }, { v: 'a' }, true],
  ['another text is free', plain, { v: 'a' }, { v: 'b' }, false],
  ['another case is free', plain, { v: 'a' }, { v: 'A' }, false],
  ['a number and its text are two values', plain, { v: 1 }, { v: '1' }, false],
  ['1 and 1.0 are one value', plain, { v: 1 }, { v: 1.0 }, true],
  ['0 and -0 are one value', plain, { v: 0 }, { v: -0 }, true],
  ['true and 1 are two values', plain, { v: true }, { v: 1 }, false],
  ['missing is a value', plain, {}, {}, true],
  ['missing and null are one value', plain, {}, { v: null }, true],
  ['an empty text and missing are two values', plain, {}, { v: '' }, false],
  ['an element of a list is taken', plain, { v: ['a', 'b'] }, { v: ['c', 'b'] }, true],
  ['an element of a list is taken from a text', plain, { v: ['a', 'b'] }, { v: 'a' }, true],
  ['lists without a common element are free', plain, { v: ['a', 'b'] }, { v: ['c'] }, false],
  ['long texts that begin alike are two values', plain, { v: `${long}a` }, { v: `${long}b` }, false],
  ['the same long text is taken', plain, { v: long }, { v: long }, true],
  ['missing is free when only present values count', present, {}, {}, false],
  ['a present value is taken', present, { v: 'a' }, { v: 'a' }, true],
  ['a pair is taken', pair, { v: 1, w: 2 }, { v: 1, w: 2 }, true],
  ['half a pair is free', pair, { v: 1, w: 2 }, { v: 1, w: 3 }, false],
  ['two values that join to the same are free', pair, { v: 'ab', w: 'c' }, { v: 'a', w: 'bc' }, false],
  ['half a pair and nothing is a pair too', pair, { v: 1 }, { v: 1 }, true],
  ['outside its condition everything is free', live, { v: 1, state: 'old' }, { v: 1, state: 'live' }, false],
  ['inside its condition it is taken', live, { v: 1, state: 'live' }, { v: 1, state: 'live' }, true],
]

eachStore('a unique index', (open) => {
  const ways: [title: string, write: (collection: Collection<Thing>, doc: Thing) => Promise<unknown>][] = [
    ['insert', (collection, doc) => collection.insert(doc)],
    ['put', (collection, doc) => collection.put(doc)],
    [
      'update',
      async (collection, { _id, ...fields }) => {
        await collection.put({ _id, v: 'something else', w: 'else', state: 'old' })
        const missing = ['v', 'w', 'state'].filter((field) => !(field in fields))
        await collection.update(_id, { $set: fields, $unset: missing })
      },
    ],
  ]

  it.each(facts)('%s', async (_fact, index, first, second, taken) => {
    for (const [, write] of ways) {
      const collection = await things(await open(), [{ _id: '1', ...first }], index)
      const outcome = write(collection, { _id: '2', ...second })
      if (taken) await expect(outcome).rejects.toThrow(new UniqueViolation('things', index.name))
      else await expect(outcome).resolves.not.toThrow()
    }
  })

  it('names the one that is violated', async () => {
    const email: IndexDefinition = { name: 'email', fields: { email: 1 }, unique: true, whenPresent: 'email' }
    const collection = await things(await open(), [{ _id: '1', v: 1, email: 'a@b' }], plain, email)
    await expect(collection.insert({ _id: '2', v: 1 })).rejects.toThrow(new UniqueViolation('things', 'v'))
    await expect(collection.insert({ _id: '2', v: 2, email: 'a@b' })).rejects.toThrow(new UniqueViolation('things', 'email'))
    await expect(collection.insert({ _id: '1', v: 3 })).rejects.toThrow(new UniqueViolation('things', '_id'))
    await collection.insert({ _id: '2', v: 2, email: 'c@d' })
  })

  it('leaves the document and the index as they were when it refuses', async () => {
    const collection = await things(
      await open(),
      [
        { _id: '1', v: 'a' },
        { _id: '2', v: 'b' },
      ],
      plain,
    )
    await expect(collection.update('2', { $set: { v: 'a', x: 1 } })).rejects.toThrow(UniqueViolation)
    await expect(collection.put({ _id: '2', v: 'a' })).rejects.toThrow(UniqueViolation)
    expect((await collection.find({ v: { $gte: '' } }, { sort: { v: 1 } })).items).toEqual([
      { _id: '1', v: 'a' },
      { _id: '2', v: 'b' },
    ])
    await collection.insert({ _id: '3', v: 'c' })
  })

  it('frees a value when its document changes or goes', async () => {
    const collection = await things(await open(), [{ _id: '1', v: 'a' }], plain)
    await collection.update('1', { $set: { v: 'b' } })
    await collection.insert({ _id: '2', v: 'a' })
    await collection.delete({ _id: '2' })
    await collection.insert({ _id: '3', v: 'a' })
    expect(await collection.count({})).toBe(2)
  })

  it('does not stand in its own document’s way', async () => {
    const collection = await things(await open(), [{ _id: '1', v: ['a', 'b'] }], plain)
    expect(await collection.put({ _id: '1', v: ['b', 'b', 'c'] })).toBe(true)
    expect(await collection.update('1', { $set: { w: 1 } })).toEqual({ _id: '1', v: ['b', 'b', 'c'], w: 1 })
  })

  it('lets one of fifty take a value', async () => {
    const collection = await things(await open(), [], plain)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, at) => collection.insert({ _id: `${at}`, v: 'one' })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await collection.count({ v: 'one' })).toBe(1)
  })

  it('of present values refuses null', async () => {
    const collection = await things(await open(), [{ _id: '1', v: 'a' }], present)
    await expect(collection.insert({ _id: '2', v: null })).rejects.toThrow(StoreUsageError)
    await expect(collection.update('1', { $set: { v: null } })).rejects.toThrow(StoreUsageError)
    expect(await collection.update('1', { $unset: ['v'] })).toEqual({ _id: '1' })
    await collection.insert({ _id: '2', v: 'a' })
  })
})
