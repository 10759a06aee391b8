import { describe, expect, it } from 'vitest'
import type { Filter, IndexDefinition } from '#server/store/contract.ts'
import { eachStore } from '#tests/support/stores.ts'
import { idsOf, type Thing, things } from './things.ts'

const values: Thing[] = [
  { _id: 'missing' },
  { _id: 'null', v: null },
  { _id: 'zero', v: 0 },
  { _id: 'one', v: 1 },
  { _id: 'half', v: 1.5 },
  { _id: 'minus', v: -3 },
  { _id: 'big', v: 9_007_199_254_740_991 },
  { _id: 'empty', v: '' },
  { _id: 'a', v: 'a' },
  { _id: 'ab', v: 'ab' },
  { _id: 'capital', v: 'A' },
  { _id: 'digit', v: '1' },
  { _id: 'true', v: true },
  { _id: 'false', v: false },
  { _id: 'no-list', v: [] },
  { _id: 'list-a', v: ['a'] },
  { _id: 'list-ab', v: ['b', 'a'] },
  { _id: 'list-mixed', v: [1, 'a', null] },
  { _id: 'list-far', v: [-10, 10] },
  { _id: 'object', v: { x: 1 } },
]

const facts: [fact: string, filter: Filter, ids: string[]][] = [
  ['an empty filter matches everything', {}, idsOf(values)],
  ['a text matches itself and a list that holds it', { v: 'a' }, ['a', 'list-a', 'list-ab', 'list-mixed']],
  ['a text does not match another case', { v: 'A' }, ['capital']],
  ['a number does not match its text', { v: 1 }, ['one', 'list-mixed']],
  ['a text does not match its number', { v: '1' }, ['digit']],
  ['an empty text is a text', { v: '' }, ['empty']],
  ['zero is not false', { v: 0 }, ['zero']],
  ['false is not zero', { v: false }, ['false']],
  ['true is not one', { v: true }, ['true']],
  ['null matches null, missing and a list that holds null', { v: null }, ['missing', 'null', 'list-mixed']],
  ['null does not match an empty list', { v: { $eq: null } }, ['missing', 'null', 'list-mixed']],
  ['$eq is the same as the value', { v: { $eq: 'a' } }, ['a', 'list-a', 'list-ab', 'list-mixed']],
  [
    '$ne of null leaves out null, missing and a list that holds null',
    { v: { $ne: null } },
    idsOf(values).filter((id) => !['missing', 'null', 'list-mixed'].includes(id)),
  ],
  [
    '$ne matches missing and other types',
    { v: { $ne: 'a' } },
    idsOf(values).filter((id) => !['a', 'list-a', 'list-ab', 'list-mixed'].includes(id)),
  ],
  ['$gt compares numbers with numbers only', { v: { $gt: 0 } }, ['one', 'half', 'big', 'list-mixed', 'list-far']],
  ['$gte includes the bound', { v: { $gte: 1.5 } }, ['half', 'big', 'list-far']],
  ['$lt compares numbers with numbers only', { v: { $lt: 0 } }, ['minus', 'list-far']],
  ['$lte includes the bound', { v: { $lte: 0 } }, ['zero', 'minus', 'list-far']],
  ['$gt compares texts with texts only', { v: { $gt: 'a' } }, ['ab', 'list-ab']],
  [
    '$gte of the empty text matches every text',
    { v: { $gte: '' } },
    ['empty', 'a', 'ab', 'capital', 'digit', 'list-a', 'list-ab', 'list-mixed'],
  ],
  ['$lt of a text compares by code point', { v: { $lt: 'a' } }, ['empty', 'capital', 'digit']],
  ['$lte of a text includes it', { v: { $lte: 'A' } }, ['empty', 'capital', 'digit']],
  ['two bounds enclose', { v: { $gt: 0, $lt: 1.5 } }, ['one', 'list-mixed', 'list-far']],
  ['two bounds may be met by two elements of a list', { v: { $gt: 5, $lt: -5 } }, ['list-far']],
  ['bounds of two types match nothing but a mixed list', { v: { $gt: 0, $lt: 'b' } }, ['list-mixed']],
  ['both kinds of lower bound must hold', { v: { $gt: 0, $gte: 1.5 } }, ['half', 'big', 'list-far']],
  ['crossed bounds match no scalar', { v: { $gt: 2, $lt: 1 } }, ['list-far']],
  ['$in matches any of its values', { v: { $in: ['ab', 1] } }, ['one', 'ab', 'list-mixed']],
  ['$in of nothing matches nothing', { v: { $in: [] } }, []],
  ['$in with null matches missing', { v: { $in: [null, 'ab'] } }, ['missing', 'null', 'ab', 'list-mixed']],
  [
    '$nin leaves its values out',
    { v: { $nin: [null, 'a', 0] } },
    idsOf(values).filter((id) => !['missing', 'null', 'zero', 'a', 'list-a', 'list-ab', 'list-mixed'].includes(id)),
  ],
  ['$nin of nothing matches everything', { v: { $nin: [] } }, idsOf(values)],
  ['$all matches a list that holds each of its values', { v: { $all: ['a', 'b'] } }, ['list-ab']],
  ['$all of one value is that value', { v: { $all: ['a'] } }, ['a', 'list-a', 'list-ab', 'list-mixed']],
  ['$all of two values matches no scalar', { v: { $all: ['a', 1] } }, ['list-mixed']],
  ['$exists: true matches null too', { v: { $exists: true } }, idsOf(values).filter((id) => id !== 'missing')],
  ['$exists: false matches only missing', { v: { $exists: false } }, ['missing']],
  ['conditions on one field must all hold', { v: { $gte: 0, $ne: 1 } }, ['zero', 'half', 'big', 'list-far']],
  ['conditions on two fields must all hold', { v: 'a', _id: { $gt: 'b' } }, ['list-a', 'list-ab', 'list-mixed']],
  ['$or matches either', { $or: [{ v: 1.5 }, { v: 'ab' }] }, ['half', 'ab']],
  ['$or joins the rest of the filter', { _id: { $lt: 'b' }, $or: [{ v: 'a' }, { v: 'ab' }, { v: 1 }] }, ['a', 'ab']],
  ['$or nests', { $or: [{ v: 1.5 }, { _id: 'a', $or: [{ v: 'a' }, { v: 'b' }] }] }, ['half', 'a']],
  ['a dotted path reaches into an object', { 'v.x': 1 }, ['object']],
  ['a dotted path into a scalar finds nothing', { 'v.x': { $exists: true } }, ['object']],
  ['an unknown field is missing', { nothing: null }, idsOf(values)],
  ['_id equals', { _id: 'one' }, ['one']],
  ['_id with another condition', { _id: 'one', v: 2 }, []],
  ['_id in a list, each once', { _id: { $in: ['one', 'none', 'a', 'one'] } }, ['one', 'a']],
  ['_id in a range', { _id: { $gte: 'list', $lt: 'list-b' } }, ['list-a', 'list-ab']],
  ['_id below a prefix end', { _id: { $gt: 'list-', $lt: 'list-\uffff' } }, ['list-a', 'list-ab', 'list-mixed', 'list-far']],
  ['_id that is not', { _id: { $nin: idsOf(values).slice(1) } }, ['missing']],
  ['_id is never a number', { _id: { $gt: 0 } }, []],
]

const indexSets: [title: string, indexes: IndexDefinition[]][] = [
  ['without an index', []],
  ['through an index', [{ name: 'v', fields: { v: 1 } }]],
  ['through a descending index', [{ name: 'v', fields: { v: -1 } }]],
  ['through an index of two fields', [{ name: 'v', fields: { v: 1, w: -1 } }]],
  ['through an index of present values', [{ name: 'v', fields: { v: 1 }, whenPresent: 'v' }]],
]

eachStore('a filter', (open) => {
  describe.each(indexSets)('%s', (_title, indexes) => {
    it.each(facts)('%s', async (_fact, filter, ids) => {
      const collection = await things(await open(), values, ...indexes)
      const { items } = await collection.find(filter)
      expect({ found: idsOf(items).sort(), count: await collection.count(filter) }).toEqual({
        found: [...ids].sort(),
        count: ids.length,
      })
    })
  })

  it('finds a deep field through an index', async () => {
    const docs = [
      { _id: 'a', x: { y: { z: 1 } } },
      { _id: 'b', x: { y: 1 } },
      { _id: 'c', x: { y: { z: [1, 2] } } },
      { _id: 'd' },
    ]
    const collection = await things(await open(), docs, { name: 'z', fields: { 'x.y.z': 1 } })
    expect(idsOf((await collection.find({ 'x.y.z': 1 })).items)).toEqual(['a', 'c'])
    expect(idsOf((await collection.find({ 'x.y.z': null })).items)).toEqual(['b', 'd'])
  })

  it('compares texts of emoji and full-width letters by code point', async () => {
    const docs = [
      { _id: '1', v: '！' },
      { _id: '2', v: '😀' },
      { _id: '3', v: 'é' },
      { _id: '4', v: '你好' },
    ]
    for (const indexes of [[], [{ name: 'v', fields: { v: 1 as const } }]]) {
      const collection = await things(await open(), docs, ...indexes)
      expect(idsOf((await collection.find({ v: { $gt: '！' } })).items)).toEqual(['2'])
      expect(idsOf((await collection.find({ v: { $lt: '！' } })).items).sort()).toEqual(['3', '4'])
    }
  })

  it('tells long texts apart that begin alike', async () => {
    const long = 'long '.repeat(100)
    const docs = [
      { _id: 'a', v: `${long}a` },
      { _id: 'b', v: `${long}b` },
      { _id: 'c', v: 'short' },
      { _id: 'd', v: long },
    ]
    const collection = await things(await open(), docs, { name: 'v', fields: { v: 1 } })
    expect(idsOf((await collection.find({ v: `${long}a` })).items)).toEqual(['a'])
    expect(idsOf((await collection.find({ v: { $gt: long } })).items).sort()).toEqual(['a', 'b', 'c'])
    expect(idsOf((await collection.find({ v: { $lte: `${long}a`, $gte: long } })).items).sort()).toEqual(['a', 'd'])
  })

  it('reads a text with a zero character as any other', async () => {
    const docs = [
      { _id: 'a', v: 'x' },
      { _id: 'b', v: 'x\0' },
      { _id: 'c', v: 'x\0y' },
      { _id: 'd', v: 'x\u0001' },
    ]
    const collection = await things(await open(), docs, { name: 'v', fields: { v: 1 } })
    expect(idsOf((await collection.find({}, { sort: { v: 1 } })).items)).toEqual(['a', 'b', 'c', 'd'])
    expect(idsOf((await collection.find({ v: 'x\0' })).items)).toEqual(['b'])
  })

  it('serves a partial index only to a filter that names its values', async () => {
    const docs = [
      { _id: 'a', kind: 'x', n: 1 },
      { _id: 'b', kind: 'y', n: 1 },
      { _id: 'c', n: 1 },
    ]
    const collection = await things(await open(), docs, { name: 'n', fields: { n: 1 }, where: { kind: 'x' } })
    expect(idsOf((await collection.find({ n: 1 })).items)).toEqual(['a', 'b', 'c'])
    expect(idsOf((await collection.find({ n: 1, kind: 'x' })).items)).toEqual(['a'])
    expect(idsOf((await collection.find({ n: 1, kind: 'y' })).items)).toEqual(['b'])
  })
})
