import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { FlowView } from '#schemas/api/flows.ts'
import type { ConversationView } from '#schemas/api/inbox.ts'
import type { Invitation } from '#schemas/api/invitations.ts'
import { users } from '#server/accounts/collections.ts'
import { imports } from '#server/imports/collections.ts'
import { slotTemplate } from '#tests/fixtures/whatsapp-templates.ts'
import { everyDay } from '#tests/support/hours.ts'
import { inProcess } from '#tests/support/in-process.ts'
import { openTestEmbedded } from '#tests/support/stores.ts'
import { anInbox, type InboxUnderTest } from './support/an-inbox.ts'
import { builtEditor, builtWidget } from './support/built-editor.ts'
import { type Ids, invited, type Opening, openings, type Place, places } from './support/everything.ts'
import { offences } from './support/offences.ts'

const editor = join(import.meta.dirname, '../../editor')
const sources = readdirSync(editor, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(editor, file), 'utf8') }))
/** What floats hangs outside the landmarks, and the arrow keys of a search field scroll its list: Mantine's way, read well by readers. */
const ofTheLibrary = ['region', 'scrollable-region-focusable']
const sorted = (texts: Iterable<string>) => [...new Set(texts)].sort()

describe('what there is to open', () => {
  it('every route of the editor is a place of the journey', () => {
    const routers = sources.filter(({ text }) => /createBrowserRouter\(|<Route\b/.test(text))
    const routes = routers.flatMap(({ text }) =>
      [...text.matchAll(/\bpath(?:: |=)['"]([^'"]+)['"]/g)].map(([, path]) => path ?? ''),
    )
    expect(sorted(routes)).toEqual(sorted(places.flatMap(({ route }) => route ?? [])))
  })

  it('every dialog of the editor is opened by the journey', () => {
    const opens = /<(Modal|Drawer|Spotlight)(\.Root)?\b|\bmodals\.open\(|(?<![.\w])confirm\(\{/
    const dialogs = sources.filter(({ file, text }) => opens.test(text) && !file.startsWith('ui/')).map(({ file }) => file)
    expect(sorted(dialogs)).toEqual(sorted(openings.flatMap(({ from }) => from ?? [])))
  })
})

describe('a journey through everything', () => {
  let shop: InboxUnderTest | undefined
  let empty: Awaited<ReturnType<typeof emptyServer>>
  let ids: Ids

  beforeAll(async () => {
    builtWidget()
    shop = await anInbox()
    if (!shop) return
    empty = await emptyServer()
    ids = await furnish(shop)
  }, 240_000)
  afterAll(async () => {
    await shop?.close()
    await empty?.close()
  })

  describe.each([
    { where: 'at a desk', viewport: { width: 1440, height: 900 } },
    { where: 'on a phone', viewport: { width: 390, height: 844 } },
  ])('$where', ({ where, viewport }) => {
    const windows = new Map<Place['as'], Promise<Window>>()
    afterAll(async () => {
      for (const window of windows.values()) await (await window).page.context().close()
    })

    it.for(places)(
      '$name: everything opens, with an empty console',
      { timeout: 600_000 },
      async ({ name, path, as, streams }, { skip }) => {
        if (!shop) return skip()
        const window = await (windows.get(as) ?? remember(windows, as, openWindow(as, viewport)))
        const { page, said, settled } = window
        const found: string[] = []
        const listen = (what: string, mayBeSaid = /^$/) => {
          found.push(...said.splice(0).flatMap((line) => (mayBeSaid.test(line) ? [] : `${what}: ${line}`)))
        }
        const look = async (what: string, mayBeSaid?: RegExp) => {
          if (!streams) await settled()
          if (where === 'at a desk') {
            // The canvas was read with the page.
            const read = what === 'the page' ? [] : ['.react-flow']
            const broken = await offences(page, { without: ofTheLibrary, exclude: ['[data-menu-dropdown]', ...read] })
            found.push(...broken.map((offence) => `${what}: ${offence}`))
          }
          const { sideways, down, cut } = await page.evaluate(() => ({
            sideways: document.documentElement.scrollWidth - innerWidth,
            down: document.documentElement.scrollHeight - innerHeight,
            cut: Math.max(
              0,
              ...[...document.querySelectorAll('[role=dialog]')].map((each) => each.scrollWidth - each.clientWidth),
            ),
          }))
          if (sideways > 0) found.push(`${what}: scrolls ${sideways} px sideways`)
          if (cut > 0) found.push(`${what}: ${cut} px wider than its dialog`)
          if (down > 0 && name === 'flow') found.push(`${what}: ${down} px higher than the window`)
          listen(what, mayBeSaid)
        }
        const address = `${as === 'first' ? empty.url : shop.url}${path(ids)}`
        await page.goto(address)
        await (streams ? page.getByRole('textbox').waitFor() : loaded(page))
        await look('the page')
        await openFloats(page)
        let away = false
        for (const opening of openings.filter(({ at, wide }) => at === name && (!wide || viewport.width > 768))) {
          if (away) await follow(page, address)
          if (away) await settled()
          await opening.open(page)
          await opening.shows(page).waitFor()
          await look(opening.name, opening.says)
          away = await letGo(window, opening)
          listen(`after ${opening.name}`, opening.says)
        }
        listen('at last')
        expect(found).toEqual([])
      },
    )
  })

  /** A page for the owner of the shop or for a stranger, and what its console says. */
  async function openWindow(as: Place['as'], viewport: { width: number; height: number }): Promise<Window> {
    const context = await (shop as InboxUnderTest).context(as ? undefined : 'Ada L.', viewport)
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    const asked = new Set<Request>()
    page.on('request', (request) => asked.add(request))
    page.on('requestfinished', (request) => asked.delete(request))
    page.on('requestfailed', (request) => asked.delete(request))
    const settled = async () => {
      do {
        await vi.waitUntil(() => asked.size === 0, { timeout: 20_000, interval: 20 })
        await drawn(page)
      } while (asked.size > 0)
    }
    const said: string[] = []
    page.on('pageerror', (error) => said.push(error.message))
    page.on('console', (message) => {
      const { url } = message.location()
      // How a page learns that nobody is signed in.
      const unknown = as === 'stranger' && message.text().includes('401') && url.endsWith('/api/v1/me')
      if (['error', 'warning'].includes(message.type()) && !unknown) said.push(`${message.text()} ${url}`)
    })
    return { page, said, settled }
  }
})

interface Window {
  page: Page
  said: string[]
  /** Nothing is on its way, and what came is drawn. */
  settled(): Promise<void>
}

/** Two frames: what an answer changes in the first may ask for more. */
const drawn = (page: Page) =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): Value {
  map.set(key, value)
  return value
}

/** Opens whatever floats from a button of the page, one after the other. */
async function openFloats(page: Page): Promise<void> {
  const buttons = page.locator('button[aria-haspopup="menu"]:visible:enabled, button[aria-haspopup="dialog"]:visible:enabled')
  for (let i = 0; i < (await buttons.count()); i++) {
    await buttons.nth(i).click()
    const float = page.locator('[role=menu]:visible, [role=dialog]:visible').last()
    await float.waitFor()
    await page.keyboard.press('Escape')
    await float.waitFor({ state: 'hidden' })
  }
}

/** More than the shape of what is on its way: its heading is there, and the network rests. */
async function loaded(page: Page): Promise<void> {
  await page.locator('main').first().waitFor()
  await page.locator('h1').first().waitFor({ state: 'attached' })
  await page.waitForLoadState('networkidle')
}

/** Closes what was opened; from what one Escape does not close one goes elsewhere. Whether that was so. */
async function letGo({ page, settled }: Window, { shows, stays }: Opening): Promise<boolean> {
  await page.keyboard.press('Escape')
  if (stays) await follow(page, '/nothing/here')
  await shows(page).waitFor({ state: 'hidden' })
  await settled()
  return stays === true
}

/** As by a link: the page begins anew, and what it is made of stays loaded. */
const follow = (page: Page, address: string) =>
  page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, address)

/** A flow with two versions and a problem, a token, and a chat that waits for a person. */
async function furnish({ call, as, workspaceId, visitor, peer, store }: InboxUnderTest): Promise<Ids> {
  const ofShop = `/workspaces/${workspaceId}`
  peer.has([slotTemplate])
  const [first] = (await call<{ items: { id: string }[] }>('GET', `${ofShop}/flows`)).items
  const flowId = first?.id as string
  const { draft, revision } = await call<FlowView>('GET', `${ofShop}/flows/${flowId}`)
  const second = structuredClone(draft)
  const topic = second.nodes.find(({ id }) => id === 'topic')
  if (topic) topic.data.config.text = { en: 'How can we help?' }
  const saved = await call<FlowView>('PUT', `${ofShop}/flows/${flowId}/draft`, { revision, flow: second })
  await call('POST', `${ofShop}/flows/${flowId}/publish`, { revision: saved.revision })
  const third = structuredClone(second)
  third.nodes.push({ id: 'later', type: 'send-message', position: { x: 600, y: 400 }, data: { name: 'Later', config: {} } })
  const headers = [{ name: 'X-Api-Key', value: 'a-key-in-plain-text' }]
  const courier = { method: 'GET', url: 'https://api.courier.example/', headers }
  third.nodes.push({ id: 'courier', type: 'call-http', position: { x: 900, y: 400 }, data: { name: 'Courier', config: courier } })
  const now = await call<FlowView>('GET', `${ofShop}/flows/${flowId}`)
  await call('PUT', `${ofShop}/flows/${flowId}/draft`, { revision: now.revision, flow: third })
  const christmas = { from: '2099-12-25', to: '2099-12-26', name: 'Christmas', hours: [] }
  await call('PUT', `${ofShop}/calendar`, { revision: 0, week: everyDay('10:00-20:00'), days: [christmas] })
  const until = new Date(Date.now() + 3 * 86_400_000).toISOString()
  await call('PUT', `${ofShop}/calendar/closure`, { until, reason: 'Typhoon' })
  await call('POST', `${ofShop}/secrets`, { name: 'Shop orders', value: 'a-key-of-the-shop', hosts: ['api.shop.example'] })
  await call('POST', `${ofShop}/teams`, { name: 'Service' })
  const lately = { about: 'seen', is: 'less-than-ago', days: 30 }
  const ordered = { about: 'last-event', type: 'order_placed', is: 'more-than-ago', days: 45 }
  const rules = {
    all: [
      lately,
      { not: { about: 'tag', tag: 'dealer' } },
      { any: [{ about: 'channel', channels: ['whatsapp', 'web-chat'] }, ordered] },
    ],
  }
  const { id: segmentId } = await call<{ id: string }>('POST', `${ofShop}/segments`, { name: 'Lately here', rules })
  await call('POST', `${ofShop}/tokens`, { name: 'Nightly export', role: 'developer', expiresInDays: 30 })
  const { link } = await call<Invitation>('POST', `${ofShop}/invitations`, { email: invited, role: 'agent' })
  const waiting = async (key: string, name: string) => {
    const { says, picks } = visitor(key)
    await says('hi')
    await picks('en', 'English')
    await says(name)
    await picks('person', 'Talk to our team')
    // The list follows the turns.
    return vi.waitFor(async () => {
      const { items } = await call<{ items: ConversationView[] }>('GET', `${ofShop}/conversations?view=waiting`)
      const chat = items.find(({ contact }) => contact.name === name)
      if (!chat) throw new Error(`${name} does not wait`)
      return chat.id
    }, 20_000)
  }
  const conversationId = await waiting('mei', 'Mei')
  const theirs = await waiting('lee', 'Lee')
  const size = { name: 'size', label: 'Size', type: 'one-of', options: ['S', 'M', 'L'] }
  await call('POST', `${ofShop}/contact-fields`, size)
  await call('PUT', `${ofShop}/stages`, { stages: [{ id: 'new', name: 'New', colour: 'blue' }] })
  const { contact } = await call<ConversationView>('GET', `${ofShop}/conversations/${conversationId}`)
  await call('PATCH', `${ofShop}/contacts/${contact.id}`, { stage: 'new', tags: { add: ['VIP'] }, fields: { size: 'M' } })
  await call('POST', `${ofShop}/contacts/${contact.id}/timeline`, { kind: 'call', text: 'She rings back.' })
  const alias = await call<{ id: string }>('POST', `${ofShop}/contacts`, { name: 'Mei of the counter' })
  await call('POST', `${ofShop}/contacts/${contact.id}/merge`, { with: alias.id })
  const said = { purpose: 'offers', channel: 'web-chat', state: 'given', proof: 'The form of 2 May' }
  await call('POST', `${ofShop}/contacts/${contact.id}/consents`, said)
  await (await as('Joyce P.'))('POST', `${ofShop}/conversations/${theirs}/take`)
  const what = { kind: 'text', text: { en: 'New in: winter kitchen' } }
  const winter = await call<{ id: string }>('POST', `${ofShop}/broadcasts`, { name: 'Winter kitchen', what })
  const when = { kind: 'at', day: '2099-01-01', time: '10:00', zone: 'person' }
  const planned = await call<{ id: string }>('POST', `${ofShop}/broadcasts`, { name: 'New year', what, when })
  await call('POST', `${ofShop}/broadcasts/${planned.id}/start`)
  const channels = await call<{ items: { id: string; kind: string }[] }>('GET', `${ofShop}/channels`)
  return {
    workspaceId,
    flowId,
    channelId: channels.items.find(({ kind }) => kind === 'web-chat')?.id as string,
    whatsAppId: channels.items.find(({ kind }) => kind === 'whatsapp')?.id as string,
    segmentId,
    conversationId,
    theirs,
    contactId: contact.id,
    draftId: winter.id,
    broadcastId: planned.id,
    invitation: link as string,
    importId: await aFileOfPeople(store, workspaceId),
  }
}

/** A file of people that was read, and not begun. */
async function aFileOfPeople(store: InboxUnderTest['store'], workspaceId: string): Promise<string> {
  const [owner] = (await store.collection(users).find({})).items
  await store.collection(imports).insert({
    _id: 'customers',
    workspaceId,
    by: owner?._id ?? '',
    name: 'customers.csv',
    size: 40,
    createdAt: '2026-11-29T10:00:00.000Z',
    options: {
      encoding: 'utf-8',
      separator: ',',
      header: true,
      dates: 'dmy',
      conflict: 'fill',
      columns: ['name', 'phone', null],
    },
    columns: [
      { heading: 'Name', examples: ['Mei Chan', 'محمد علي'] },
      { heading: 'Mobile', examples: ['+852 9123 4567'] },
      { heading: 'Notes', examples: ['a regular, likes the blue one in the window very much and asks for it each time'] },
    ],
    begun: 0,
    expiresAt: '2099-01-01T00:00:00.000Z',
  })
  return 'customers'
}

/** A server that nobody owns yet. */
async function emptyServer() {
  const store = await openTestEmbedded()
  const server = await inProcess(store, { editorFolder: builtEditor() })
  return {
    url: server.url,
    close: async () => {
      await server.close()
      await store.close()
    },
  }
}
