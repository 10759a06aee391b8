import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CalendarView } from '#schemas/api/calendar.ts'
import type { FlowView } from '#schemas/api/flows.ts'
import { newFlow } from '#schemas/flow.ts'
import { everyDay } from '#tests/support/hours.ts'
import { anInbox, type InboxUnderTest } from './support/an-inbox.ts'

let shop: InboxUnderTest | undefined
beforeAll(async () => {
  shop = await anInbox()
}, 240_000)
afterAll(() => shop?.close())

const shows = (fact: string, body: (shop: InboxUnderTest) => Promise<void>) =>
  it(fact, async ({ skip }) => (shop ? body(shop) : skip()), 120_000)

const calendarOf = ({ call, workspaceId }: InboxUnderTest) => call<CalendarView>('GET', `/workspaces/${workspaceId}/calendar`)
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

describe('opening hours', () => {
  shows('are set for the week, one day after the other, and drawn', async (app) => {
    const page = await app.agent('Ada L.', 'settings/hours')
    await page.getByText('No hours are set', { exact: true }).waitFor()
    await button(page, 'Set the hours').click()
    await page.getByLabel('Monday from').fill('10:00')
    await page.getByLabel('Monday to').fill('20:00')
    await button(page, 'Copy Monday to every day').click()
    await button(page, 'Remove these hours of Sunday').click()
    // What is not filled in is asked for, not held against anything.
    await page.getByLabel('Saturday to').fill('')
    await page.getByText('Still needed: Saturday').waitFor()
    expect(await page.getByText(/^Overlaps|^Is /).count()).toBe(0)
    await page.getByLabel('Saturday to').fill('20:00')
    await button(page, 'Add hours on Saturday').click()
    await page.getByLabel('Saturday from').last().fill('19:00')
    await page.getByText('Overlaps 10:00–20:00').waitFor()
    expect(await button(page, 'Save the week').isDisabled()).toBe(true)
    await page.getByLabel('Saturday from').last().fill('21:00')
    await page.getByLabel('Saturday to').last().fill('02:00')
    await button(page, 'Save the week').click()
    await page.getByText('10:00–20:00, 21:00–02:00').waitFor()
    expect((await calendarOf(app)).week).toEqual({
      ...everyDay('10:00-20:00'),
      sat: [
        { from: '10:00', to: '20:00' },
        { from: '21:00', to: '02:00' },
      ],
      sun: [],
    })
  })

  shows('of a colleague are not overwritten: theirs are shown, and looked at again', async (app) => {
    const page = await app.agent('Ada L.', 'settings/hours')
    await button(page, 'Edit').click()
    const { revision } = await calendarOf(app)
    const week = everyDay('08:00-12:00')
    await app.call('PUT', `/workspaces/${app.workspaceId}/calendar`, { revision, week, days: [] })
    await page.getByLabel('Monday from').fill('11:00')
    await button(page, 'Save the week').click()
    await page.getByText('Nothing was overwritten').waitFor()
    await button(page, 'Show theirs').click()
    await expect.poll(() => page.getByLabel('Monday from').inputValue()).toBe('08:00')
    await page.getByLabel('Monday from').fill('07:00')
    await button(page, 'Save the week').click()
    await page.getByText('07:00–12:00').waitFor()
  })

  shows('differ on some days, which come, change and go', async (app) => {
    const page = await app.agent('Ada L.', 'settings/hours')
    await button(page, 'Add').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Christmas')
    await dialog.getByLabel('First day').fill('2099-12-25')
    await dialog.getByLabel('Last day').fill('2099-12-26')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    const row = page.getByRole('listitem').filter({ hasText: 'Christmas' })
    await row.getByText('25–26 Dec 2099').waitFor()
    await row.getByText('Closed').waitFor()
    await row.getByRole('button', { name: 'Actions for Christmas' }).click()
    await page.getByRole('menuitem', { name: 'Change…' }).click()
    await dialog.getByText('Other hours').click()
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await row.getByText('10:00–17:00').waitFor()
    const moment = page.getByLabel('A moment to check')
    await moment.fill('2099-12-25T16:00')
    await page.getByText('Open until 17:00').waitFor()
    await moment.fill('2099-12-24T13:00')
    await page.getByText('Closed. Opens Fri 25 Dec, 10:00').waitFor()
    await row.getByRole('button', { name: 'Actions for Christmas' }).click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await row.waitFor({ state: 'detached' })
    expect((await calendarOf(app)).days).toEqual([])
  })

  shows('end for today by one switch, from a phone too; who closed and why is told, and it is taken back', async (app) => {
    const desk = await app.agent('Ada L.', 'settings/hours')
    const page = await app.agent('Mo N.', 'settings/hours')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await button(page, 'Edit').count()).toBe(0)
    const closed = page.getByRole('switch', { name: 'Closed today' })
    await closed.check({ force: true })
    await page.getByText(/Switched on by Mo N\./).waitFor()
    await button(page, /^Until .*…$/).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Why').fill('Typhoon, signal 8')
    await dialog.getByRole('button', { name: 'Keep closed' }).click()
    await page.getByText('Closed today: Typhoon, signal 8').waitFor()
    // Whoever has the page open sees it too.
    await desk.getByText('Closed today: Typhoon, signal 8').waitFor()
    expect((await calendarOf(app)).closed).toMatchObject({ by: { name: 'Mo N.' }, reason: 'Typhoon, signal 8' })
    await closed.uncheck({ force: true })
    await page.getByText('Closed today: Typhoon, signal 8').waitFor({ state: 'detached' })
    expect((await calendarOf(app)).closed).toBeUndefined()
  })

  shows('end and begin again as fast as one clicks: the switch shows each click at once, and none is lost', async (app) => {
    const page = await app.agent('Mo N.', 'settings/hours')
    const asked: string[] = []
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/calendar/closure', async (route) => {
      asked.push(route.request().method())
      await answered
      await route.continue()
    })
    const closed = page.getByRole('switch', { name: 'Closed today' })
    for (const on of [true, false, true]) await closed.setChecked(on, { force: true })
    answer()
    await page.getByText(/Switched on by Mo N\./).waitFor()
    await expect.poll(() => asked).toEqual(['PUT', 'DELETE', 'PUT'])
    await expect.poll(async () => (await calendarOf(app)).closed).toMatchObject({ by: { name: 'Mo N.' } })
    await closed.uncheck({ force: true })
    await expect.poll(async () => (await calendarOf(app)).closed).toBeUndefined()
  })

  shows('are drawn as closed only as long as they are', async (app) => {
    const w = `/workspaces/${app.workspaceId}`
    const { revision } = await calendarOf(app)
    await app.call('PUT', `${w}/calendar`, { revision, week: everyDay('00:00-24:00'), days: [] })
    // Until a minute before the day ends in Hong Kong, which may be now.
    const now = Date.now()
    const until = new Date(Math.ceil((now + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000 - 60_000)
    if (until.getTime() - now < 60_000) return
    await app.call('PUT', `${w}/calendar/closure`, { until: until.toISOString(), reason: 'Power cut' })
    const page = await app.agent('Ada L.', 'settings/hours')
    const today = page.locator('li[aria-current=date]')
    await today.getByText('23:59–24:00').waitFor()
    const bars = await today
      .locator('i[style*="inline-size"]')
      .evaluateAll((all) => all.map((bar) => bar.hasAttribute('data-shut')))
    // Before it was closed, which is nothing when the day has just begun; while it is; and after.
    expect(bars.slice(-2)).toEqual([true, false])
    expect(bars.filter(Boolean)).toHaveLength(1)
    await app.call('DELETE', `${w}/calendar/closure`)
  })

  shows('are drawn as closed on every day of a closure of several days', async (app) => {
    const w = `/workspaces/${app.workspaceId}`
    const { revision } = await calendarOf(app)
    await app.call('PUT', `${w}/calendar`, { revision, week: everyDay('00:00-24:00'), days: [] })
    await app.call('PUT', `${w}/calendar/closure`, { until: new Date(Date.now() + 2 * 86_400_000).toISOString() })
    const page = await app.agent('Ada L.', 'settings/hours')
    await page.locator('li[aria-current=date] [data-shut]').first().waitFor()
    expect(await page.locator('li:has([data-shut])').count()).toBe(3)
    await app.call('DELETE', `${w}/calendar/closure`)
  })

  shows('are asked in a condition, and Try it jumps to the next opening', async (app) => {
    const w = `/workspaces/${app.workspaceId}`
    const { revision } = await calendarOf(app)
    await app.call('PUT', `${w}/calendar`, { revision, week: everyDay('10:00-20:00'), days: [] })
    const flow = newFlow('Are we open?')
    const config = {
      branches: [
        { id: 'closed', label: 'English', match: 'all', rules: [{ path: 'chat.language', operator: 'is', value: 'en' }] },
      ],
    }
    flow.nodes.push({ id: 'open', type: 'condition', position: { x: 300, y: 0 }, data: { config } })
    flow.edges.push({ id: 'a', source: 'start', sourceHandle: 'next', target: 'open' })
    const made = await app.call<FlowView>('POST', `${w}/flows`, { name: flow.name, flow })
    const page = await app.agent('Ada L.', `flows/${made.id}`)
    await page.locator('.react-flow__node[data-id="open"] header').click()
    const about = page.getByRole('combobox', { name: 'Look at' })
    await about.click()
    await page.getByRole('option', { name: 'Opening hours' }).click()
    await expect.poll(() => page.getByRole('combobox', { name: 'Value' }).inputValue()).toBe('We are closed')
    const draft = async () => (await app.call<FlowView>('GET', `${w}/flows/${made.id}`)).draft
    const rules = [{ path: 'chat.hours', operator: 'is', value: 'closed' }]
    await expect
      .poll(async () => (await draft()).nodes.find(({ id }) => id === 'open')?.data.config.branches[0].rules)
      .toEqual(rules)
    // A name that nobody gave follows; one that somebody gave stays.
    const label = page.getByLabel('Name of the branch')
    expect(await label.inputValue()).toBe('We are closed')
    await label.fill('Shop is shut')
    await page.getByRole('combobox', { name: 'Value' }).click()
    await page.getByRole('option', { name: 'We are open' }).click()
    expect(await label.inputValue()).toBe('Shop is shut')
    await button(page, 'Try it').click()
    await button(page, 'Next opening').click()
    await page.getByText(/^\w{3} \d+ \w{3}, 10:00$/).waitFor()
  })

  shows('are waited for in Try it, which says so, and how far its clock was moved in words', async (app) => {
    const w = `/workspaces/${app.workspaceId}`
    const { revision } = await calendarOf(app)
    // Open for a minute a week, three days from now.
    const day = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[new Date(Date.now() + 3 * 86_400_000).getUTCDay()]
    const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
    const week = { ...never, [day as string]: [{ from: '12:00', to: '12:01' }] }
    await app.call('PUT', `${w}/calendar`, { revision, week, days: [] })
    const flow = newFlow('Until we open')
    flow.nodes.push({ id: 'until', type: 'wait', position: { x: 300, y: 0 }, data: { config: { for: 'opening' } } })
    flow.edges.push({ id: 'a', source: 'start', sourceHandle: 'next', target: 'until' })
    const made = await app.call<FlowView>('POST', `${w}/flows`, { name: flow.name, flow })
    const page = await app.agent('Ada L.', `flows/${made.id}`)
    await button(page, 'Try it').click()
    const field = page.getByRole('textbox', { name: /^Message/ })
    await field.fill('hi')
    await field.press('Enter')
    await page.getByText('Waits until you are open').waitFor()
    await button(page, 'Next opening').click()
    await page.getByText(/^Clock moved by \d days?( \d+ h)?( \d+ min)?$/).waitFor()
  })
})
