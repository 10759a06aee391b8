import { expect, it, onTestFinished } from 'vitest'
import { startProjections } from '#server/engine/projections/projections.ts'
import { counters } from '#server/statistics/collections.ts'
import { readByHour } from '#server/statistics/read-by-hour.ts'
import { readHours } from '#server/statistics/read-hours.ts'
import { readStatistics } from '#server/statistics/read-statistics.ts'
import { findAll } from '#server/store/find-all.ts'
import { workspaces } from '#server/workspaces/collections.ts'
import { anEngine, writes } from '#tests/support/an-engine.ts'
import { testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const flowId = 'flow1'
const halfAnHour = 30 * 60_000
const dayMs = 24 * 3_600_000

/** A shop in London, where the clocks change, and a customer who begins every half hour. */
async function aDay(open: OpenTestStore, from: string, halfHours: number) {
  const clock = testClock(from)
  const store = await open({ now: clock.now })
  await seedShop(store, testSecrets)
  await store.collection(workspaces).update(seed.workspaceId, { $set: { timeZone: 'Europe/London' } })
  const engine = await anEngine(store, clock)
  const projections = startProjections(engine, async () => {})
  onTestFinished(async () => {
    await projections.stop().catch(() => {})
    await engine.close()
  })
  for (let n = 0; n < halfHours; n++) {
    await writes(engine, `m${n}`, 'hi', `visitor${n}`)
    clock.pass(halfAnHour)
  }
  await projections.flush()
  const read = (day: string) => readHours({ store, engine }, seed.workspaceId, flowId, { from: day, to: day })
  const figures = (day: string) => readStatistics({ store, engine }, seed.workspaceId, flowId, { from: day, to: day }, 0)
  const byHour = (from: string, to = from) =>
    readByHour({ store, engine, now: clock.now }, seed.workspaceId, { flowId, nodeId: undefined }, { from, to })
  return { clock, store, read, figures, byHour }
}

eachStore('a day by the hour', (open) => {
  it.each([
    ['has 24 hours', '2027-06-01', '2027-05-31T23:00:00.000Z', 24],
    ['has 23 when the clocks go forward', '2027-03-28', '2027-03-28T00:00:00.000Z', 23],
    ['has 25 when they go back, and the hour that comes twice is two', '2027-10-31', '2027-10-30T23:00:00.000Z', 25],
  ])('%s', async (_fact, day, begins, many) => {
    const { read, figures, byHour } = await aDay(open, begins, 2 * many)
    const hours = await read(day)
    const starts = Array.from({ length: many }, (_, n) => new Date(Date.parse(begins) + n * 3_600_000).toISOString())
    expect(hours.map(({ at, started }) => [at, started])).toEqual(starts.map((at) => [at, 2]))
    expect((await figures(day)).started).toBe(2 * many)
    const told = await byHour(day)
    expect([told.hours.map(({ at, count }) => [at, count]), told.knownFrom]).toEqual([starts.map((at) => [at, 2]), undefined])
    // Every hour of the clock is as busy as every other, that which is left out is none, and that which comes twice is two.
    expect(new Set(told.week.map(({ count, hours }) => count / hours))).toEqual(new Set([2]))
    expect(told.week.reduce((sum, { hours }) => sum + hours, 0)).toBe(many)
  })

  it('shows hours in which nobody came, and no day beside it', async () => {
    const { read } = await aDay(open, '2027-06-01T10:10:00.000Z', 2)
    const some = (await read('2027-06-01')).filter(({ started }) => started > 0)
    expect(some.map(({ at, started }) => [at, started])).toEqual([['2027-06-01T10:00:00.000Z', 2]])
    expect((await read('2027-06-01')).length).toBe(24)
    expect((await read('2027-06-02')).every(({ started }) => started === 0)).toBe(true)
  })

  it('is gone after some weeks, and the day stays', async () => {
    const { clock, store, read, figures } = await aDay(open, '2027-06-01T10:00:00.000Z', 1)
    clock.pass(43 * dayMs)
    expect((await read('2027-06-01')).every(({ started }) => started === 0)).toBe(true)
    expect((await findAll(store.collection(counters), { flowId, grain: 'hour' }, { day: 1 })).length).toBe(0)
    expect((await figures('2027-06-01')).started).toBe(1)
  })
})
