import { accessSync, constants } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledChromium, outputFolder } from './support/browser.ts'
import { type AnyBrowser, handsAt } from './support/hands.ts'
import { openByPuppeteer } from './support/puppeteer.ts'
import { startServer } from './support/start-server.ts'
import { openWebKit } from './support/webkit.ts'

const ada = { email: 'ada@shop.example', password: 'kitchen table 7' }

/** The browsers that the other tests do not run on; `.ci/run` installs those that Debian has. */
const browsers: Record<string, () => Promise<AnyBrowser>> = {
  'the Chromium of the npm package': async () => openByPuppeteer('chrome', await bundledChromium()),
  Firefox: async () => openByPuppeteer('firefox', process.env.FIREFOX_PATH ?? onPath('firefox-esr', 'firefox')),
  WebKit: openWebKit,
}

describe.each(Object.entries(browsers))('%s', (name, open) => {
  let browser: AnyBrowser | undefined
  let server: Awaited<ReturnType<typeof startServer>>

  beforeAll(async () => {
    browser = await open().catch((error) => {
      process.stderr.write(`smoke test skipped: ${name} does not start here (${String(error.message).split('\n')[0]})\n`)
      return undefined
    })
    if (browser) server = await startServer({ ALUR_OWNER_EMAIL: ada.email, ALUR_OWNER_PASSWORD: ada.password })
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  it('a flow is drawn, tried and published; a customer chats, and an agent takes the chat and answers', async ({ skip }) => {
    if (!browser) return skip()
    await story(browser, server.url).catch(async (error) => {
      await keepPicture(browser as AnyBrowser, name)
      throw error
    })
    expect(browser.errors()).toEqual([])
  }, 240_000)
})

/** Sign in, drag, connect, try, publish, chat, take, reply. */
async function story(browser: AnyBrowser, url: string): Promise<void> {
  const { click, fill, sees, drag } = handsAt(browser)

  await browser.goTo(url)
  await fill('E-mail', ada.email)
  await fill('Password', ada.password)
  await click('button', 'Sign in')
  await sees('No flows yet')
  const { chat, workspace } = await browser.ask(openWebChat)

  await click('button', 'New flow')
  await fill('Name', 'Welcome')
  await click('button', 'Create flow')
  await drag({ kind: 'button', name: 'Question' }, { x: 760, y: 250 })
  await drag({ kind: 'button', name: 'Hand over to a person' }, { x: 760, y: 620 })
  await drag({ kind: 'heading', name: 'Question', card: 'Question' }, { x: 700, y: 330 })
  await drag({ kind: 'output', name: 'Next', card: 'A customer writes' }, { kind: 'heading', name: 'Question', card: 'Question' })
  await drag(
    { kind: 'output', name: 'Answered', card: 'Question' },
    { kind: 'heading', name: 'Hand over', card: 'Hand over to a person' },
  )
  await sees('Draft saved')
  expect(await browser.ask(scrollsBeyond)).toEqual([])

  await click('button', 'Try it')
  await fill('Message', 'hello')
  await browser.press('Enter')
  await sees('What would you like to know?')
  await fill('Message', 'هل المنتج الأخضر متوفر؟')
  await browser.press('Enter')
  await sees('A colleague will help you here.')
  expect(await browser.ask(scrollsBeyond)).toEqual([])

  await click('button', 'Publish…')
  await click('button', 'Publish version 1')
  await sees('Version 1 is live')

  await browser.goTo(`${url}${chat}`)
  await fill('', 'hi')
  await browser.press('Enter')
  await sees('What would you like to know?')
  const before = await browser.ask(heightOfField)
  await fill(
    '',
    'Is the green one in stock? And how long does it take to send it to an island where no ship goes in winter? '.repeat(3),
  )
  expect(await browser.ask(heightOfField)).toBeGreaterThan(before)
  await browser.press('Enter')
  await sees('A colleague will help you here.')

  await browser.goTo(`${url}/w/${workspace}/inbox/waiting`)
  await click('text', 'A colleague will help you here')
  await click('button', 'Take')
  await fill('', 'Yes, three are left.')
  await browser.press('Enter', true)
  await sees('Yes, three are left.')

  await browser.goTo(`${url}${chat}`)
  await sees('Yes, three are left.')
}

/** How it looked when the story broke off. */
async function keepPicture(browser: AnyBrowser, name: string): Promise<void> {
  await mkdir(outputFolder, { recursive: true })
  await writeFile(join(outputFolder, `smoke-${name.replaceAll(' ', '-')}.png`), await browser.screenshot())
}

/** Runs in the page of somebody who is signed in: a web chat for the first workspace, and the address of its page. */
async function openWebChat(): Promise<{ chat: string; workspace: string }> {
  const call = async (path: string, body?: object) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`/api/v1${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : {})
    return answer.json()
  }
  const me = await call('/me')
  const workspace: string = me.workspaces[0].id
  const settings = { title: 'Shop', accent: '#0B6E79', origins: [], language: 'en' }
  const { id } = await call(`/workspaces/${workspace}/channels`, { kind: 'web-chat', name: 'Website', settings })
  return { chat: `/chat/${id}`, workspace }
}

/** Runs in the page: what is wider than its place, and the page itself if it is higher than the window. */
function scrollsBeyond(): string[] {
  const wide = [...document.querySelectorAll('*')].filter(
    (thing) => thing.scrollWidth > thing.clientWidth && /auto|scroll/.test(getComputedStyle(thing).overflowX),
  )
  const page = document.documentElement
  return [
    ...wide.map((thing) => thing.getAttribute('class') ?? thing.tagName),
    ...(page.scrollHeight > innerHeight ? [`${page.scrollHeight} px high`] : []),
  ]
}

/** Runs in the chat page: how high the field is that one writes in. */
function heightOfField(): number {
  const hosts = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])
  return hosts.map((host) => host.querySelector('textarea')?.offsetHeight ?? 0).find(Boolean) ?? 0
}

/** The first of these programs that can be run. */
function onPath(...names: string[]): string {
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(delimiter))
      try {
        accessSync(join(folder, name), constants.X_OK)
        return join(folder, name)
      } catch {}
  throw new Error(`no ${names[0]} on the path`)
}
