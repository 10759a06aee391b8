import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anInbox, type InboxUnderTest } from './support/an-inbox.ts'

const many = 70
const replies = 120

/** Seventy chats, and one with more than a hundred turns. */
describe('a full inbox', () => {
  let inbox: InboxUnderTest | undefined
  let page: Page

  beforeAll(async () => {
    inbox = await anInbox()
    if (!inbox) return
    for (let i = 1; i <= many; i++) await inbox.visitor(`v${i}`).says(`Hello from ${i}`)
    page = await inbox.agent('Joyce P.', 'inbox/flow')
  }, 240_000)
  afterAll(() => inbox?.close())

  const shows = (fact: string, body: (inbox: InboxUnderTest) => Promise<void>) =>
    it(fact, async (test) => (inbox ? body(inbox) : test.skip()), 60_000)
  const list = () => page.getByRole('region', { name: 'Chats' })
  const rows = () => list().locator('[data-row]')
  const top = async (element: Locator) => Math.round((await element.boundingBox())?.y ?? Number.NaN)
  const log = () => page.getByRole('log', { name: 'Messages' })
  const scroll = (place: Locator, by: number) => place.hover().then(() => page.mouse.wheel(0, by))
  const focused = () => page.evaluate(() => Number(document.activeElement?.getAttribute('data-row')))
  const settled = () =>
    page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

  shows('a page that cannot be read is said at the end of the list, and read when it is tried again', async () => {
    const next = /conversations\?.*after=/
    await page.route(next, (route) => route.fulfill({ status: 404, json: { error: { code: 'not-found', message: 'Gone.' } } }))
    const failure = list().getByText('More chats could not be loaded')
    await rows().first().focus()
    await expect
      .poll(async () => {
        await page.keyboard.press('End')
        return failure.count()
      })
      .toBe(1)
    await page.unroute(next)
    await list().getByRole('button', { name: 'Try again' }).click()
    await failure.waitFor({ state: 'detached' })
    await scroll(rows().first(), -88 * many)
  })

  shows('the list draws what is seen and reads further pages at its end', async () => {
    await rows().first().waitFor()
    expect(await rows().count()).toBeLessThan(25)
    await rows().first().focus()
    await expect
      .poll(async () => {
        await page.keyboard.press('End')
        return focused()
      })
      .toBe(many - 1)
    await page.keyboard.press('Home')
    await expect.poll(focused).toBe(0)
  })

  shows('news moves a chat to the top without moving what is read', async ({ visitor }) => {
    await scroll(rows().first(), 88 * 20)
    await expect.poll(async () => Number(await rows().first().getAttribute('data-row'))).toBeGreaterThan(10)
    const read = page.locator(`a[href="${await rows().nth(8).getAttribute('href')}"]`)
    const [index, before] = [Number(await read.getAttribute('data-row')), await top(read)]
    await visitor('v3').says('English')
    await visitor('v4').says('English')
    await expect.poll(async () => Number(await read.getAttribute('data-row'))).toBe(index + 2)
    await settled()
    expect(Math.abs((await top(read)) - before)).toBeLessThanOrEqual(1)
  })

  shows('a long chat opens at its end; older turns come in without a jump', async ({ call, workspaceId }) => {
    const { items } = await call<{ items: { id: string }[] }>('GET', `/workspaces/${workspaceId}/conversations?view=flow&limit=1`)
    const chat = `/workspaces/${workspaceId}/conversations/${items[0]?.id}`
    await call('POST', `${chat}/take`)
    for (let i = 1; i <= replies; i++) await call('POST', `${chat}/reply`, { text: `Reply ${i}`, clientId: `c${i}` })
    await page.goto(page.url().replace('inbox/flow', `inbox/all/${items[0]?.id}`))
    await log().getByText(`Reply ${replies}`, { exact: true }).waitFor()
    expect(await log().getByText('Reply 60', { exact: true }).count()).toBe(0)
    const early = log().getByText(`Reply ${replies - 45}`, { exact: true })
    await early.scrollIntoViewIfNeeded()
    await settled()
    const place = await top(early)
    await log().getByText('Reply 60', { exact: true }).waitFor({ state: 'attached' })
    await settled()
    expect(Math.abs((await top(early)) - place)).toBeLessThanOrEqual(1)
    await expect
      .poll(async () => {
        await scroll(log(), -4000)
        return log().getByText('Reply 1', { exact: true }).count()
      })
      .toBe(1)
  })

  shows('while one reads further up, a pill says that there is something new', async ({ visitor }) => {
    const early = log().getByText('Reply 3', { exact: true })
    await early.scrollIntoViewIfNeeded()
    await settled()
    const before = await top(early)
    await visitor('v4').says('Are you there?')
    await page.getByRole('button', { name: 'New messages' }).waitFor()
    expect(Math.abs((await top(early)) - before)).toBeLessThanOrEqual(1)
    await page.getByRole('button', { name: 'New messages' }).click()
    await expect.poll(() => log().getByText('Are you there?').isVisible()).toBe(true)
    await expect.poll(() => page.getByRole('button', { name: 'New messages' }).count()).toBe(0)
    await expect.poll(() => page.getByRole('status').allTextContents()).toContainEqual(expect.stringContaining('Are you there?'))
  })
})
