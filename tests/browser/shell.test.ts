import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setUpCode } from '#server/accounts/set-up-code.ts'
import { inbox } from '#server/engine/collections.ts'
import { workspaces } from '#server/workspaces/collections.ts'
import { testSecrets } from '#tests/support/in-process.ts'
import { openBrowserIfPossible, screenshotAll } from './support/browser.ts'
import { offences } from './support/offences.ts'
import { startServer } from './support/start-server.ts'

const ada = { email: 'ada@shop.example', password: 'kitchen table 7' }
const bo = { email: 'bo@shop.example', password: 'another long word' }

/** One owner's first hour with a new server; each test goes on from the one before. */
describe('the shell', () => {
  let browser: Browser | undefined
  let server: Awaited<ReturnType<typeof startServer>>
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    browser = await openBrowserIfPossible()
    if (!browser) return
    server = await startServer()
    context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      timezoneId: 'Asia/Hong_Kong',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    page = await context.newPage()
    page.setDefaultTimeout(30_000)
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const shows = (fact: string, body: () => Promise<void>, timeout?: number) =>
    it(fact, async (test) => (browser ? body() : test.skip()), timeout)
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const field = (label: string) => page.getByLabel(label, { exact: true })
  const heading = (name: string) => page.getByRole('heading', { name, level: 1 })
  const goTo = (name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click()
  const openRowMenu = (name: string) => button(`Actions for ${name}`).click()
  const menuItem = (name: string) => page.getByRole('menuitem', { name })

  shows('the first start opens in a browser that has no language', async () => {
    const other = await (await (browser as Browser).newContext()).newPage()
    await other.addInitScript(() => Object.defineProperty(navigator, 'language', { get: () => 'en-US@posix' }))
    await other.goto(server.url)
    await other.getByRole('heading', { name: 'Set up Alur' }).waitFor()
    await other.context().close()
  })

  shows('the first start asks for the owner and knows the browser’s time zone', async () => {
    await page.goto(`${server.url}/set-up?code=${setUpCode(testSecrets)}`)
    await heading('Set up Alur').waitFor()
    expect(await field('Set-up code').inputValue()).toBe(setUpCode(testSecrets))
    await expect.poll(() => page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Hong Kong, UTC+8')
    await field('Your name').fill('Ada L.')
    await field('Workspace').fill('Yoho General')
    await field('E-mail').fill(ada.email)
    await field('Password').fill('short')
    await expect.poll(() => button('Create owner and open Alur').isDisabled()).toBe(true)
    await field('Password').fill(ada.password)
    await page.getByText('Strong.').waitFor()
    await screenshotAll(page, 'set-up')
    await button('Create owner and open Alur').click()
    await page.getByText('No flows yet').waitFor()
    await page.getByRole('heading', { name: '3 things left to set up' }).waitFor()
    await screenshotAll(page, 'home-empty')
  })

  shows('the set-up link, opened again, leads whoever is signed in to their flows', async () => {
    await page.goto(`${server.url}/set-up?code=${setUpCode(testSecrets)}`)
    await page.getByText('No flows yet').waitFor()
  })

  shows('an owner reads over the page what was given up and what to do, until it is mended', async () => {
    const kept = server.store.collection(inbox)
    const { items } = await server.store.collection(workspaces).find({})
    const at = '2026-11-23T10:00:00.000Z'
    await kept.insert({
      _id: 'web:m1',
      workspaceId: items[0]?._id as string,
      channelKind: 'web-chat',
      conversationId: 'c1',
      message: { id: 'm1', channelId: 'web', from: { externalId: 'v' }, at, content: { kind: 'text', text: 'Hello' } },
      acceptedAt: at,
      attempts: 5,
      dueAt: '9999-12-31T00:00:00.000Z',
      parked: 'tried-too-often',
    })
    await page.reload()
    const alarm = page.getByRole('alert').filter({ hasText: '1 message of a customer was never answered' })
    await alarm.waitFor()
    await screenshotAll(page, 'home-alarm')
    expect(await offences(page)).toEqual([])
    await kept.delete({ _id: 'web:m1' })
    await page.reload()
    await page.getByText('No flows yet').waitFor()
    expect(await alarm.count()).toBe(0)
  })

  shows('a wrong password says how many tries are left, a right one leads back to where one was', async () => {
    await button(/Switch workspace/).click()
    await menuItem('Sign out').click()
    await heading('Sign in to Alur').waitFor()
    await field('E-mail').fill(ada.email)
    await field('Password').fill('not this one')
    await button('Sign in').click()
    await page.getByText(/That e-mail and password do not match\. You have \d more tries\./).waitFor()
    await screenshotAll(page, 'sign-in')
    await field('Password').fill(ada.password)
    await button('Sign in').click()
    await heading('Flows').waitFor()
  })

  shows('a web chat is added and its line is ready to paste', async () => {
    await goTo('Channels')
    await button('Add channel').click()
    await menuItem('Web chat').click()
    await field('Name').fill('Shop site')
    await field('Title').fill('Yoho')
    await page.getByRole('combobox', { name: 'Sites that may embed it' }).fill('shop.example/cart')
    await page.getByRole('combobox', { name: 'Sites that may embed it' }).press('Enter')
    await button('Add channel').click()
    await heading('Shop site').waitFor()
    await expect.poll(() => page.getByText('https://shop.example', { exact: true }).isVisible()).toBe(true)
    await button('Copy the line').click()
    const line = await page.evaluate(() => navigator.clipboard.readText())
    expect(line).toMatch(/^<script src="http:\/\/127\.0\.0\.1:\d+\/widget\.js" data-channel="[\w-]+" async><\/script>$/)
    await screenshotAll(page, 'channel')
  })

  shows('a WhatsApp number keeps its secrets to itself and shows the callback', async () => {
    await goTo('Channels')
    await button('Add channel').click()
    await menuItem('WhatsApp').click()
    await field('Name').fill('Service number')
    await field('Phone number ID').fill('109876543210987')
    await field('Access token').fill('EAAG-secret')
    await field('App secret').fill('0123456789abcdef0123456789abcdef')
    await button('Add channel').click()
    await heading('Service number').waitFor()
    await expect.poll(() => field('Callback URL').inputValue()).toMatch(/\/webhooks\/whatsapp\/[\w-]+$/)
    await expect.poll(() => field('Access token').inputValue()).toBe('')
    expect(await page.content()).not.toContain('EAAG-secret')
    await field('API address').fill('https://graph.example')
    await page.getByText('Type it again: the API address below has changed').waitFor()
    await expect.poll(() => button('Save').isDisabled()).toBe(true)
    await screenshotAll(page, 'channel-new-address')
    await field('Access token').fill('EAAG-other')
    await expect.poll(() => button('Save').isEnabled()).toBe(true)
    // Not saved: it is asked for before it is lost.
    await goTo('Channels')
    await button('Leave').click()
    await page.getByRole('row', { name: /Service number/ }).waitFor()
    await screenshotAll(page, 'channels')
  })

  shows('the secret of an API token is shown once', async () => {
    await goTo('API tokens')
    await button('New token').click()
    await field('Name').fill('Nightly export')
    await button('Create token').click()
    await expect.poll(() => field('Secret').inputValue()).toMatch(/^alur_/)
    await button('I have kept it').click()
    await page.getByRole('row', { name: /Nightly export/ }).waitFor()
    await field('Secret').waitFor({ state: 'detached' })
    await screenshotAll(page, 'tokens')
  })

  shows('a flow is made, renamed, duplicated, exported, imported and deleted', async () => {
    await goTo('Flows')
    await button('New flow').click()
    await field('Name').fill('Wellcome')
    await button('Create flow').click()
    await page.waitForURL(/\/flows\/[\w-]+$/)
    await page.goBack()
    await openRowMenu('Wellcome')
    await menuItem('Rename…').click()
    await field('Name').fill('Welcome and triage')
    await button('Rename').click()
    await page.getByRole('row', { name: /Welcome and triage/ }).waitFor()
    await openRowMenu('Welcome and triage')
    await menuItem('Duplicate').click()
    await page.getByRole('row', { name: /Welcome and triage \(copy\)/ }).waitFor()

    const download = page.waitForEvent('download')
    await openRowMenu('Welcome and triage')
    await menuItem('Export JSON').click()
    const file = await (await download).path()
    await page.locator('input[type=file]').setInputFiles(file)
    await page.waitForURL(/\/flows\/[\w-]+$/)
    await page.goBack()
    await expect.poll(() => page.getByRole('row', { name: /Welcome and triage/ }).count()).toBe(3)

    await openRowMenu('Welcome and triage (copy)')
    await menuItem('Delete…').click()
    await page.getByText('It is not published, so no chat is affected.').waitFor()
    await button('Delete flow').click()
    await expect.poll(() => page.getByRole('row', { name: /Welcome and triage/ }).count()).toBe(2)
    await screenshotAll(page, 'home')
  })

  shows('Back from a flow leads to the flows, also while the dialog that made it still fades', async () => {
    await goTo('API tokens')
    await goTo('Flows')
    await button('New flow').click()
    await field('Name').fill('Kept waiting')
    // The page stays locked until Back has passed the dialog's own entry.
    await page.evaluate(() => {
      const { body } = document
      const remove = body.removeAttribute.bind(body)
      body.removeAttribute = () => {}
      addEventListener(
        'popstate',
        () => {
          body.removeAttribute = remove
          remove('data-scroll-locked')
        },
        { once: true },
      )
    })
    await button('Create flow').click()
    await page.waitForURL(/\/flows\/[\w-]+$/)
    await page.goBack()
    await page.waitForURL(/\/flows$/)
    await openRowMenu('Kept waiting')
    await menuItem('Delete…').click()
    await button('Delete flow').click()
    await page.getByRole('row', { name: /Kept waiting/ }).waitFor({ state: 'detached' })
  })

  shows('a file that is no flow is refused with the reason', async () => {
    await page.locator('input[type=file]').setInputFiles({
      name: 'notes.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"name":"Notes","nodes":7}'),
    })
    await page.getByRole('dialog', { name: '“notes.json” was not imported' }).waitFor()
    await page.getByRole('dialog').getByText('must be a list').waitFor()
    await button('Close').last().click()
  })

  shows('Ctrl K leads on to the search of all chats, wherever one is', async () => {
    for (const name of ['Ann Lee', '0812345678']) {
      await page.keyboard.press('Control+K')
      await page.getByPlaceholder('Go to a flow or a place').fill(name)
      await page.getByText(`Search all chats for “${name}”`).waitFor()
      await page.keyboard.press('Enter')
      await expect.poll(() => page.getByRole('searchbox', { name: 'Search all chats' }).inputValue()).toBe(name)
    }
  })

  shows('Ctrl K goes to any place without a mouse', async () => {
    await page.keyboard.press('Control+K')
    await page.getByPlaceholder('Go to a flow or a place').fill('memb')
    await page.keyboard.press('Enter')
    await heading('Members').waitFor()
  })

  shows(
    'somebody who is invited opens the link and joins with a name and a password of their own',
    async () => {
      await button('Invite').click()
      await field('E-mail').fill(bo.email)
      await button('Make the link').click()
      const link = await field('Link').inputValue()
      await screenshotAll(page, 'invite-link')
      await button('Done').click()
      await page
        .getByRole('row', { name: new RegExp(bo.email) })
        .getByText('not opened')
        .waitFor()
      await screenshotAll(page, 'members')

      const other = await (await (browser as Browser).newContext({ locale: 'en-GB' })).newPage()
      await other.goto(link)
      await other.getByRole('heading', { name: 'Ada L. invites you to Yoho General' }).waitFor()
      await screenshotAll(other, 'invitation')
      await other.getByLabel('Your name').fill('Bo Yee N.')
      await other.getByLabel('Password', { exact: true }).fill(bo.password)
      await other.getByRole('button', { name: 'Join Yoho General' }).click()
      await other.waitForURL(/\/inbox\/\w+$/)
      await other.goto(link)
      await other.getByText('It was used on').waitFor()
      await screenshotAll(other, 'invitation-over')
      await other.context().close()
      await page.reload()
      await page.getByRole('row', { name: /Bo Yee N\./ }).waitFor()
    },
    120_000,
  )

  shows('a new agent signs in, however late the server answers, to where their link leads, else to the inbox', async () => {
    const other = await (await (browser as Browser).newContext()).newPage()
    let answer = () => {}
    const late = new Promise<void>((resolve) => (answer = resolve))
    await other.route('**/api/v1/me', (route) => late.then(() => route.continue()))
    await other.goto(`${page.url().split('/settings')[0]}/inbox/all?from=a-link`)
    await other.getByText('The server takes longer than usual').waitFor()
    answer()
    await other.getByLabel('E-mail').fill(bo.email)
    await other.getByLabel('Password', { exact: true }).fill(bo.password)
    await other.getByRole('button', { name: 'Sign in' }).click()
    await other.waitForURL(/\/inbox\/all\?from=a-link$/)
    await other.goto(server.url)
    await other.waitForURL(/\/inbox\/\w+$/)
    await other.goto(`${server.url}/w/nowhere/flows`)
    await other.getByText('There is nothing at this address').waitFor()
    await other.context().close()
  })

  shows('a role that the server refuses to change is shown as it is', async () => {
    await page.route('**/members/*', (route) => route.fulfill({ status: 403, json: notAllowed }))
    const role = page.getByRole('combobox', { name: /Role of Bo Yee N\./ })
    await role.click()
    await page.getByRole('option', { name: 'Manager' }).click()
    await page.getByText('Your role does not allow this').waitFor()
    await expect.poll(() => role.inputValue()).toBe('Agent')
    await page.unroute('**/members/*')
  })

  shows('the dark look is remembered', async () => {
    await page.getByRole('link', { name: /Ada L\./ }).click()
    await page.getByText('Dark', { exact: true }).click()
    const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)
    expect(await scheme()).toBe('dark')
    await page.reload({ waitUntil: 'commit' })
    await expect.poll(scheme).toBe('dark')
    await page.getByText('As the system').click()
    await screenshotAll(page, 'you')
  })

  shows('being offline is said once, keeps one signed in, and passes', async () => {
    await context.setOffline(true)
    await page.getByText('Offline. Your changes are kept here.').waitFor()
    await button(/Switch workspace/).click()
    await menuItem('Sign out').click()
    await page.getByText('The server cannot be reached. Check your connection.').waitFor()
    await context.setOffline(false)
    await page.getByText('Offline. Your changes are kept here.').waitFor({ state: 'detached' })
  })

  shows('a live line that one may not join is said, and passes', async () => {
    let joins = false
    await page.routeWebSocket(/\/api\/v1\/live/, (socket) => {
      const line = socket.connectToServer()
      socket.onMessage((message) => {
        const join = /^42(\d+)\["join"/.exec(String(message))?.[1]
        if (join && !joins) socket.send(`43${join}[false]`)
        else line.send(message)
      })
    })
    await page.reload()
    await page.getByText('No live connection.').waitFor()
    joins = true
    await page.getByText('No live connection.').waitFor({ state: 'detached' })
  })

  shows('a list that cannot be loaded offers to try again', async () => {
    await page.route(/\/tokens\?/, (route) => route.fulfill({ status: 404, json: notFound }))
    await goTo('API tokens')
    await page.reload()
    await page.getByRole('alert').getByText('There is nothing here').waitFor()
    await page.unroute(/\/tokens\?/)
    await button('Try again').click()
    await page.getByRole('row', { name: /Nightly export/ }).waitFor()
  })

  shows(
    'no page has a barrier that axe can find, light at a desk or dark on a phone',
    async () => {
      const places = [
        'flows',
        'settings/channels',
        'settings/members',
        'settings/hours',
        'settings/secrets',
        'settings/tokens',
        'settings/jobs',
        'settings/workspace',
        'settings/you',
      ]
      const workspace = page.url().split('/settings')[0]
      const found: string[] = []
      for (const [colorScheme, width] of [
        ['light', 1440],
        ['dark', 390],
      ] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize({ width, height: 844 })
        for (const place of places) {
          await page.goto(`${workspace}/${place}`)
          await page.getByRole('heading', { level: 1 }).waitFor()
          await page.waitForLoadState('networkidle')
          found.push(...(await offences(page)).map((offence) => `${place} ${width} ${colorScheme}: ${offence}`))
        }
      }
      expect(found).toEqual([])
    },
    120_000,
  )

  shows('the first load of the flows is at most 350 KB of script', async () => {
    const fresh = await context.newPage()
    const sizes: Promise<number>[] = []
    fresh.on('response', (response) => {
      if (response.url().endsWith('.js')) sizes.push(response.body().then((body) => gzipSync(body).length))
    })
    await fresh.goto(`${page.url().split('/settings')[0]}/flows`)
    await fresh
      .getByRole('row', { name: /Welcome and triage/ })
      .first()
      .waitFor()
    await fresh.waitForLoadState('networkidle')
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    expect(total).toBeLessThanOrEqual(350 * 1024)
    await fresh.close()
  })
})

const notFound = { error: { code: 'not-found', message: 'There is nothing here, or it is not yours to see.' } }
const notAllowed = { error: { code: 'not-allowed', message: 'Your role does not allow this.' } }
