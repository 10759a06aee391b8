import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Assembled } from '#server/assemble.ts'
import { channels, conversations } from '#server/store/collections.ts'
import type { Store } from '#server/store/contract.ts'
import { actOnConversation } from '#server/use-cases/act-on-conversation.ts'
import { inProcess, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop, threeMessages } from '#tests/support/seed.ts'
import { openTestEmbedded } from '#tests/support/stores.ts'
import { openBrowserIfPossible, screenshotAll } from './support/browser.ts'
import { builtWidget } from './support/built-editor.ts'

let browser: Browser | undefined
let store: Store
let server: Assembled & { url: string }
let shop: Server
let shopUrl: string

beforeAll(async () => {
  browser = await openBrowserIfPossible()
  if (!browser) return
  builtWidget()
  store = await openTestEmbedded()
  await seedShop(store, testSecrets, { flows: [threeMessages()] })
  server = await inProcess(store, { editorFolder: join(import.meta.dirname, '../../node_modules/.cache/editor-under-test') })
  // A shop on another origin, with styles that would spoil ours and a strict policy of its own.
  shop = createServer((request, response) => {
    const dir = request.url?.includes('rtl') ? 'rtl' : 'ltr'
    response.setHeader(
      'Content-Security-Policy',
      `default-src 'self'; script-src ${server.url}; connect-src ${server.url}; style-src 'self'`,
    )
    response.setHeader('Content-Type', 'text/html')
    // A frame without an origin of its own has no storage.
    if (request.url === '/frame') return response.end('<!doctype html><iframe sandbox="allow-scripts" src="/"></iframe>')
    response.end(
      `<!doctype html><html dir="${dir}"><head><title>Shop</title></head><body><h1>Shop</h1><script src="${server.url}/widget.js" data-channel="${seed.webChat}" async></script></body></html>`,
    )
  })
  await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening))
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
}, 120_000)

afterAll(async () => {
  await browser?.close()
  shop?.close()
  await server?.close()
  await store?.close()
})

const write = async (page: Page, text: string): Promise<void> => {
  await page.locator('textarea').fill(text)
  await page.locator('textarea').press('Enter')
}
const bubbles = (page: Page): Promise<string[]> => page.locator('.bubble').allInnerTexts()

it('one script tag puts a chat on a shop’s page; it answers, remembers and survives a reload', async ({ skip }) => {
  if (!browser) return skip()
  const page = await browser.newPage()
  await page.goto(shopUrl)
  await page.getByRole('button', { name: 'Open chat' }).click()
  await write(page, 'hi')
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('button', { name: 'Returns' }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Returns' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  await page.getByRole('button', { name: 'Returns' }).click()
  await page.getByText('Answer 2').waitFor()
  expect(await bubbles(page)).toEqual(['hi', 'Which language?', 'English', 'What about?', 'Returns', 'Answer 2'])
  await screenshotAll(page, 'widget')
  await page.close()
}, 60_000)

it('what is written offline is kept over a reload and sent once when the connection is back', async ({ skip }) => {
  if (!browser) return skip()
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(shopUrl)
  await page.getByRole('button', { name: 'Open chat' }).click()
  await page.locator('textarea').waitFor()
  await context.route('**/messages', (route) => route.abort())
  await write(page, 'hi')
  await page.getByText('Waiting to be sent').waitFor()
  await page.reload()
  await page.getByText('Waiting to be sent').waitFor()
  await context.unroute('**/messages')
  await page.getByRole('button', { name: 'English' }).waitFor()
  expect(await bubbles(page)).toEqual(['hi', 'Which language?'])
  await context.close()
}, 60_000)

it('what is written offline is in sight, also when the notice comes', async ({ skip }) => {
  if (!browser) return skip()
  const context = await browser.newContext({ viewport: { width: 400, height: 480 } })
  const page = await context.newPage()
  await page.goto(`${server.url}/chat/${seed.webChat}`)
  await write(page, 'hi')
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('button', { name: 'Returns' }).click()
  await page.getByText('Answer 2').waitFor()
  await context.setOffline(true)
  await write(page, 'Is anybody there?')
  await page.getByText('Your messages are kept', { exact: false }).waitFor()
  const hidden = () => page.getByRole('log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)
  expect(await page.getByRole('log').evaluate((log) => log.scrollHeight > log.clientHeight)).toBe(true)
  await expect.poll(hidden).toBeLessThan(2)
  await context.close()
}, 60_000)

it('an agent’s answer appears by itself, with a person’s name at the top, and moves nobody who reads further up', async ({
  skip,
}) => {
  if (!browser) return skip()
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${server.url}/chat/${seed.webChat}`)
  await write(page, 'agent')
  const waiting = { workspaceId: seed.workspaceId, list: 'waiting' }
  const found = () => store.collection(conversations).find(waiting, { sort: { updatedAt: -1 } })
  await expect.poll(async () => (await found()).items.length).toBe(1)
  const conversationId = (await found()).items[0]?._id as string
  const who = { workspaceId: seed.workspaceId, agentId: 'agent1' }
  await actOnConversation(server.engine, who, conversationId, { do: 'take' })
  await actOnConversation(server.engine, who, conversationId, {
    do: 'reply',
    text: 'Good morning, how can I help?',
    clientId: '1',
  })
  await page.getByText('Good morning, how can I help?').waitFor()
  await screenshotAll(page, 'chat-page')
  await write(page, 'My order is late. '.repeat(400))
  const log = page.getByRole('log')
  const leftBelow = () => log.evaluate((one) => Math.round(one.scrollHeight - one.scrollTop - one.clientHeight))
  await expect.poll(leftBelow).toBe(0)
  await log.evaluate((one) => one.scrollTo(0, 0))
  await actOnConversation(server.engine, who, conversationId, { do: 'reply', text: 'I see it.', clientId: '2' })
  await page.getByText('I see it.').waitFor()
  expect(await log.evaluate((one) => one.scrollTop)).toBe(0)
  await write(page, 'Thank you')
  await expect.poll(leftBelow).toBe(0)
  await context.close()
}, 60_000)

it('on a right-to-left page the launcher keeps its corner and what people write is never markup', async ({ skip }) => {
  if (!browser) return skip()
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${shopUrl}/?rtl`)
  await page.getByRole('button', { name: 'Open chat' }).click()
  await write(page, '<img src=x onerror="document.title=\'spoilt\'"> مرحبا')
  await page.getByRole('button', { name: 'English' }).waitFor()
  expect((await bubbles(page))[0]).toContain('<img src=x')
  expect(await page.title()).toBe('Shop')
  await context.close()
}, 60_000)

it('a message that is too long stays, says so over a reload, and can be edited and sent', async ({ skip }) => {
  if (!browser) return skip()
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(shopUrl)
  await page.getByRole('button', { name: 'Open chat' }).click()
  await write(page, `hi ${'and so on '.repeat(1_000)}`)
  await page.getByText('Not sent: too long').waitFor()
  await page.reload()
  await page.getByText('Not sent: too long').waitFor()
  await write(page, 'hi')
  await page.getByRole('button', { name: 'English' }).waitFor()
  await page.getByRole('button', { name: 'Edit' }).click()
  expect(await page.locator('textarea').inputValue()).toMatch(/^hi and so on (.*)and so on$/)
  await write(page, 'English')
  await page.getByRole('button', { name: 'Returns' }).waitFor()
  expect(await bubbles(page)).toEqual(['hi', 'Which language?', 'English', 'What about?'])
  await context.close()
}, 60_000)

it('a message that the server refuses stays, and can be tried again or discarded', async ({ skip }) => {
  if (!browser) return skip()
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${server.url}/chat/${seed.webChat}`)
  await write(page, 'hi')
  await page.getByRole('button', { name: 'English' }).waitFor()
  const kept = await store.collection(channels).get(seed.webChat)
  await store.collection(channels).delete({ _id: seed.webChat })
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByText('Not sent').waitFor()
  await write(page, 'Are you there?')
  await expect.poll(() => page.getByText('Not sent').count()).toBe(2)
  await screenshotAll(page, 'chat-page-refused')
  if (kept) await store.collection(channels).insert(kept)
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await page.getByRole('button', { name: 'Returns' }).waitFor()
  expect(await bubbles(page)).toEqual(['hi', 'Which language?', 'English', 'What about?', 'Are you there?'])
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.reload()
  await page.getByRole('button', { name: 'Returns' }).waitFor()
  expect(await bubbles(page)).toEqual(['hi', 'Which language?', 'English', 'What about?'])
  await context.close()
}, 60_000)

it('where the browser refuses storage the chat lives as long as the page', async ({ skip }) => {
  if (!browser) return skip()
  const page = await browser.newPage()
  await page.goto(`${shopUrl}/frame`)
  const frame = page.frameLocator('iframe')
  await frame.getByRole('button', { name: 'Open chat' }).click()
  await frame.locator('textarea').fill('hi')
  await frame.locator('textarea').press('Enter')
  await frame.getByRole('button', { name: 'English' }).waitFor()
  await page.close()
}, 60_000)

it('on a phone the open chat fills the screen', async ({ skip }) => {
  if (!browser) return skip()
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await page.goto(shopUrl)
  await page.getByRole('button', { name: 'Open chat' }).click()
  expect(await page.locator('.panel').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  await page.close()
}, 60_000)

it.for<[where: string, url: () => string, name: string]>([
  ['the hosted page', () => `${server.url}/chat/${seed.webChat}`, 'chat-page-failed'],
  ['the widget', () => shopUrl, 'widget-failed'],
])(
  'a chat that cannot be opened says so on %s and opens when it is tried again',
  { timeout: 60_000 },
  async ([, url, name], { skip }) => {
    if (!browser) return skip()
    const context = await browser.newContext()
    const page = await context.newPage()
    await context.route('**/settings', (route) => route.abort())
    await page.goto(url())
    if (name === 'widget-failed') await page.getByRole('button', { name: 'Open chat' }).click()
    await page.getByText('This chat cannot be opened just now.').waitFor()
    await screenshotAll(page, name)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('This chat cannot be opened just now.').waitFor()
    await context.unroute('**/settings')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('textarea:focus').waitFor()
    expect(await page.getByText('This chat cannot be opened just now.').count()).toBe(0)
    await context.close()
  },
)
