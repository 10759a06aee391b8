import { expect, it } from 'vitest'
import { eachStore } from '#tests/support/stores.ts'
import { idsOf, type Thing, things } from './things.ts'

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

function nested(levels: number): object {
  return levels === 0 ? { end: true } : { in: nested(levels - 1) }
}
