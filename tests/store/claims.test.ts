import { expect, it } from 'vitest'
import { eachStore } from '#tests/support/stores.ts'
import { idsOf, things } from './things.ts'

const queue = Array.from({ length: 20 }, (_, at) => ({ _id: String(at).padStart(2, '0'), dueAt: 20 - at }))
const due = { name: 'due', fields: { dueAt: 1 as const }, whenPresent: 'dueAt' }

eachStore('a claim', (open) => {
  it('changes the first match and gives it back as it is then', async () => {
    const collection = await things(await open(), queue, due)
    expect(await collection.claim({ dueAt: { $lte: 5 } }, { $unset: ['dueAt'], $set: { by: 'me' } }, { dueAt: 1 })).toEqual({
      _id: '19',
      by: 'me',
    })
    expect(await collection.claim({ dueAt: { $lte: 5 } }, { $unset: ['dueAt'] }, { dueAt: -1 })).toEqual({ _id: '15' })
    expect(await collection.get('19')).toEqual({ _id: '19', by: 'me' })
  })

  it('is null when nothing matches', async () => {
    const collection = await things(await open(), queue, due)
    expect(await collection.claim({ dueAt: { $gt: 100 } }, { $unset: ['dueAt'] }, { dueAt: 1 })).toBeNull()
  })

  it('takes any match without an order', async () => {
    const collection = await things(await open(), queue, due)
    const claimed = await collection.claim({ dueAt: 7 }, { $set: { by: 'me' } })
    expect(claimed).toEqual({ _id: '13', dueAt: 7, by: 'me' })
  })

  it('never gives one document to two of fifty callers', async () => {
    const collection = await things(await open(), queue, due)
    const claims = await Promise.all(
      Array.from({ length: 50 }, (_, by) =>
        collection.claim({ dueAt: { $lte: 100 } }, { $unset: ['dueAt'], $set: { by } }, { dueAt: 1 }),
      ),
    )
    const got = claims.filter((doc) => doc !== null)
    expect(idsOf(got).sort()).toEqual(idsOf(queue))
    expect(await collection.count({ dueAt: { $ne: null } })).toBe(0)
  })

  it('pushes the due time along while others claim', async () => {
    const collection = await things(await open(), queue, due)
    const claim = () => collection.claim({ dueAt: { $lte: 20 } }, { $inc: { dueAt: 100 } }, { dueAt: 1 })
    const claims = await Promise.all(Array.from({ length: 20 }, claim))
    expect(new Set(claims.map((doc) => doc?._id)).size).toBe(20)
    expect(await claim()).toBeNull()
  })
})

eachStore('an increment', (open) => {
  it('makes the document from what it starts with', async () => {
    const collection = await things(await open(), [])
    expect(
      await collection.increment('c', { n: 2, 'outputs.yes': 1 }, { initial: { flow: 'f', n: 10, outputs: { no: 3 } } }),
    ).toBe(true)
    expect(await collection.get('c')).toEqual({ _id: 'c', flow: 'f', n: 12, outputs: { no: 3, yes: 1 } })
  })

  it('adds to what is there and does not start again', async () => {
    const collection = await things(await open(), [{ _id: 'c', n: 1 }])
    expect(await collection.increment('c', { n: 2, m: -1 }, { initial: { flow: 'f' } })).toBe(true)
    expect(await collection.get('c')).toEqual({ _id: 'c', n: 3, m: -1 })
  })

  it('adds everything that arrives at once', async () => {
    const collection = await things(await open(), [])
    await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        collection.increment('c', { n: 1, [`by.${at % 3}`]: 1 }, { initial: { made: true } }),
      ),
    )
    expect(await collection.get('c')).toEqual({ _id: 'c', made: true, n: 100, by: { 0: 34, 1: 33, 2: 33 } })
  })

  it('adds to a field whose name every object inherits', async () => {
    const collection = await things(await open(), [])
    for (let at = 0; at < 2; at++) await collection.increment('c', { 'by.constructor': 1, toString: 1 })
    expect(await collection.get('c')).toEqual({ _id: 'c', by: { constructor: 2 }, toString: 2 })
  })

  it('applies a number once', async () => {
    const collection = await things(await open(), [])
    expect(await collection.increment('c', { n: 1 }, { once: { series: 't', number: 1 } })).toBe(true)
    expect(await collection.increment('c', { n: 1 }, { once: { series: 't', number: 1 } })).toBe(false)
    expect(await collection.increment('c', { n: 1 }, { once: { series: 't', number: 2 } })).toBe(true)
    expect(await collection.increment('c', { n: 1 })).toBe(true)
    expect(await collection.get('c')).toEqual({ _id: 'c', n: 3 })
  })

  it('applies a number once when it arrives twenty times at once', async () => {
    const collection = await things(await open(), [])
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, at) => collection.increment('c', { n: 1 }, { once: { series: `t${at % 2}`, number: 7 } })),
    )
    expect(outcomes.filter(Boolean)).toHaveLength(2)
    expect(await collection.get('c')).toEqual({ _id: 'c', n: 2 })
  })

  it('applies the numbers of a series in rising order, and of each series by itself', async () => {
    const collection = await things(await open(), [])
    const add = (series: string, number: number) => collection.increment('c', { n: 1 }, { once: { series, number } })
    expect(await add('a', 5)).toBe(true)
    expect(await add('b', 1)).toBe(true)
    expect(await add('a', 4)).toBe(false)
    for (let number = 6; number < 200; number++) expect(await add('a', number)).toBe(true)
    expect([await add('a', 6), await add('b', 1), await add('b', 2)]).toEqual([false, false, true])
    expect((await collection.get('c'))?.n).toBe(197)
  })

  it('takes a series that every object inherits for what it is: a name', async () => {
    const collection = await things(await open(), [])
    const once = { series: 'constructor', number: 1 }
    expect([await collection.increment('c', { n: 1 }, { once }), await collection.increment('c', { n: 1 }, { once })]).toEqual([
      true,
      false,
    ])
  })

  it('keeps its numbers to itself', async () => {
    const collection = await things(await open(), [])
    await collection.increment('c', { n: 1 }, { once: { series: 't', number: 1 }, initial: { flow: 'f' } })
    const shown = { _id: 'c', flow: 'f', n: 1 }
    expect([await collection.get('c'), (await collection.find({})).items[0], (await collection.getMany(['c']))[0]]).toEqual([
      shown,
      shown,
      shown,
    ])
    expect(await collection.update('c', { $set: { flow: 'g' } })).toEqual({ _id: 'c', flow: 'g', n: 1 })
    expect(await collection.increment('c', { n: 1 }, { once: { series: 't', number: 1 } })).toBe(false)
    expect(await collection.claim({ _id: 'c' }, { $set: { flow: 'h' } })).toEqual({ _id: 'c', flow: 'h', n: 1 })
  })

  it('can be found through an index', async () => {
    const collection = await things(await open(), [], { name: 'n', fields: { flow: 1, n: 1 } })
    await collection.increment('c', { n: 5 }, { initial: { flow: 'f' } })
    await collection.increment('c', { n: 5 })
    expect(await collection.count({ flow: 'f', n: 10 })).toBe(1)
    expect(await collection.count({ flow: 'f', n: { $lt: 10 } })).toBe(0)
  })
})

eachStore('a counter that is put together anew', (open) => {
  const once = (series: string, number: number) => ({ once: { series, number } })

  it('takes the place of the one that is there, and what was applied to that stays applied', async () => {
    const collection = await things(await open(), [], { name: 'n', fields: { n: 1 } })
    await collection.increment('c', { n: 1 }, once('s', 1))
    await collection.increment('c', { n: 1 }, once('t', 7))
    const applied = await collection.applied('c')
    expect(applied).toEqual({ s: 1, t: 7 })
    expect(await collection.recount({ _id: 'c', n: 40 }, applied)).toBe(true)
    expect(await collection.get('c')).toEqual({ _id: 'c', n: 40 })
    expect((await collection.find({ n: 40 })).items).toEqual([{ _id: 'c', n: 40 }])
    expect(await collection.applied('c')).toEqual(applied)
    expect(await collection.increment('c', { n: 1 }, once('t', 7))).toBe(false)
    expect(await collection.increment('c', { n: 2 }, once('t', 8))).toBe(true)
    expect(await collection.get('c')).toEqual({ _id: 'c', n: 42 })
  })

  it('does not, when something was applied meanwhile', async () => {
    const collection = await things(await open(), [])
    await collection.increment('c', { n: 1 }, once('s', 1))
    const applied = await collection.applied('c')
    await collection.increment('c', { n: 1 }, once('s', 2))
    expect(await collection.recount({ _id: 'c', n: 40 }, applied)).toBe(false)
    await collection.increment('c', { n: 1 }, once('t', 1))
    expect(await collection.recount({ _id: 'c', n: 40 }, { s: 2 })).toBe(false)
    expect(await collection.recount({ _id: 'c', n: 40 }, {})).toBe(false)
    expect(await collection.get('c')).toEqual({ _id: 'c', n: 3 })
  })

  it('is made where there is none, and where nothing was applied', async () => {
    const collection = await things(await open(), [{ _id: 'bare', n: 1 }])
    expect(await collection.applied('c')).toEqual({})
    expect(await collection.recount({ _id: 'c', n: 40 }, { s: 1 })).toBe(false)
    expect(await collection.recount({ _id: 'c', n: 40 }, {})).toBe(true)
    expect(await collection.recount({ _id: 'bare', n: 41 }, {})).toBe(true)
    expect(await collection.getMany(['bare', 'c'])).toHaveLength(2)
    expect(await collection.get('bare')).toEqual({ _id: 'bare', n: 41 })
  })
})
