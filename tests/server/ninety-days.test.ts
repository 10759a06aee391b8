import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { addDays } from '#nodes/dates.ts'
import { byGrain, type CountedCohort, counterId, nothingCounted } from '#runtime/metrics/count.ts'
import { summarise } from '#runtime/metrics/statistics.ts'
import { monthsAreCounted } from '#server/migrations/0006-counted-months.ts'
import { countedMonths, counters } from '#server/statistics/collections.ts'
import { readStatistics } from '#server/statistics/read-statistics.ts'
import type { Store } from '#server/store/contract.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { findAll } from '#server/store/find-all.ts'
import { anEngine } from '#tests/support/an-engine.ts'
import { testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore } from '#tests/support/stores.ts'

const flowId = 'flow1'
const first = '2026-01-01'
const days = 150

/** What was counted in five months, of each day something else. `grains`: what was counted then. */
async function count(store: Store, grains: 'days' | 'both', from = 0, to = days): Promise<void> {
  const docs = store.collection(counters)
  for (let n = from; n < to; n++) {
    const day = new Map<string, CountedCohort>()
    for (const [at, nodeId] of ['start', 'language', 'topic'].entries())
      for (const version of n < 70 ? [1] : [1, 2]) {
        const cohort = {
          flowId,
          version,
          nodeId,
          day: addDays(first, n),
          channelId: seed.webChat,
          language: n % 3 ? 'en' : 'zh-HK',
        }
        const amounts = {
          entered: n + at + 1,
          answered: n + 1,
          [`outputs.o${n % 4}`]: n + 1,
          [`times.${n % 5}`]: n + 1,
          seconds: 2 * n,
        }
        day.set(counterId(cohort), { cohort, amounts })
      }
    const both = byGrain(day).flatMap((grain) => [...grain])
    for (const [id, { cohort, amounts }] of grains === 'both' ? both : day)
      await docs.increment(id, amounts, { initial: { workspaceId: seed.workspaceId, ...cohort, ...nothingCounted() } })
  }
}

async function aShop(store: Store) {
  await seedShop(store, testSecrets)
  const engine = await anEngine(store, testClock())
  onTestFinished(() => engine.close())
  const read = (from: string, to: string) => readStatistics({ store, engine }, seed.workspaceId, flowId, { from, to }, 0)
  /** As it is by adding up every day. */
  const byDays = async (from: string, to: string) => {
    const all = await findAll(store.collection(counters), { flowId, grain: null, day: { $gte: from, $lte: to } }, { day: 1 })
    return { ...summarise(all), versions: [...new Set(all.map(({ version }) => version))].sort((a, b) => b - a) }
  }
  return { read, byDays }
}

const periods = [
  ['2026-01-01', '2026-05-30'],
  ['2026-02-10', '2026-05-10'],
  ['2026-01-25', '2026-02-05'],
  ['2026-03-02', '2026-03-30'],
  ['2026-03-15', '2026-03-15'],
  ['2025-12-20', '2026-07-03'],
] as const

eachStore('the figures of a period', (open) => {
  it('are those of its days, read by months or not', async () => {
    const store = await open()
    const { read, byDays } = await aShop(store)
    await count(store, 'both')
    for (const [from, to] of periods) expect(await read(from, to)).toMatchObject(await byDays(from, to))
  })

  it('stay what they were where months were not counted from the beginning', async () => {
    const store = await open()
    const { read, byDays } = await aShop(store)
    await count(store, 'days', 0, 80)
    await monthsAreCounted.page(store, undefined)
    expect(await store.collection(countedMonths).get(seed.workspaceId)).toMatchObject({ since: '2026-04' })
    await count(store, 'both', 80, days)
    for (const [from, to] of periods) expect(await read(from, to)).toMatchObject(await byDays(from, to))
  })
})

it('ninety days are read from as few counters as a month has', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alur-days-'))
  const store = await openEmbedded({ folder, sync: false })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const { read } = await aShop(store)
  await count(store, 'both')
  const before = store.searched
  await read('2026-02-10', '2026-05-10')
  const looked = store.searched - before
  const everyDay = await store
    .collection(counters)
    .count({ flowId, grain: null, day: { $gte: '2026-02-10', $lte: '2026-05-10' } })
  expect(looked).toBeLessThan(everyDay / 3)
})
