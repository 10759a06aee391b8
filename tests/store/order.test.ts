import { expect, it } from 'vitest'
import { type Filter, type IndexDefinition, StoreUsageError } from '#server/store/contract.ts'
import { eachStore } from '#tests/support/stores.ts'
import { idsOf, pages, type Thing, things } from './things.ts'

const shelf: Thing[] = [
  { _id: '1', w: 'a', list: 'x', at: 3 },
  { _id: '2', w: 'a', list: 'y', at: 1 },
  { _id: '3', w: 'a', list: 'x', at: 1 },
  { _id: '4', w: 'b', list: 'x', at: 9 },
  { _id: '5', w: 'a', list: 'x', at: 1 },
  { _id: '6', w: 'a', list: 'z', at: 2 },
  { _id: '7', w: 'a', list: 'z' },
  { _id: '8', w: 'a', list: 'x', at: null },
]
const recent: IndexDefinition = { name: 'recent', fields: { w: 1, at: -1 } }
const list: IndexDefinition = { name: 'list', fields: { w: 1, list: 1, at: -1 } }

const orders: [fact: string, filter: Filter, sort: Record<string, 1 | -1>, ids: string][] = [
  ['follows an index forwards', { w: 'a' }, { at: -1 }, '16532 87'],
  ['follows an index backwards', { w: 'a' }, { at: 1 }, '78 23561'],
  ['may name the fields the filter fixes', { w: 'a' }, { w: 1, at: -1 }, '16532 87'],
  ['may name _id at its end', { w: 'a' }, { at: -1, _id: -1 }, '16532 87'],
  ['follows an index of three fields', { w: 'a' }, { list: 1, at: -1 }, '1538 2 67'],
  ['follows an index of three fields backwards', { w: 'a' }, { list: -1, at: 1 }, '76 2 8351'],
  ['follows the last field of three', { w: 'a', list: 'x' }, { at: -1 }, '1538'],
  ['follows all three fields', {}, { w: 1, list: 1, at: -1 }, '1538 2 67 4'],
  ['follows _id', {}, { _id: 1 }, '12345678'],
  ['follows _id backwards', {}, { _id: -1 }, '87654321'],
  ['breaks ties by _id in the direction of the last field', { w: 'a', at: 1 }, { at: -1 }, '532'],
]

eachStore('an order', (open) => {
  it.each(orders)('%s', async (_fact, filter, sort, ids) => {
    const collection = await things(await open(), shelf, recent, list)
    const expected = [...ids.replaceAll(' ', '')]
    expect(idsOf((await collection.find(filter, { sort })).items)).toEqual(expected)
    expect((await pages(collection, filter, { sort, limit: 1 })).flat()).toEqual(expected)
    expect((await pages(collection, filter, { sort, limit: 3 })).flat()).toEqual(expected)
  })

  it('leads to documents whatever their ids and the values beside them are', async () => {
    const ids = ['a', 'b.1', 'é', '陳', '0'.repeat(80), 'x'.repeat(81), 'y'.repeat(400), '~', ' ', '\u007f']
    const values = [undefined, null, '', 'text', 'tëxt', 'z'.repeat(300), 0, -2.5, 255, true, false]
    const docs = ids.flatMap((id) => values.map((v, at) => ({ _id: `${id}${at}`, v, w: values[values.length - 1 - at] })))
    const both: IndexDefinition[] = [
      { name: 'up', fields: { v: 1, w: 1 } },
      { name: 'down', fields: { v: -1, w: -1 } },
      { name: 'mixed', fields: { w: 1, v: -1 } },
    ]
    const collection = await things(await open(), docs, ...both)
    for (const sort of [
      { v: 1, w: 1 },
      { v: -1, w: -1 },
      { w: 1, v: -1 },
    ] as Record<string, 1 | -1>[])
      expect((await pages(collection, {}, { sort, limit: 7 })).flat().sort()).toEqual(docs.map(({ _id }) => _id).sort())
  })

  it('puts missing and null first, then numbers, texts and booleans', async () => {
    const docs = [
      { _id: 'd', v: true },
      { _id: 'c', v: 'x' },
      { _id: 'b', v: 2 },
      { _id: 'a' },
      { _id: 'aa', v: null },
      { _id: 'bb', v: -2.5 },
      { _id: 'dd', v: false },
      { _id: 'cc', v: '' },
    ]
    const collection = await things(await open(), docs, { name: 'v', fields: { v: 1 } })
    expect((await pages(collection, {}, { sort: { v: 1 }, limit: 1 })).flat()).toEqual([
      'a',
      'aa',
      'bb',
      'b',
      'cc',
      'c',
      'dd',
      'd',
    ])
    expect((await pages(collection, {}, { sort: { v: -1 }, limit: 1 })).flat()).toEqual([
      'd',
      'dd',
      'c',
      'cc',
      'b',
      'bb',
      'aa',
      'a',
    ])
  })

  it('orders numbers by value', async () => {
    const numbers = [-1e300, -1000, -2, -1.5, -0.25, 0, 1e-9, 0.5, 1, 2, 10, 1000, 2 ** 40, 1e300]
    const docs = numbers.map((v, at) => ({ _id: String.fromCharCode(97 + ((at * 5) % 14)), v }))
    const collection = await things(await open(), docs, { name: 'v', fields: { v: -1 } })
    const { items } = await collection.find({}, { sort: { v: 1 } })
    expect(items.map((doc) => doc.v)).toEqual(numbers)
  })

  it('orders texts and ids by code point', async () => {
    const texts = ['', 'A', 'Z', 'a', 'aa', 'b', 'é', '你好', 'ﬀ', '！', '😀', '😀a']
    const docs = texts.map((v) => ({ _id: `${v}.`, v }))
    const collection = await things(await open(), [...docs].reverse(), { name: 'v', fields: { v: 1 } })
    expect((await pages(collection, {}, { sort: { v: 1 }, limit: 5 })).flat()).toEqual(idsOf(docs))
    const byId = [...idsOf(docs)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    expect((await pages(collection, {}, { sort: { _id: 1 }, limit: 5 })).flat()).toEqual(byId)
  })

  it('is that of the index when none is asked for', async () => {
    const collection = await things(await open(), shelf, recent)
    expect((await pages(collection, { w: 'a' }, { limit: 2 })).flat()).toEqual(['1', '6', '5', '3', '2', '8', '7'])
    expect((await pages(collection, {}, { limit: 5 })).flat()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  })

  it('narrows by a range while it follows the index', async () => {
    const collection = await things(await open(), shelf, recent, list)
    const found = (filter: object, at: 1 | -1) =>
      pages(collection, { w: 'a', ...filter }, { sort: { at }, limit: 2 }).then((all) => all.flat())
    expect(await found({ at: { $gt: 1 } }, -1)).toEqual(['1', '6'])
    expect(await found({ at: { $gte: 1, $lt: 3 } }, -1)).toEqual(['6', '5', '3', '2'])
    expect(await found({ at: { $gte: 1, $lt: 3 } }, 1)).toEqual(['2', '3', '5', '6'])
    expect(await found({ at: { $lte: 2 } }, 1)).toEqual(['2', '3', '5', '6'])
    expect(await found({ at: null }, -1)).toEqual(['8', '7'])
  })

  it('takes the newest of a run of ids', async () => {
    const docs = ['a.1', 'a.2', 'a.3', 'b.1'].map((_id) => ({ _id }))
    const collection = await things(await open(), docs)
    const { items } = await collection.find({ _id: { $gt: 'a.', $lt: 'a/' } }, { sort: { _id: -1 }, limit: 1 })
    expect(items).toEqual([{ _id: 'a.3' }])
  })

  it('follows _id after the fields of an index', async () => {
    const docs = ['3', '1', '2'].map((_id) => ({ _id, c: 'x' }))
    const collection = await things(await open(), [...docs, { _id: '0', c: 'y' }], { name: 'c', fields: { c: 1, _id: 1 } })
    expect((await pages(collection, { c: 'x' }, { sort: { _id: 1 }, limit: 1 })).flat()).toEqual(['1', '2', '3'])
    expect((await pages(collection, { c: 'x' }, { sort: { c: 1, _id: 1 }, limit: 2 })).flat()).toEqual(['1', '2', '3'])
    expect(idsOf((await collection.find({ c: 'x', _id: { $gt: '1' } }, { sort: { _id: -1 } })).items)).toEqual(['3', '2'])
  })

  it('of a list of ids is theirs', async () => {
    const collection = await things(await open(), shelf)
    const filter = { _id: { $in: ['7', '2', 'none', '5'] } }
    expect((await pages(collection, filter, { limit: 1 })).flat()).toEqual(['2', '5', '7'])
    expect((await pages(collection, filter, { sort: { _id: -1 }, limit: 2 })).flat()).toEqual(['7', '5', '2'])
  })
})

eachStore('a page', (open) => {
  it('has no next on the last', async () => {
    const collection = await things(await open(), shelf)
    expect((await collection.find({}, { limit: 8 })).next).toBeUndefined()
    expect((await collection.find({}, { limit: 7 })).next).toEqual(expect.any(String))
    expect(await collection.find({ w: 'nobody' }, { limit: 1 })).toEqual({ items: [] })
  })

  it('holds 100 documents unless said otherwise', async () => {
    const docs = Array.from({ length: 130 }, (_, at) => ({ _id: String(at).padStart(3, '0') }))
    const collection = await things(await open(), docs)
    expect((await pages(collection, {}, {})).map((page) => page.length)).toEqual([100, 30])
  })

  it('stays in place when documents are added and removed before it', async () => {
    const collection = await things(await open(), shelf, recent)
    const first = await collection.find({ w: 'a' }, { sort: { at: -1 }, limit: 3 })
    expect(idsOf(first.items)).toEqual(['1', '6', '5'])
    await collection.insert({ _id: '0', w: 'a', at: 100 })
    await collection.delete({ _id: '5' })
    const second = await collection.find({ w: 'a' }, { sort: { at: -1 }, limit: 3, after: first.next })
    expect(idsOf(second.items)).toEqual(['3', '2', '8'])
  })

  it('shows only the fields asked for, and _id', async () => {
    const collection = await things(await open(), [{ _id: 'a', x: { y: 1 }, z: 2, q: [3] }])
    expect((await collection.find({}, { fields: ['x', 'q', 'none'] })).items).toEqual([{ _id: 'a', x: { y: 1 }, q: [3] }])
    expect((await collection.find({}, { fields: [] })).items).toEqual([{ _id: 'a' }])
  })

  it('pages by a field it does not show', async () => {
    const collection = await things(await open(), shelf, recent)
    expect((await pages(collection, { w: 'a' }, { sort: { at: -1 }, limit: 2, fields: ['list'] })).flat()).toEqual([
      '1',
      '6',
      '5',
      '3',
      '2',
      '8',
      '7',
    ])
  })

  it('is refused for a key that is not its own', async () => {
    const collection = await things(await open(), shelf, recent)
    const { next } = await collection.find({ w: 'a' }, { sort: { at: -1 }, limit: 1 })
    for (const after of ['', 'nonsense', '😀', next?.slice(2), Buffer.from('[{"$gt":""},"1"]').toString('base64url')])
      await expect(collection.find({ w: 'a' }, { sort: { at: -1 }, after })).rejects.toThrow(StoreUsageError)
    await expect(collection.find({}, { after: next })).rejects.toThrow(StoreUsageError)
  })

  it('cannot follow a field that holds a list', async () => {
    const docs = [
      { _id: 'a', v: [1, 2] },
      { _id: 'b', v: [0, 3] },
      { _id: 'c', v: [2] },
    ]
    const collection = await things(await open(), docs, { name: 'v', fields: { v: 1 } })
    await expect(collection.find({ v: { $gt: 0 } }, { sort: { v: 1 } })).rejects.toThrow(StoreUsageError)
    await expect(collection.find({ v: { $gt: 0 } }, { limit: 1 })).rejects.toThrow(StoreUsageError)
    expect(idsOf((await collection.find({ v: { $gt: 0 } })).items).sort()).toEqual(['a', 'b', 'c'])
    expect(await collection.count({ v: { $gt: 0 } })).toBe(3)
  })
})
