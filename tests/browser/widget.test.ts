import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Assembled } from '#server/assemble.ts'
import { channels } from '#server/channels/collections.ts'
import { actOnConversation } from '#server/chats/act-on-conversation.ts'
import { conversations } from '#server/chats/collections.ts'
import type { Store } from '#server/store/contract.ts'
import { inProcess, testSecrets } from '#tests/support/in-process.ts'
import { publishFlow, seed, seedShop, threeMessages } from '#tests/support/seed.ts'
import { openTestEmbedded } from '#tests/support/stores.ts'
import { openBrowserIfPossible, screenshotAll } from './support/browser.ts'
import { builtWidget } from './support/built-editor.ts'

let browser: Browser | undefined
let store: Store
let server: Assembled & { url: string }
let shop: Server
let shopUrl: string
/** Pages of the shop that wait with their body until they are called. */
const lateBodies: (() => void)[] = []

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
    const tag = `<script src="${server.url}/widget.js" data-channel="${seed.webChat}" async></script>`
    if (request.url === '/head') {
      response.write(`<!doctype html><html><head><title>Shop</title>${tag.replace(' async', '')}`)
      return lateBodies.push(() => response.end('</head><body><h1>Shop</h1></body></html>'))
    }
    if (request.url === '/twice') return response.end(`<!doctype html><body><h1>Shop</h1>${tag}${tag}</body>`)
    if (request.url === '/gone')
      return response.end(`<!doctype html><body><h1>Shop</h1>${tag.replace(seed.webChat, 'gone')}</body>`)
    if (request.url === '/frame') return response.end('<!doctype html><iframe sandbox="allow-scripts" src="/"></iframe>')
    response.end(`<!doctype html><html dir="${dir}"><head><title>Shop</title></head><body><h1>Shop</h1>${tag}</body></html>`)
  })
  await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening))
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
}, 240_000)

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

it('a script in the head of a page whose body comes late waits for it', async ({ skip }) => {
  if (!browser) return skip()
  const page = await browser.newPage()
  const going = page.goto(`${shopUrl}/head`)
  await page.waitForResponse(/widget\.js/)
  await expect.poll(() => lateBodies.length).toBe(1)
  lateBodies[0]?.()
  await going
  await page.getByRole('button', { name: 'Open chat' }).click()
  await page.locator('textarea:focus').waitFor()
  await page.close()
}, 60_000)

it('a page that has the script twice has one chat', async ({ skip }) => {
  if (!browser) return skip()
  const page = await browser.newPage()
  await page.goto(`${shopUrl}/twice`, { waitUntil: 'networkidle' })
  await page.getByRole('button', { name: 'Open chat' }).waitFor()
  expect(await page.locator('alur-chat').count()).toBe(1)
  await page.close()
}, 60_000)

it('eight tabs share one stream, all of them hear the answer, and another takes the line when its tab goes', async ({ skip }) => {
  if (!browser) return skip()
  const context = await browser.newContext()
  const streams: string[] = []
  context.on('request', (request) => void (request.url().includes('/events') && streams.push(request.url())))
  const tabs = []
  for (let n = 0; n < 8; n++) {
    const tab = await context.newPage()
    // Six connections to one server: with a stream in each tab the seventh would never load.
    await tab.goto(`${server.url}/chat/${seed.webChat}`)
    await tab.locator('textarea').waitFor()
    tabs.push(tab)
  }
  const [first, second, ...others] = tabs as [Page, Page, ...Page[]]
  await write(second, 'hi')
  for (const tab of tabs) await tab.getByRole('button', { name: 'English' }).waitFor()
  expect(streams.length).toBe(1)
  expect(new URL(streams[0] as string).search).toBe('?after=0')
  await first.close()
  await expect.poll(() => streams.length).toBe(2)
  await write(second, 'English')
  const asked = ['hi', 'Which language?', 'English', 'What about?']
  for (const tab of [second, ...others]) await expect.poll(() => bubbles(tab)).toEqual(asked)
  await context.close()
}, 120_000)

it('of two tabs that write offline one is closed: its message is sent all the same, in its place, once', async ({ skip }) => {
  if (!browser) return skip()
  const context = await browser.newContext()
  const [one, two] = [await context.newPage(), await context.newPage()]
  for (const tab of [one, two]) {
    await tab.goto(`${server.url}/chat/${seed.webChat}`)
    await tab.locator('textarea').waitFor()
  }
  await context.setOffline(true)
  await write(one, 'hi')
  await two.getByText('Waiting to be sent').waitFor()
  await write(two, 'English')
  await expect.poll(() => bubbles(one)).toEqual(['hi', 'English'])
  await one.close()
  await context.setOffline(false)
  await two.getByRole('button', { name: 'Returns' }).waitFor()
  expect(await bubbles(two)).toEqual(['hi', 'Which language?', 'English', 'What about?'])
  await context.close()
}, 60_000)

it('an Enter that ends a composition sends nothing, in whichever order the browser tells', async ({ skip }) => {
  if (!browser) return skip()
  const page = await browser.newPage()
  await page.goto(`${server.url}/chat/${seed.webChat}`)
  const input = page.locator('textarea')
  await input.fill('你好')
  for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
    await input.evaluate(
      (field, init) =>
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init })),
      how,
    )
    expect([await input.inputValue(), await bubbles(page)]).toEqual(['你好', []])
  }
  await input.press('Enter')
  await expect.poll(() => bubbles(page)).toContain('你好')
  await page.close()
}, 60_000)

it('on a phone Back closes the chat first, and closing it leaves nothing behind to go back to', async ({ skip }) => {
  if (!browser) return skip()
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await page.goto(`${shopUrl}/?first`)
  await page.goto(shopUrl)
  const launcher = page.getByRole('button', { name: 'Open chat' })
  await launcher.click()
  await page.goBack()
  await launcher.waitFor()
  expect(page.url()).toBe(`${shopUrl}/`)
  await launcher.click()
  await page.locator('.close').click()
  await launcher.waitFor()
  await expect.poll(() => page.evaluate(() => history.state)).toBe(null)
  await page.goBack()
  expect(page.url()).toBe(`${shopUrl}/?first`)
  await page.close()
}, 60_000)

it('when a keyboard takes half of the phone the newest message stays in sight', async ({ skip }) => {
  if (!browser) return skip()
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await page.goto(`${server.url}/chat/${seed.webChat}`)
  for (const text of ['hi', 'English', 'Returns']) {
    await write(page, text)
    await page.getByText(text, { exact: true }).first().waitFor()
  }
  await page.getByText('Answer 2').waitFor()
  await page.locator('textarea').focus()
  await page.setViewportSize({ width: 390, height: 340 })
  const leftBelow = () => page.getByRole('log').evaluate((one) => Math.round(one.scrollHeight - one.scrollTop - one.clientHeight))
  await expect.poll(async () => (await page.locator('.panel').boundingBox())?.height).toBe(340)
  await expect.poll(leftBelow).toBe(0)
  expect(await page.getByRole('log').evaluate((log) => log.scrollHeight > log.clientHeight)).toBe(true)
  await page.close()
}, 60_000)

it('placeholder, buttons and states are in the language that was chosen', async ({ skip }) => {
  if (!browser) return skip()
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${server.url}/chat/${seed.webChat}`)
  await write(page, 'hi')
  await page.getByRole('button', { name: '繁體中文' }).click()
  await page.getByPlaceholder('輸入訊息').waitFor()
  await context.setOffline(true)
  await page.getByText('目前沒有連線', { exact: false }).waitFor()
  await page.locator('textarea').fill('有人嗎')
  await page.getByRole('button', { name: '傳送' }).click()
  await page.getByText('等待傳送').waitFor()
  await context.close()
}, 60_000)

it('an Arabic message stays on its speaker’s side, its corner too, and a phone number in it is not turned about', async ({
  skip,
}) => {
  if (!browser) return skip()
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(`${server.url}/chat/${seed.webChat}`)
  await write(page, 'hello')
  await write(page, 'مرحبا، رقمي +852 9123 4567 شكرا')
  await expect.poll(async () => (await bubbles(page)).length).toBeGreaterThanOrEqual(3)
  const drawn = await page.locator('.bubble').evaluateAll((all) =>
    all.map((one) => {
      const { borderBottomLeftRadius: left, borderBottomRightRadius: right } = getComputedStyle(one)
      const { x, width } = one.getBoundingClientRect()
      return { mine: one.classList.contains('mine'), side: x + width / 2 > 195 ? 'end' : 'start', left, right }
    }),
  )
  for (const { mine, ...how } of drawn)
    expect(how).toEqual(mine ? { side: 'end', left: '12px', right: '4px' } : { side: 'start', left: '4px', right: '12px' })
  expect(await page.locator('.bubble bdi').allInnerTexts()).toEqual(['+852 9123 4567'])
  expect(await page.getByRole('log').evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0)
  await context.close()
}, 60_000)

it('a chat that does not exist says so once on its page, and a shop’s page stays as it is', async ({ skip }) => {
  if (!browser) return skip()
  const page = await browser.newPage()
  await page.goto(`${server.url}/chat/gone`)
  await page.getByText('There is no chat here.').waitFor()
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  await screenshotAll(page, 'chat-page-gone')
  const lines: string[] = []
  page.on('console', (message) => void (message.type() === 'warning' && lines.push(message.text())))
  await page.goto(`${shopUrl}/gone`)
  await expect.poll(() => lines.length).toBe(1)
  expect(await page.locator('alur-chat').count()).toBe(0)
  await page.close()
}, 60_000)

it('whoever opens the chat is greeted, once: on the shop’s page by the launcher, on the hosted page when it is seen', async ({
  skip,
}) => {
  if (!browser) return skip()
  const flow = threeMessages()
  for (const node of flow.nodes) if (node.type === 'start') node.data.config = { trigger: 'opened' }
  await publishFlow(store, 'flow2', 1, flow)
  await expect.poll(async () => (await server.engine.flows.live(seed.workspaceId)).starting.length).toBe(2)
  const page = await browser.newPage()
  await page.goto(shopUrl)
  await page.getByRole('button', { name: 'Open chat' }).click()
  await page.getByRole('button', { name: 'English' }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('button', { name: 'Returns' }).waitFor()
  expect(await bubbles(page)).toEqual(['Which language?', 'English', 'What about?'])
  await page.goto(`${server.url}/chat/${seed.webChat}`)
  await page.getByRole('button', { name: 'English' }).waitFor()
  expect(await bubbles(page)).toEqual(['Which language?'])
  await page.close()
}, 60_000)

it('what was being typed when the greeting came is not its answer; what is typed after it is', async ({ skip }) => {
  if (!browser) return skip()
  const flow = threeMessages()
  for (const node of flow.nodes) if (node.type === 'start') node.data.config = { trigger: 'opened' }
  await publishFlow(store, 'flow2', 2, flow)
  const context = await browser.newContext()
  const page = await context.newPage()
  let letGo = () => {}
  const held = new Promise<void>((go) => {
    letGo = go
  })
  await page.route('**/opened', async (route) => {
    await held
    await route.continue()
  })
  const asked = page.waitForRequest('**/opened')
  await page.goto(`${server.url}/chat/${seed.webChat}`)
  await asked
  await page.locator('textarea').fill('English, please')
  letGo()
  await page.getByRole('button', { name: 'English' }).waitFor()
  await page.locator('textarea').press('Enter')
  await expect.poll(() => bubbles(page)).toEqual(['Which language?', 'English, please', 'Which language?'])
  await write(page, 'English')
  await expect
    .poll(() => bubbles(page))
    .toEqual(['Which language?', 'English, please', 'Which language?', 'English', 'What about?'])
  await context.close()
}, 60_000)
