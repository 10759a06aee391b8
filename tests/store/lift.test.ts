import { expect, it, vi } from 'vitest'
import { type CollectionDefinition, MadeLater, type Store, type Stored, StoreUsageError } from '#server/store/contract.ts'
import type { CopyableStore } from '#server/store/copy-store.ts'
import { versioned } from '#server/store/versioned.ts'
import { eachStore } from '#tests/support/stores.ts'

interface Person extends Stored {
  schemaVersion?: number
  shop: string
  /** Was `name` in the first shape, and `names` in the second. */
  called?: string
}

const people: CollectionDefinition<Person> = {
  name: 'people',
  indexes: [{ name: 'shop', fields: { shop: 1 } }],
  ...versioned('people', [
    ({ name, ...rest }) => ({ ...rest, ...(name === undefined ? {} : { names: [name] }) }),
    ({ names, ...rest }) => ({ ...rest, ...(names === undefined ? {} : { called: (names as string[]).join(' ') }) }),
  ]),
}

/** Documents as releases before this one left them. */
async function stored(store: Store, ...docs: (Stored & Record<string, unknown>)[]) {
  const collection = (store as CopyableStore).collection(people)
  await collection.copyIn(docs)
  return collection
}

/** A stream of changes begins after a while. */
const eventually = { timeout: 15_000, interval: 100 }

const ada = { _id: 'a', schemaVersion: 3, shop: 's', called: 'Ada' }
const bo = { _id: 'b', schemaVersion: 3, shop: 's', called: 'Bo' }

eachStore('a document that an earlier release stored', (open) => {
  it('is read in the newest shape, in whatever way it is read', async () => {
    const docs = await stored(
      await open(),
      { _id: 'a', shop: 's', name: 'Ada' },
      { _id: 'b', schemaVersion: 2, shop: 's', names: ['Bo'] },
    )
    expect(await docs.get('a')).toEqual(ada)
    expect(await docs.get('b')).toEqual(bo)
    expect((await docs.getMany(['a', 'b'])).sort((one, other) => (one._id < other._id ? -1 : 1))).toEqual([ada, bo])
    expect(await docs.find({ shop: 's' }, { sort: { shop: 1 } })).toEqual({ items: [ada, bo] })
    expect((await docs.find({ shop: 's' }, { sort: { shop: 1 }, fields: ['shop'] })).items[0]).toEqual({ _id: 'a', shop: 's' })
    expect(await docs.update('a', { $set: { shop: 't' } })).toEqual({ ...ada, shop: 't' })
    expect(await docs.claim({ shop: 't' }, { $set: { shop: 'u' } })).toEqual({ ...ada, shop: 'u' })
  })

  it('is told of in the newest shape', async () => {
    const docs = await stored(await open(), { _id: 'a', shop: 's', name: 'Ada' })
    const told: unknown[] = []
    const stop = docs.subscribe((change) => told.push(change))
    await vi.waitFor(async () => {
      await docs.update('a', { $inc: { tries: 1 } })
      expect(told[0]).toEqual({ id: 'a', doc: { ...ada, tries: expect.any(Number) } })
    }, eventually)
    stop()
  })

  it('stays as it was stored until it is written whole; what is new says its shape', async () => {
    const docs = await stored(await open(), { _id: 'a', shop: 's', name: 'Ada' })
    await docs.get('a')
    expect((await docs.copyOut()).items).toEqual([{ _id: 'a', shop: 's', name: 'Ada' }])
    await docs.put({ _id: 'a', shop: 's', called: 'Ada' })
    await docs.insert({ _id: 'b', shop: 's', called: 'Bo' })
    expect((await docs.copyOut()).items).toEqual([ada, bo])
  })

  it('is not lifted where an index would go on finding it by what it was', async () => {
    const moving = { ...people, ...versioned('people', [(doc) => ({ ...doc, shop: 'elsewhere' })]) }
    const docs = ((await open()) as CopyableStore).collection(moving)
    await docs.copyIn([{ _id: 'a', shop: 's' } as Person])
    await expect(docs.get('a')).rejects.toThrow(
      new StoreUsageError('lifting people changes shop, which an index reads: that is for a store migration'),
    )
  })
})

eachStore('a document that a later release stored', (open) => {
  const sentence =
    'The schemaVersion of z in people is 4, newer than 3: it was made by a later release of Alur. Start that release again.'

  it('is read by nobody, with a sentence that says what to do', async () => {
    const docs = await stored(await open(), { _id: 'z', schemaVersion: 4, shop: 's' })
    await expect(docs.get('z')).rejects.toThrow(new MadeLater(sentence))
    await expect(docs.find({ shop: 's' })).rejects.toThrow(new MadeLater(sentence))
    await expect(docs.find({ shop: 's' }, { fields: ['shop'] })).rejects.toThrow(new MadeLater(sentence))
  })

  it('is told of as something missed', async () => {
    const docs = await stored(await open(), { _id: 'z', schemaVersion: 4, shop: 's' })
    let missed = 0
    const stop = docs.subscribe(
      () => expect.unreachable(),
      () => missed++,
    )
    await vi.waitFor(async () => {
      await expect(docs.update('z', { $inc: { tries: 1 } })).rejects.toThrow(MadeLater)
      expect(missed).toBeGreaterThan(0)
    }, eventually)
    stop()
  })
})
