import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import type { Role } from '#schemas/roles.ts'
import { isInWorkspace, type Route } from '#server/http/route.ts'
import { routes } from '#server/http/routes.ts'
import { members } from '#server/workspaces/collections.ts'
import { aWorkspace, fill } from '#tests/support/a-workspace.ts'
import { anApp, type Client, newOwner, type TestApp } from '#tests/support/an-app.ts'
import { everyDay } from '#tests/support/hours.ts'
import { mongoTestUri } from '#tests/support/mongo.ts'
import { openTestEmbedded, openTestMongo } from '#tests/support/stores.ts'

/**
 * Every route × everyone × their own workspace, another one, and what is gone: generated from the table of routes, so a new
 * route is in it by being there. Expected is what the route declares, nothing else.
 */
const roles = ['agent', 'manager', 'developer', 'admin', 'owner'] as const satisfies Role[]
const callers = ['anonymous', ...roles, 'API token'] as const
type Who = (typeof callers)[number]
const tokenRole = 'developer'
const stores = [['the embedded store', openTestEmbedded] as const, ...(mongoTestUri ? [['MongoDB', openTestMongo] as const] : [])]

const template = {
  name: 'slot',
  language: 'en',
  category: 'UTILITY',
  body: 'We come on Monday.',
  buttons: [],
  examples: {},
}

/** A valid body for every route that wants one. */
const bodies: Record<string, unknown> = {
  'post /workspaces/{w}/conversations/{c}/close': { reason: 'Answered' },
  'post /workspaces/{w}/events': { id: 'order:1:placed', type: 'order_placed', contact: { email: 'mei@shop.example' } },
  'post /workspaces/{w}/events/bulk': {
    events: [{ id: 'order:2:placed', type: 'order_placed', contact: { email: 'mei@shop.example' } }],
  },
  'post /workspaces/{w}/segments': { name: 'Tagged', rules: { about: 'tag', tag: 'vip' } },
  'post /workspaces/{w}/segments/preview': { rules: { about: 'tag', tag: 'vip' } },
  'patch /workspaces/{w}/segments/{s}': { name: 'Quiet ones', revision: 1 },
  'post /owner': newOwner,
  'post /session': { email: 'ada@shop.example', password: 'wrong' },
  'put /me/password': { current: 'wrong', next: 'a quite different one' },
  'post /workspaces': { name: 'Second', timeZone: 'Asia/Taipei' },
  'patch /workspaces/{w}': { name: 'Renamed' },
  'post /workspaces/{w}/invitations': { email: 'cy@shop.example', role: 'agent' },
  'post /invitation': { secret: 'unknown' },
  'post /invitation/accept': { secret: 'unknown' },
  'post /invitation/join': { secret: 'unknown', name: 'Cy', password: 'correct horse battery' },
  'post /invitation/decline': { secret: 'unknown' },
  'patch /workspaces/{w}/members/{userId}': { role: 'manager' },
  'post /workspaces/{w}/contacts/{contactId}/consents': { purpose: 'offers', state: 'refused' },
  'put /workspaces/{w}/contacts/{contactId}/restriction': { restricted: true },
  'post /workspaces/{w}/privacy/requests': { kind: 'export', contactId: 'somebody' },
  'patch /workspaces/{w}/privacy/requests/{requestId}': { answered: true },
  'post /workspaces/{w}/opt-outs': { address: '+85290001234' },
  'put /workspaces/{w}/privacy': { revision: 0, purposes: [{ id: 'service', name: 'Service' }], retention: {} },
  'post /workspaces/{w}/imports/{importId}/check': {},
  'post /workspaces/{w}/imports/{importId}/start': {},
  'post /workspaces/{w}/contacts/export': {},
  'post /workspaces/{w}/teams': { name: 'Repairs' },
  'patch /workspaces/{w}/teams/{teamId}': { name: 'Warranty' },
  'post /workspaces/{w}/tokens': { name: 'CI', role: 'developer', expiresInDays: 30 },
  'post /workspaces/{w}/secrets': { name: 'Shop orders', value: 'a-key-of-the-shop', hosts: ['api.shop.example'] },
  'patch /workspaces/{w}/secrets/{secretId}': { hosts: ['api.shop.example'], value: 'another-key-of-the-shop' },
  'put /workspaces/{w}/calendar': { revision: 0, week: everyDay('10:00-20:00'), days: [] },
  'put /workspaces/{w}/calendar/closure': { reason: 'Typhoon' },
  'post /workspaces/{w}/channels': {
    kind: 'web-chat',
    name: 'Web',
    settings: { title: 'Shop', accent: '#0B6E79', origins: [], language: 'en' },
  },
  'patch /workspaces/{w}/channels/{channelId}': { name: 'Web 2' },
  'post /workspaces/{w}/prices': { from: '2026-10-01', currency: 'USD', prices: [], free: [] },
  'post /workspaces/{w}/costs/estimate': { channelKind: 'whatsapp', category: 'marketing', counts: { EG: 20 } },
  'post /workspaces/{w}/channels/{channelId}/templates': template,
  'put /workspaces/{w}/channels/{channelId}/templates/{templateId}': template,
  'patch /workspaces/{w}/channels/{channelId}/limits/{limitId}': { freed: true },
  'post /workspaces/{w}/flows': { name: 'New' },
  'put /workspaces/{w}/flows/{f}/draft': { revision: 2, flow: newFlow('Welcome') },
  'post /workspaces/{w}/flows/{f}/publish': { revision: 2 },
  'post /workspaces/{w}/flows/{f}/rollback': { version: 1 },
  'put /workspaces/{w}/flow-order': { revision: 0, flowIds: [] },
  'post /workspaces/{w}/flows/{f}/unpublish': { version: 1, people: 'finish' },
  'post /workspaces/{w}/flows/{f}/versions/{n}/restore': { revision: 2 },
  'post /workspaces/{w}/flows/{f}/tries': { flow: newFlow('Welcome'), channelKind: 'web-chat' },
  'post /workspaces/{w}/tries/{t}/messages': { text: 'Hello?' },
  'post /workspaces/{w}/tries/{t}/signals': { name: 'order.paid' },
  'post /workspaces/{w}/tries/{t}/clock': { seconds: 60 },
  'patch /workspaces/{w}/contacts/suggestions/{suggestionId}': { state: 'no' },
  'post /workspaces/{w}/contacts/{contactId}/merge': { with: 'nobody' },
  'post /workspaces/{w}/contacts/{contactId}/unmerge': { identity: 'nobody' },
  'post /workspaces/{w}/closings': { conversationIds: [] },
  'post /workspaces/{w}/conversations/{c}/take-over': { from: 'somebody' },
  'post /workspaces/{w}/conversations/{c}/undo-close': { turn: 1 },
  'post /workspaces/{w}/conversations/{c}/reply': { text: 'Hello', clientId: 'c1' },
  'post /workspaces/{w}/conversations/{c}/template': { name: 'slot', language: 'en', values: {}, clientId: 'c4' },
  'post /workspaces/{w}/conversations/{c}/note': { text: 'A regular', clientId: 'c2' },
  'post /workspaces/{w}/conversations/{c}/remind': { at: '2041-03-09T09:00:00.000Z', text: 'Call back', clientId: 'c3' },
  'post /workspaces/{w}/conversations/{c}/cancel-reminder': { id: '1.0' },
  'post /workspaces/{w}/conversations/{c}/assign': { id: 'a1' },
  'post /workspaces/{w}/conversations/{c}/messages': { id: 'm1', text: 'Your parcel is on its way.' },
  'post /workspaces/{w}/broadcasts': { name: 'Winter offers' },
  'patch /workspaces/{w}/broadcasts/{b}': { revision: 1, name: 'Spring offers' },
  'put /workspaces/{w}/sending-rules': { revision: 0, quiet: { from: '21:00', to: '10:00' } },
  'post /workspaces/{w}/conversations/{c}/signals': { id: 's1', name: 'order.paid' },
  'post /workspaces/{w}/contacts': { name: 'Mei' },
  'post /workspaces/{w}/contacts/many': { contacts: ['nobody'], tags: { add: ['vip'] } },
  'patch /workspaces/{w}/contacts/{contactId}': { name: 'Mei' },
  'post /workspaces/{w}/contacts/{contactId}/timeline': { kind: 'call', text: 'Asked for the invoice' },
  'post /workspaces/{w}/contact-fields': { name: 'size', label: 'Size', type: 'text' },
  'patch /workspaces/{w}/contact-fields/{fieldName}': { label: 'Member number' },
  'put /workspaces/{w}/stages': { stages: [{ id: 'new', name: 'New', colour: 'blue' }] },
}
const queries: Record<string, string> = {
  'post /workspaces/{w}/files': '?name=photo.png',
  'get /workspaces/{w}/conversations': '?view=all',
  'get /workspaces/{w}/costs': '?month=2026-11',
  'get /workspaces/{w}/contacts/{contactId}/merge': '?with=nobody',
  'get /workspaces/{w}/conversations/search': '?q=hello',
  'get /workspaces/{w}/segments/{s}/explain': '?contact={contactId}',
  'get /workspaces/{w}/flows/{f}/statistics/chats': '?nodeId=start&figure=entered',
}

type Answer = 'let through' | 'signed-out' | 'not-allowed' | 'people-only' | 'not-found'

/** What the route's declaration says of this caller in a workspace of their own. */
function declared({ who, path }: Route, caller: Who): Answer {
  if (who === 'anyone') return 'let through'
  if (caller === 'anonymous') return 'signed-out'
  if (who === 'known') return 'let through'
  const isToken = caller === 'API token'
  if (isToken && (who === 'signed-in' || !path.includes('{w}'))) return 'people-only'
  if (who === 'signed-in') return 'let through'
  if (isToken && who.people) return 'people-only'
  return who.roles.includes(isToken ? tokenRole : caller) ? 'let through' : 'not-allowed'
}

describe.each(stores)('on %s:', (_, open) => {
  let app: TestApp
  /** Where none of the callers belongs; nobody can change anything in it, so one is enough. */
  let others: Record<string, string>
  /** Who is refused changes nothing, so one of each kind is enough for all that is refused. */
  let settled: Record<Who, Someone>
  let gone: Record<Who, Someone>
  beforeAll(async () => {
    app = await anApp({ open, shared: true })
    others = await aWorkspace(app, 'someone-else')
    const oneOfEach = async () =>
      Object.fromEntries(await Promise.all(callers.map(async (caller) => [caller, await someone(app, caller)]))) as typeof gone
    settled = await oneOfEach()
    gone = await oneOfEach()
    for (const { userId } of Object.values(gone)) await app.store.collection(members).delete({ userId })
  })
  afterAll(() => app.end())

  describe.each(routes.map((route) => ({ route, name: `${route.method} ${route.path}` })))('$name', ({ route, name }) => {
    const ask = async (client: Client, params: Record<string, string>): Promise<Answer> => {
      const path = fill(`${route.path}${queries[name] ?? ''}`, params)
      const { status, body } = await client.send(route.method, path, bodies[name])
      expect(status, JSON.stringify(body)).toBeLessThan(500)
      const refusals: Answer[] = ['signed-out', 'not-allowed', 'people-only', 'not-found']
      return refusals.find((code) => code === body?.error?.code) ?? 'let through'
    }

    it('has a body to be asked with, if it wants one', () => {
      expect(bodies[name] !== undefined).toBe(route.body !== undefined)
    })

    it.each(callers)('%s, at home', async (caller) => {
      const expected = declared(route, caller)
      const { client, mine } = expected === 'let through' ? await someone(app, caller) : settled[caller]
      expect(await ask(client, mine)).toBe(expected)
    })

    if (!isInWorkspace(route)) return

    it.each(callers)('%s, in another workspace', async (caller) => {
      expect(await ask(settled[caller].client, others)).toBe(caller === 'anonymous' ? 'signed-out' : 'not-found')
    })

    it.each(callers)('%s, after leaving', async (caller) => {
      const { client, mine } = gone[caller]
      const signedOut = caller === 'anonymous' || caller === 'API token'
      expect(await ask(client, mine)).toBe(signedOut ? 'signed-out' : 'not-found')
    })

    if (Object.keys(fillable(route.path)).length === 0) return

    it.each(callers)('%s, at home with another workspace’s ids', async (caller) => {
      const { client, mine } = settled[caller]
      const expected = declared(route, caller)
      expect(await ask(client, { ...others, w: mine.w as string })).toBe(expected === 'let through' ? 'not-found' : expected)
    })

    it.each(callers)('%s, at home with ids of what is gone', async (caller) => {
      const { client, mine } = settled[caller]
      const unknown = Object.fromEntries(Object.keys(mine).map((name) => [name, name === 'n' ? '999' : 'gone']))
      const expected = declared(route, caller)
      expect(await ask(client, { ...unknown, w: mine.w as string })).toBe(expected === 'let through' ? 'not-found' : expected)
    })
  })
})

if (!mongoTestUri) it.skip('on MongoDB: run npm run test:mongo, or set MONGODB_TEST_URI')

it('every route says who may use it', () => {
  for (const { who } of routes) expect(typeof who === 'string' || who.roles.length > 0).toBe(true)
})

type Someone = Awaited<ReturnType<typeof someone>>

/** Someone with a workspace of their own that has one of everything. */
async function someone(app: TestApp, caller: Who) {
  const role = caller === 'anonymous' || caller === 'API token' ? tokenRole : caller
  const { client, userId } = await app.person()
  const mine = await aWorkspace(app, userId)
  const w = mine.w as string
  await app.join(w, userId, role)
  if (caller === 'anonymous') return { client: app.anonymous, mine, userId }
  if (caller !== 'API token') return { client, mine, userId }
  return { client: (await app.token(w, userId, tokenRole)).client, mine, userId }
}

const fillable = (path: string) => Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].filter(([, name]) => name !== 'w'))
