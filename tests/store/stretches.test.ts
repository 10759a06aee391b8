import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreUnavailable } from '#server/store/contract.ts'
import type { EmbeddedCollection } from '#server/store/embedded/collection.ts'
import { type EmbeddedStore, openEmbedded } from '#server/store/embedded/open.ts'
import { stretch } from '#server/store/embedded/pace.ts'
import { eachStore } from '#tests/support/stores.ts'
import { idsOf, pages, type Thing, things, thingsWith } from './things.ts'

/** What a search may look at whatever others do. */
const few = 20
const many = 5_000

const definition = thingsWith({ name: 'at', fields: { w: 1, at: -1 } }, { name: 'tags', fields: { tags: 1 } })

let folder: string
let store: EmbeddedStore
let collection: EmbeddedCollection<Thing>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alur-stretches-'))
  store = await openEmbedded({ folder, sync: false })
  collection = store.collection<Thing>(definition)
  const docs = Array.from({ length: many }, (_, at) => ({
    _id: `${at}`.padStart(5, '0'),
    w: 'w',
    at,
    v: at % 1000,
    tags: ['a', 'b'],
  }))
  await collection.insertMany(docs)
  await store.checkpoint()
})

afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The most that was looked at between two turns of the event loop, in documents, while something was done. */
async function heldFor(act: () => Promise<unknown>): Promise<number> {
  let before = store.searched
  let most = 0
  let isOver = false
  const look = (): void => {
    most = Math.max(most, store.searched - before)
    before = store.searched
    if (!isOver) setImmediate(look)
  }
  setImmediate(look)
  await act()
  isOver = true
  look()
  return most
}

describe('whatever is searched, nobody waits for more than a stretch of it', () => {
  const searches: [what: string, documents: number, act: () => Promise<unknown>][] = [
    ['a filter that no index answers', many, () => collection.find({ w: 'w', v: 999 }, { sort: { at: -1 } })],
    ['a page of a thousand', 1_000, () => collection.find({ w: 'w' }, { sort: { at: -1 }, limit: 1000 })],
    [
      'a page of a thousand ids',
      1_000,
      () => collection.find({ _id: { $in: Array.from({ length: 1000 }, (_, at) => `${at}`.padStart(5, '0')) } }, { limit: 1000 }),
    ],
    ['a count that no index answers', many, () => collection.count({ w: 'w', v: 1 })],
    ['a count of a list and more', many, () => collection.count({ tags: 'a', v: 1 })],
    ['a change of many', many, () => collection.updateMany({ w: 'w', v: { $lt: 5 } }, { $set: { seen: true } })],
    ['a deletion of many', many, () => collection.delete({ w: 'w', v: { $lt: 5 } })],
    ['a page of a copy', 500, () => collection.copyOut()],
  ]

  it.each(searches)('%s', async (_what, documents, act) => {
    const searched = store.searched
    expect(await heldFor(act)).toBeLessThanOrEqual(stretch)
    expect(store.searched - searched).toBeGreaterThanOrEqual(documents)
  })

  it('twenty filters at once', async () => {
    const filter = (v: number) => collection.find({ w: 'w', v }, { sort: { at: -1 } })
    const held = await heldFor(() => Promise.all(Array.from({ length: 20 }, (_, v) => filter(v))))
    expect(held).toBeLessThanOrEqual(stretch + 20 * few)
  })

  it('long documents', async () => {
    const text = 'x'.repeat(40_000)
    await collection.insertMany(Array.from({ length: 300 }, (_, at) => ({ _id: `long${at}`, w: 'long', at, text })))
    expect(await heldFor(() => collection.find({ w: 'long', v: 1 }, { sort: { at: 1 } }))).toBeLessThanOrEqual(stretch + few * 10)
  })

  it('a short search goes on at once, whoever else searches', async () => {
    const long = collection.find({ w: 'w', v: 999 }, { sort: { at: -1 } })
    let isThere = false
    void collection.find({ w: 'w' }, { sort: { at: -1 }, limit: few - 1 }).then(() => {
      isThere = true
    })
    await Promise.resolve()
      .then(() => {})
      .then(() => {})
    expect(isThere).toBe(true)
    await long
  })
})

describe('a count that an index answers', () => {
  it('looks at no document, and lets others have their turn, too', async () => {
    const before = store.searched
    expect(await collection.count({ w: 'w' })).toBe(many)
    expect(store.searched - before).toBeLessThanOrEqual(many / 50)
    await collection.insertMany(Array.from({ length: 12_000 }, (_, at) => ({ _id: `more${at}`, w: 'w', at })))
    await store.checkpoint()
    expect(await heldFor(() => collection.count({ w: 'w' }))).toBeLessThanOrEqual(stretch)
    expect(await collection.count({ w: 'w' })).toBe(many + 12_000)
    expect(await collection.count({ w: 'w' }, { atMost: 10_001 })).toBe(10_001)
  })
})

describe('what is written between two stretches', () => {
  it('is in no page twice, wherever it moves', async () => {
    const found = collection.find({ w: 'w', v: { $lt: 20 } }, { sort: { at: 1 }, limit: 1000 })
    // Those that were looked at already come to the end.
    await collection.updateMany({ _id: { $in: ['00000', '00001', '00002'] } }, { $inc: { at: many } })
    const ids = idsOf((await found).items)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(100)
  })

  it('is changed once by a change of many', async () => {
    expect(await collection.updateMany({ w: 'w' }, { $inc: { at: many, n: 1 } })).toBe(many)
    expect(await collection.count({ w: 'w', n: 1 })).toBe(many)
  })

  it('a search that is under way ends with a sentence when the store is closed', async () => {
    const found = collection.find({ w: 'w', v: 999 }, { sort: { at: -1 } })
    const failed = expect(found).rejects.toThrow(StoreUnavailable)
    await store.close()
    await failed
  })
})

eachStore('a search with a budget', (open) => {
  const docs = Array.from({ length: 30 }, (_, at) => ({ _id: `${at}`.padStart(2, '0'), w: 'w', at, v: at % 10 }))
  const recent = { name: 'recent', fields: { w: 1, at: -1 } as const }

  it('ends with what it has found, and goes on from there', async () => {
    const shelf = await things(await open(), docs, recent)
    const options = { sort: { at: -1 as const }, look: 12 }
    const first = await shelf.find({ w: 'w', v: 3 }, options)
    expect(idsOf(first.items)).toEqual(['23'])
    const second = await shelf.find({ w: 'w', v: 3 }, { ...options, after: first.next })
    expect(idsOf(second.items)).toEqual(['13'])
    const third = await shelf.find({ w: 'w', v: 3 }, { ...options, after: second.next })
    expect([idsOf(third.items), third.next]).toEqual([['03'], undefined])
    expect((await pages(shelf, { w: 'w', v: 3 }, { sort: { at: -1 }, look: 1 })).flat()).toEqual(['23', '13', '03'])
    expect((await shelf.find({ w: 'w', v: 99 }, options)).items).toEqual([])
  })

  it('makes a full page where that is enough', async () => {
    const shelf = await things(await open(), docs, recent)
    const all = await pages(shelf, { w: 'w' }, { sort: { at: -1 }, look: 20, limit: 7 })
    expect(all.map((page) => page.length).reduce((sum, one) => sum + one, 0)).toBe(30)
    expect(all[0]).toHaveLength(7)
  })

  it('counts no further than asked', async () => {
    const shelf = await things(await open(), docs, recent)
    expect(await shelf.count({ w: 'w' }, { atMost: 9 })).toBe(9)
    expect(await shelf.count({ w: 'w', v: 3 }, { atMost: 2 })).toBe(2)
    expect(await shelf.count({ w: 'w', v: 3 }, { atMost: 9 })).toBe(3)
  })
})

eachStore('all of several values', (open) => {
  const lists: Thing[] = [
    { _id: '1', w: 'w', words: ['red', 'shoes', 'size'], at: 1 },
    { _id: '2', w: 'w', words: ['red'], at: 2 },
    { _id: '3', w: 'w', words: ['shoes', 'red'], at: 3 },
    { _id: '4', w: 'x', words: ['red', 'shoes'], at: 4 },
    { _id: '5', w: 'w', words: 'red', at: 5 },
    { _id: '6', w: 'w', words: [], at: 6 },
  ]
  const words = { name: 'words', fields: { w: 1, words: 1, at: -1 } as const, whenPresent: 'words' }

  it('are found by the first of them, the newest first', async () => {
    const shelf = await things(await open(), lists, words)
    const found = async ($all: string[]) =>
      (await pages(shelf, { w: 'w', words: { $all } }, { sort: { at: -1 }, limit: 1 })).flat()
    expect(await found(['shoes', 'red'])).toEqual(['3', '1'])
    expect(await found(['red', 'shoes'])).toEqual(['3', '1'])
    expect(await found(['red'])).toEqual(['5', '3', '2', '1'])
    expect(await found(['red', 'blue'])).toEqual([])
    expect(await shelf.count({ w: 'w', words: { $all: ['red', 'size'] } })).toBe(1)
  })

  it('are a list of scalars, never empty', async () => {
    const shelf = await things(await open(), lists, words)
    for (const $all of [[], [null], 'red', [['red']]] as never[])
      await expect(shelf.find({ words: { $all } })).rejects.toThrow('$all on words')
  })
})
