import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FlowView } from '#schemas/api/flows.ts'
import { newFlow } from '#schemas/flow.ts'
import { anInbox, type InboxUnderTest } from './support/an-inbox.ts'

let shop: InboxUnderTest | undefined
beforeAll(async () => {
  shop = await anInbox()
}, 240_000)
afterAll(() => shop?.close())

const shows = (fact: string, body: (shop: InboxUnderTest) => Promise<void>) =>
  it(fact, async ({ skip }) => (shop ? body(shop) : skip()), 120_000)

const dialog = (page: Page) => page.getByRole('dialog')
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const path = (page: Page) => new URL(page.url()).pathname.split('/').slice(3).join('/')
/** The browser's own button. */
const back = (page: Page) => page.evaluate(() => history.back())

/** As a link of the page leads: without loading it anew. */
const goes = async (page: Page, place: string) => {
  await page.getByRole('link', { name: place, exact: true }).first().click()
}

describe('Back', () => {
  shows('closes an open dialog and stays on the page; the next one leaves it', async (app) => {
    const page = await app.agent('Ada L.', 'settings/members')
    await goes(page, 'Secrets')
    await button(page, 'New secret').click()
    await dialog(page).waitFor()
    await back(page)
    await dialog(page).waitFor({ state: 'hidden' })
    expect(path(page)).toBe('settings/secrets')
    // Again, and closed by hand this time: no step back is left over.
    await button(page, 'New secret').click()
    await dialog(page).waitFor()
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'hidden' })
    await page.waitForFunction(() => !history.state.dialog)
    await back(page)
    await expect.poll(() => path(page)).toBe('settings/members')
  })

  shows('closes a dialog on the very first page too, where it would leave the product', async (app) => {
    const page = await app.agent('Ada L.', 'settings/tokens')
    await button(page, 'New token').click()
    await dialog(page).waitFor()
    await back(page)
    await dialog(page).waitFor({ state: 'hidden' })
    expect(path(page)).toBe('settings/tokens')
  })

  shows('passes over what a dialog left that led to another page', async (app) => {
    const page = await app.agent('Ada L.', 'settings/members')
    await goes(page, 'Flows')
    await button(page, 'New flow').click()
    await dialog(page).getByRole('textbox').first().fill('Made in a dialog')
    await dialog(page).getByRole('button', { name: 'Create', exact: false }).click()
    await page.locator('.react-flow__node').first().waitFor()
    expect(path(page)).toMatch(/^flows\/\w+/)
    await back(page)
    await expect.poll(() => path(page)).toBe('flows')
    await back(page)
    await expect.poll(() => path(page)).toBe('settings/members')
  })

  shows('closes what the editor opens: a dialog, its settings, on a phone the sheet of a node', async (app) => {
    const flow = newFlow('Back in the editor')
    const made = await app.call<FlowView>('POST', `/workspaces/${app.workspaceId}/flows`, { name: flow.name, flow })
    const page = await app.agent('Ada L.', `flows/${made.id}`)
    await page.locator('.react-flow__node').first().waitFor()
    for (const item of ['Settings', 'Keyboard shortcuts', 'Rename…']) {
      await button(page, /rename, export, versions…$/).click()
      await page.getByRole('menuitem', { name: item, exact: true }).click()
      await dialog(page).waitFor()
      await back(page)
      await dialog(page).waitFor({ state: 'hidden' })
      expect(path(page)).toBe(`flows/${made.id}`)
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await page.locator('.react-flow__node h2').first().click()
    await dialog(page).waitFor()
    await back(page)
    await dialog(page).waitFor({ state: 'hidden' })
    expect(path(page)).toBe(`flows/${made.id}`)
  })
})

describe('settings that are not saved', () => {
  shows('are asked about before the page is left, by a link and by Back; saved ones are not', async (app) => {
    const page = await app.agent('Ada L.', 'settings/members')
    await goes(page, 'Workspace')
    const name = page.getByLabel('Name', { exact: true })
    await name.fill('Yoho Hong Kong')
    await goes(page, 'Secrets')
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await button(page, 'Cancel').click()
    await dialog(page).waitFor({ state: 'hidden' })
    expect([path(page), await name.inputValue()]).toEqual(['settings/workspace', 'Yoho Hong Kong'])
    await back(page)
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    // Back once more: it is only the question that goes.
    await page.waitForFunction(() => history.state.dialog)
    await back(page)
    await dialog(page).waitFor({ state: 'hidden' })
    expect([path(page), await name.inputValue()]).toEqual(['settings/workspace', 'Yoho Hong Kong'])
    await back(page)
    await button(page, 'Leave').click()
    await expect.poll(() => path(page)).toBe('settings/members')
    await goes(page, 'Workspace')
    expect(await name.inputValue()).toBe('Yoho')
    await name.fill('Yoho HK')
    await button(page, 'Save').click()
    await page.getByText(/^Saved /).waitFor()
    await goes(page, 'Secrets')
    await expect.poll(() => path(page)).toBe('settings/secrets')
  })

  shows('of a channel are asked about, too, and a button that waits says for what', async (app) => {
    const page = await app.agent('Ada L.', 'settings/channels/new/telegram')
    await page.getByText('Still needed: Name and Bot token').waitFor()
    expect(await button(page, 'Add channel').isDisabled()).toBe(true)
    await page.getByLabel('Name', { exact: true }).fill('Bot')
    await page.getByText('Still needed: Bot token').waitFor()
    await goes(page, 'Secrets')
    await button(page, 'Leave').click()
    await expect.poll(() => path(page)).toBe('settings/secrets')
  })
})
