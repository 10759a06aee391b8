import { expect, it } from 'vitest'
import { StoreUsageError, UniqueViolation } from '#server/store/contract.ts'
import { eachStore } from '#tests/support/stores.ts'
import { idsOf, things } from './things.ts'

const expiry = { name: 'expiry', fields: { until: 1 as const }, expires: true }
const email = { name: 'email', fields: { email: 1 as const }, unique: true, whenPresent: 'email' }
const noon = Date.parse('2020-03-01T12:00:00.000Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000).toISOString()

/** A clock the test moves. */
function clock() {
  let time = noon
  const pass = (minutes: number) => {
    time += minutes * 60_000
  }
  return { now: () => time, pass }
}

eachStore('a document that expires', (open) => {
  const docs = [
    { _id: 'soon', until: at(1), email: 'a@b' },
    { _id: 'later', until: at(60) },
    { _id: 'never' },
    { _id: 'null', until: null },
  ]
  const start = async () => {
    const time = clock()
    return { time, collection: await things(await open({ now: time.now }), docs, expiry, email) }
  }

  it('is there until its instant', async () => {
    const { time, collection } = await start()
    expect(await collection.get('soon')).toEqual(docs[0])
    time.pass(0.99)
    expect(await collection.count({})).toBe(4)
  })

  it('is hidden from every read at its instant', async () => {
    const { time, collection } = await start()
    time.pass(1)
    expect(await collection.get('soon')).toBeNull()
    expect(idsOf(await collection.getMany(['soon', 'later']))).toEqual(['later'])
    expect(idsOf((await collection.find({})).items)).toEqual(['later', 'never', 'null'])
    expect(idsOf((await collection.find({ _id: { $in: ['soon', 'never'] } })).items)).toEqual(['never'])
    expect((await collection.find({ email: 'a@b' })).items).toEqual([])
    expect([
      await collection.count({}),
      await collection.count({ email: 'a@b' }),
      await collection.count({ _id: 'soon' }),
    ]).toEqual([3, 0, 0])
  })

  it('cannot be changed, claimed or deleted any more', async () => {
    const { time, collection } = await start()
    time.pass(1)
    expect(await collection.update('soon', { $set: { until: at(99) } })).toBeNull()
    expect(await collection.updateMany({ _id: 'soon' }, { $set: { x: 1 } })).toBe(0)
    expect(await collection.claim({ _id: 'soon' }, { $set: { x: 1 } })).toBeNull()
    expect(await collection.delete({ _id: 'soon' })).toBe(0)
  })

  it('makes room for its id', async () => {
    const { time, collection } = await start()
    await expect(collection.insert({ _id: 'soon' })).rejects.toThrow(UniqueViolation)
    time.pass(1)
    await collection.insert({ _id: 'soon', until: at(5), second: true })
    expect(await collection.get('soon')).toEqual({ _id: 'soon', until: at(5), second: true })
  })

  it('makes room for its unique values', async () => {
    const { time, collection } = await start()
    await expect(collection.insert({ _id: 'new', email: 'a@b' })).rejects.toThrow(UniqueViolation)
    time.pass(1)
    await collection.insert({ _id: 'new', email: 'a@b' })
    expect(idsOf((await collection.find({ email: 'a@b' })).items)).toEqual(['new'])
    expect(await collection.insertMany([{ _id: 'soon', email: 'a@b' }])).toEqual({
      inserted: 0,
      violations: [{ position: 0, index: 'email' }],
    })
  })

  it('is as if it had never been to put and increment', async () => {
    const { time, collection } = await start()
    time.pass(1)
    expect(await collection.put({ _id: 'soon', until: at(5), fresh: true }, { fresh: true })).toBe(true)
    time.pass(10)
    expect(await collection.increment('soon', { n: 1 }, { initial: { until: at(20) } })).toBe(true)
    expect(await collection.get('soon')).toEqual({ _id: 'soon', until: at(20), n: 1 })
  })

  it('forgets its numbers', async () => {
    const { time, collection } = await start()
    expect(await collection.increment('c', { n: 1 }, { initial: { until: at(1) }, once: { series: 't', number: 1 } })).toBe(true)
    time.pass(1)
    expect(await collection.increment('c', { n: 1 }, { initial: { until: at(9) }, once: { series: 't', number: 1 } })).toBe(true)
  })

  it('lives longer when its instant is moved', async () => {
    const { time, collection } = await start()
    await collection.update('soon', { $set: { until: at(30) } })
    await collection.update('later', { $unset: ['until'] })
    time.pass(20)
    expect(idsOf((await collection.find({})).items)).toEqual(['later', 'never', 'null', 'soon'])
    await collection.put({ _id: 'never', until: at(10) })
    expect(await collection.get('never')).toBeNull()
  })

  it('can be found by its instant as any text', async () => {
    const { collection } = await start()
    expect(idsOf((await collection.find({ until: { $lt: at(30) } }, { sort: { until: 1 } })).items)).toEqual(['soon'])
    expect(idsOf((await collection.find({ until: { $gt: '' } }, { sort: { until: -1 } })).items)).toEqual(['later', 'soon'])
    expect((await collection.find({ until: at(1) })).items).toEqual([docs[0]])
  })

  it('needs an instant', async () => {
    const { collection } = await start()
    for (const until of ['tomorrow', '2026-03-01', 5, true, {}])
      await expect(collection.insert({ _id: 'x', until })).rejects.toThrow(StoreUsageError)
    await expect(collection.update('never', { $set: { until: 'tomorrow' } })).rejects.toThrow(StoreUsageError)
  })
})
