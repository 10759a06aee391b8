import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { driveCanvas } from '#tests/support/canvas-driver.ts'
import { openBrowserIfPossible, screenshotAll } from './support/browser.ts'
import { startServer } from './support/start-server.ts'

const ada = { email: 'ada@shop.example', password: 'kitchen table 7' }

let browser: Browser | undefined
let server: Awaited<ReturnType<typeof startServer>>

beforeAll(async () => {
  browser = await openBrowserIfPossible()
  if (browser) server = await startServer({ ALUR_OWNER_EMAIL: ada.email, ALUR_OWNER_PASSWORD: ada.password })
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

it('from an empty server to a flow that customers use, an agent who answers, and numbers on the canvas', async ({ skip }) => {
  if (!browser) return skip()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

  // Sign in, and open a channel that customers can write on.
  await page.goto(server.url)
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password', { exact: true }).fill(ada.password)
  await button('Sign in').click()
  await page.getByRole('heading', { name: 'Flows', level: 1 }).waitFor()
  const chatPage = await openWebChat(page)

  // Draw: five nodes from the palette, connected.
  await button('New flow').first().click()
  await page.getByLabel('Name').fill('Welcome')
  await button('Create flow').click()
  await page.locator('.react-flow__node').first().waitFor()
  const canvas = driveCanvas(page)
  for (let i = 0; i < 3; i++) await button('Zoom out').click()
  const drop = async (type: string, x: number, y: number): Promise<void> => {
    await canvas.dragFromPalette(type, await canvas.free(x, y))
    await page.keyboard.press('Escape')
  }
  await drop('Menu', 0.15, 0.45)
  await drop('Message', 0.36, 0.12)
  await drop('Question', 0.36, 0.5)
  await drop('Hand over to a person', 0.58, 0.6)
  await drop('End', 0.58, 0.12)
  await canvas.draw('Menu', 'First option', 'Message')
  await canvas.draw('Menu', 'Second option', 'Question')
  await canvas.draw('Question', 'Answered', 'Hand over to a person')
  await canvas.draw('Message', 'Next', 'End')

  // The flow says what is wrong with it: nothing leads to the menu, and the message has no text.
  await canvas.card('Menu').getByRole('button', { name: 'Fix' }).click()
  await page.getByRole('menuitem', { name: 'Lead “Next” of “A customer writes” to “Menu”' }).click()
  await expect
    .poll(canvas.lines)
    .toEqual([
      'From A customer writes, Next, to Menu',
      'From Menu, First option, to Message',
      'From Menu, Second option, to Question',
      'From Message, Next, to End',
      'From Question, Answered, to Hand over to a person',
    ])
  await canvas.card('Message').getByText('Text is empty').waitFor()
  await canvas.select('Message')
  await page.getByRole('complementary').locator('textarea').first().fill('Parcels take two days.')
  await expect.poll(() => canvas.card('Message').getByText('Text is empty').count()).toBe(0)
  await canvas.saved()
  await screenshotAll(page, 'journey-canvas')

  // Try it: the draft answers at once.
  await button('Try it').click()
  const phone = page.getByRole('textbox', { name: 'Message' })
  await phone.fill('hello')
  await phone.press('Enter')
  await page.getByRole('button', { name: 'First option' }).last().click()
  await page.getByText('Parcels take two days.').last().waitFor()
  await screenshotAll(page, 'journey-try-it')
  await page.keyboard.press('Escape')

  // Publish.
  await button('Publish…').click()
  await page.getByText('What we checked').waitFor()
  await screenshotAll(page, 'journey-publish')
  await button('Publish version 1').click()
  await page.getByText('Version 1 is live').first().waitFor()

  // A customer writes in the web chat and asks for help.
  const customer = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  await customer.goto(chatPage)
  await customer.locator('textarea').fill('hi')
  await customer.locator('textarea').press('Enter')
  await customer.getByRole('button', { name: 'Second option' }).click()
  await customer.getByText('What would you like to know?').waitFor()
  await customer.locator('textarea').fill('Is the green one in stock?')
  await customer.locator('textarea').press('Enter')
  await customer.getByText('A colleague will help you here.').waitFor()

  // An agent sees it, takes it and answers; the customer reads it.
  const flowPage = page.url()
  await page.goto(flowPage.replace(/\/flows.*/, '/inbox'))
  await page
    .getByRole('navigation', { name: 'Lists of chats' })
    .getByRole('link', { name: /Not assigned/ })
    .click()
  await page.getByRole('link', { name: /A colleague will help you here/ }).click()
  await page.getByRole('button', { name: /^Take/ }).first().click()
  await page
    .getByRole('textbox', { name: /reply|message|answer/i })
    .last()
    .fill('Yes, three are left.')
  await page.keyboard.press('Control+Enter')
  await customer.getByText('Yes, three are left.').waitFor()
  await screenshotAll(page, 'journey-inbox')

  // The canvas counts them.
  await page.goto(flowPage)
  await page.getByText('Statistics', { exact: true }).click()
  await button('Fit').click()
  await expect.poll(() => canvas.card('A customer writes').innerText()).toMatch(/1 entered/)
  await expect.poll(() => canvas.card('Menu').innerText()).toMatch(/1\s*entered\s*1\s*answered/i)
  await expect.poll(() => canvas.card('Hand over to a person').innerText()).toMatch(/1\s*entered/i)
  await screenshotAll(page, 'journey-statistics')

  // A figure leads to its chats.
  await canvas.card('Menu').getByRole('heading').click()
  await page.locator('aside[data-panel]').getByRole('button').filter({ hasText: 'Entered' }).first().click()
  await page.locator('aside[data-panel] a[href*="/inbox/all/"]').waitFor()
}, 240_000)

/** Adds a web chat through its settings page; the address of its hosted page. */
async function openWebChat(page: Page): Promise<string> {
  const me = (await (await page.request.get(`${server.url}/api/v1/me`)).json()) as { workspaces: { id: string }[] }
  const made = await page.request.post(`${server.url}/api/v1/workspaces/${me.workspaces[0]?.id}/channels`, {
    headers: { origin: server.url },
    data: { kind: 'web-chat', name: 'Website', settings: { title: 'Shop', accent: '#0B6E79', origins: [], language: 'en' } },
  })
  const { links } = (await made.json()) as { links: { page: string } }
  return new URL(links.page, server.url).href
}
