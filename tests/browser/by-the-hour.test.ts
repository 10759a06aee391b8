import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dayOf, hourOf, instantOf } from '#nodes/dates.ts'
import { byGrain, type CountedCohort, counterId, nothingCounted } from '#runtime/metrics/count.ts'
import type { FlowView } from '#schemas/api/flows.ts'
import { counters } from '#server/statistics/collections.ts'
import { anInbox, type InboxUnderTest } from './support/an-inbox.ts'

const timeZone = 'Asia/Hong_Kong'
let shop: InboxUnderTest | undefined
beforeAll(async () => {
  shop = await anInbox()
}, 240_000)
afterAll(() => shop?.close())

const today = () => dayOf(new Date().toISOString(), timeZone)

/** A flow that nobody wrote to, and how often it is said to have begun: `[days ago, hour, times]`. `grains`: what was counted then. */
async function aFlow(app: InboxUnderTest, begun: [ago: number, hour: number, times: number][], grains: 'all' | 'days' = 'all') {
  const { call, workspaceId, store } = app
  const path = `/workspaces/${workspaceId}/flows`
  const [first] = (await call<{ items: { id: string }[] }>('GET', path)).items
  const { draft } = await call<FlowView>('GET', `${path}/${first?.id}`)
  const flow = await call<FlowView>('POST', path, { name: 'Counted', flow: { ...draft, name: 'Counted' } })
  await call('POST', `${path}/${flow.id}/publish`, { revision: flow.revision })
  const hours = new Map<string, CountedCohort>()
  for (const [ago, hour, times] of begun)
    for (const nodeId of ['start', 'language']) {
      const at = instantOf(addDays(today(), -ago), `${String(hour).padStart(2, '0')}:30`, timeZone)
      const cohort = { flowId: flow.id, version: 1, nodeId, day: hourOf(at, timeZone), channelId: 'web', language: 'en' }
      const counted = { ...cohort, grain: 'hour' } as const
      hours.set(counterId(counted), { cohort: counted, amounts: { entered: times } })
    }
  const [months, days, byHour] = byGrain(hours)
  for (const grain of grains === 'all' ? [months, days, byHour] : [months, days])
    for (const [id, { cohort, amounts }] of grain ?? [])
      await store.collection(counters).increment(id, amounts, { initial: { workspaceId, ...cohort, ...nothingCounted() } })
  return flow.id
}

/** The figures of a flow, and by the hour. */
async function openHours(app: InboxUnderTest, flowId: string, query = ''): Promise<Page> {
  const page = await app.agent('Ada L.', `flows/${flowId}?mode=statistics${query}`)
  await page.getByRole('button', { name: 'By the hour' }).click()
  return page
}

const shows = (fact: string, body: (shop: InboxUnderTest) => Promise<void>) =>
  it(fact, async ({ skip }) => (shop ? body(shop) : skip()), 120_000)

const on = (day: string) => `&from=${day}&to=${day}`
const panel = (page: Page) => page.getByRole('region', { name: 'By the hour' })

describe('the figures by the hour', () => {
  shows('of one day are a bar for each hour, walked through by the arrows and told as a table', async (app) => {
    const yesterday = addDays(today(), -1)
    const flowId = await aFlow(app, [
      [1, 9, 3],
      [1, 20, 12],
      [2, 20, 7],
    ])
    const page = await openHours(app, flowId, on(yesterday))
    await panel(page).getByText('Started 15 times', { exact: false }).waitFor()
    await panel(page).getByText('20:00–21:00: started 12 times', { exact: false }).waitFor()
    const grid = panel(page).getByRole('grid', { name: 'By the hour' })
    expect(await grid.getByRole('gridcell').count()).toBe(24)
    await grid.getByRole('gridcell').first().focus()
    for (let hour = 0; hour < 9; hour++) await page.keyboard.press('ArrowRight')
    await panel(page).getByText('09:00–10:00: started 3 times', { exact: false }).waitFor()
    await page.keyboard.press('End')
    await panel(page).getByText('23:00–24:00: started 0 times', { exact: false }).waitFor()
    await panel(page).getByRole('button', { name: 'Show as a table' }).click()
    const row = panel(page).getByRole('row', { name: '20:00–21:00 12' })
    await row.waitFor()
    await panel(page).getByRole('button', { name: 'The day before' }).click()
    await panel(page).getByText('Started 7 times', { exact: false }).waitFor()
    await panel(page).getByRole('button', { name: 'The day after' }).click()
    await row.waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('from')).toBe(yesterday)
  })

  shows('of more days are the hours of the week, each with its mean', async (app) => {
    const flowId = await aFlow(app, [
      [3, 20, 9],
      [10, 20, 3],
      [4, 11, 2],
    ])
    const page = await openHours(app, flowId)
    await panel(page).getByText('Most:', { exact: false }).waitFor()
    await panel(page).getByText('20:00–21:00: 6 an hour (12 in 2 hours)', { exact: false }).waitFor()
    const grid = panel(page).getByRole('grid', { name: 'When they write' })
    expect(await grid.getByRole('row').count()).toBe(7)
    const download = page.waitForEvent('download')
    await panel(page).getByRole('button', { name: 'Export' }).click()
    const text = await readFile(await (await download).path(), 'utf8')
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFhour,started,known,node,timeZone,version,channel,language',
      `${addDays(today(), -13)}T00:00:00+08:00,0,yes,start,Asia/Hong_Kong,all,all,all`,
    ])
    // A node has its own, in its panel.
    await page.locator('.react-flow__node[data-id="language"] h2').click()
    await page.getByRole('tab', { name: 'By the hour' }).click()
    await page.getByText('14 visits', { exact: false }).waitFor()
  })

  shows('tell from when on they are known, that nobody wrote, and what is too long ago', async (app) => {
    const flowId = await aFlow(app, [[5, 10, 4]], 'days')
    const page = await openHours(app, flowId)
    await panel(page).getByText('Hours are known from', { exact: false }).waitFor()
    await panel(page).getByText('No one wrote').waitFor()
    const old = await openHours(app, flowId, on(addDays(today(), -60)))
    await panel(old).getByText('Too long ago').waitFor()
    await panel(old).getByRole('button', { name: 'Show the last 30 days' }).click()
    await panel(old).getByText('Hours are known from', { exact: false }).waitFor()
    const months = await openHours(app, flowId, `&from=${addDays(today(), -80)}&to=${today()}`)
    await panel(months).getByText('What is older than 40 days is not kept by the hour', { exact: false }).waitFor()
  })

  shows('that cannot be read say why, and are asked for again', async (app) => {
    const flowId = await aFlow(app, [[1, 10, 4]])
    const page = await app.agent('Ada L.', `flows/${flowId}?mode=statistics`)
    await page.getByText('Started 4 times', { exact: false }).waitFor()
    await page.route('**/statistics/hours**', (route) => route.abort())
    await page.getByRole('button', { name: 'By the hour' }).click()
    const retry = panel(page).getByRole('button', { name: 'Try again' })
    await retry.waitFor({ timeout: 60_000 })
    await page.unroute('**/statistics/hours**')
    await retry.click()
    await panel(page).getByText('Most:', { exact: false }).waitFor()
  })
})
