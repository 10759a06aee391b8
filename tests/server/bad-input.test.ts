import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import { aWorkspace, fill } from '#tests/support/a-workspace.ts'
import { anApp, type TestApp } from '#tests/support/an-app.ts'
import { dump } from '#tests/support/dump.ts'

/** What should never be sent: each is refused with a 4xx that names the field, nothing is written, and the server goes on. */
interface Case {
  what: string
  to: string
  /** A value is sent as JSON; `raw` as it is. */
  body?: unknown
  raw?: string | Buffer
  headers?: Record<string, string>
  status: number
  /** The field that is named. */
  at?: string
}

const flow = newFlow('Welcome')
const flows = 'POST /workspaces/{w}/flows'
const draft = 'PUT /workspaces/{w}/flows/{f}/draft'
const invitations = 'POST /workspaces/{w}/invitations'
const join = 'POST /invitation/join'
const tokens = 'POST /workspaces/{w}/tokens'
const channels = 'POST /workspaces/{w}/channels'
const tries = 'POST /workspaces/{w}/flows/{f}/tries'
const reply = 'POST /workspaces/{w}/conversations/{c}/reply'
const person = { email: 'cy@shop.example', role: 'agent' }
const webChat = { title: 'Shop', accent: '#0B6E79', origins: [], language: 'en' }
const withNode = (node: object) => ({ name: 'A', flow: { ...flow, nodes: [{ ...flow.nodes[0], ...node }] } })
const aNode = (type: string, config: object) => ({ id: 'n', type, position: { x: 0, y: 0 }, data: { config } })
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

const cases: Case[] = [
  // Not JSON, or not as JSON.
  { what: 'half a body', to: flows, raw: '{"name":', status: 400 },
  { what: 'words', to: flows, raw: 'name=New', status: 400 },
  { what: 'a trailing comma', to: flows, raw: '{"name":"A",}', status: 400 },
  { what: 'NaN', to: draft, raw: '{"revision":NaN,"flow":{}}', status: 400 },
  { what: 'NUL bytes', to: flows, raw: Buffer.alloc(64), status: 400 },
  { what: 'no body', to: flows, raw: '', status: 422, at: '/name' },
  { what: 'null', to: flows, raw: 'null', status: 422, at: '' },
  { what: 'a number', to: flows, raw: '42', status: 422, at: '' },
  { what: 'a text', to: flows, raw: '"name"', status: 422, at: '' },
  { what: 'a list', to: flows, raw: '[]', status: 422, at: '' },
  { what: 'a form', to: flows, raw: 'name=New', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, status: 415 },
  { what: 'plain text', to: flows, raw: '{"name":"A"}', headers: { 'Content-Type': 'text/plain' }, status: 415 },
  { what: 'no content type', to: flows, raw: '{"name":"A"}', headers: { 'Content-Type': '' }, status: 415 },
  {
    what: 'an unknown charset',
    to: flows,
    raw: '{}',
    headers: { 'Content-Type': 'application/json; charset=klingon' },
    status: 415,
  },
  { what: 'an unknown encoding', to: flows, raw: '{}', headers: { 'Content-Encoding': 'klingon' }, status: 415 },
  { what: 'gzip that is none', to: flows, raw: '{"name":"A"}', headers: { 'Content-Encoding': 'gzip' }, status: 400 },
  { what: 'more than 100 KiB', to: invitations, raw: `{"name":"${'a'.repeat(110_000)}"}`, status: 413 },
  { what: 'more than 2 MiB of flow', to: flows, raw: `{"name":"${'a'.repeat(2_200_000)}"}`, status: 413 },
  {
    what: 'a text longer than its setting allows',
    to: draft,
    body: {
      revision: 1,
      flow: { ...flow, nodes: [...flow.nodes, aNode('send-message', { text: { en: 'a'.repeat(10_001) } })] },
    },
    status: 422,
    at: '/flow/nodes/1/data/config/text/en',
  },
  {
    what: 'a text of 80 KB in a setting nobody knows',
    to: draft,
    body: { revision: 1, flow: { ...flow, nodes: [...flow.nodes, aNode('dance', { steps: [{ say: 'eyJ-'.repeat(20_000) }] })] } },
    status: 422,
    at: '/flow/nodes/1/data/config/steps/0/say',
  },
  // What reaches a prototype or a stack.
  { what: '__proto__', to: flows, raw: '{"name":"A","__proto__":{"admin":true}}', status: 422, at: '/__proto__' },
  { what: 'a constructor', to: flows, raw: '{"name":"A","constructor":{"prototype":{}}}', status: 422, at: '/constructor' },
  {
    what: '__proto__ deep in a flow',
    to: flows,
    raw: `{"name":"A","flow":{"nodes":[{"data":{"config":{"__proto__":{}}}}]}}`,
    status: 422,
    at: '/flow/nodes/0/data/config/__proto__',
  },
  { what: '90 levels', to: flows, raw: `{"name":"A","flow":${nested(90)}}`, status: 422, at: `/flow${'/a'.repeat(63)}` },
  { what: '200 levels', to: flows, raw: `{"name":"A","flow":${nested(200)}}`, status: 400 },
  { what: '20,000 levels', to: flows, raw: `{"name":"A","flow":${nested(20_000)}}`, status: 400 },
  // Fields.
  { what: 'a missing name', to: flows, body: {}, status: 422, at: '/name' },
  { what: 'an empty name', to: flows, body: { name: '' }, status: 422, at: '/name' },
  { what: 'a name that is an object', to: flows, body: { name: { $gt: '' } }, status: 422, at: '/name' },
  { what: 'a name of 121 characters', to: flows, body: { name: 'a'.repeat(121) }, status: 422, at: '/name' },
  { what: 'an unknown key', to: flows, body: { name: 'A', workspaceId: 'other' }, status: 422, at: '/workspaceId' },
  { what: 'a role that does not exist', to: invitations, body: { ...person, role: 'god' }, status: 422, at: '/role' },
  { what: 'no e-mail address', to: invitations, body: { ...person, email: 'cy' }, status: 422, at: '/email' },
  { what: 'a short password', to: join, body: { secret: 'x', name: 'Cy', password: 'hunter2' }, status: 422, at: '/password' },
  {
    what: 'a password of a million characters',
    to: join,
    body: { secret: 'x', name: 'Cy', password: 'a'.repeat(90_000) },
    status: 422,
    at: '/password',
  },
  { what: 'an owner’s token', to: tokens, body: { name: 'CI', role: 'owner', expiresInDays: 1 }, status: 422, at: '/role' },
  {
    what: 'a token for ever',
    to: tokens,
    body: { name: 'CI', role: 'agent', expiresInDays: 1e9 },
    status: 422,
    at: '/expiresInDays',
  },
  { what: 'half a day', to: tokens, body: { name: 'CI', role: 'agent', expiresInDays: 0.5 }, status: 422, at: '/expiresInDays' },
  { what: 'a time zone on Mars', to: 'PATCH /workspaces/{w}', body: { timeZone: 'Mars/Olympus' }, status: 422, at: '/timeZone' },
  { what: 'a language nobody speaks', to: 'PATCH /workspaces/{w}', body: { language: 'xx' }, status: 422, at: '/language' },
  {
    what: 'an unknown kind of channel',
    to: channels,
    body: { kind: 'pigeon', name: 'P', settings: {} },
    status: 422,
    at: '/kind',
  },
  {
    what: 'a script for a colour',
    to: channels,
    body: { kind: 'web-chat', name: 'W', settings: { ...webChat, accent: 'red;}' } },
    status: 422,
    at: '/settings/accent',
  },
  {
    what: 'an unknown setting',
    to: channels,
    body: { kind: 'web-chat', name: 'W', settings: { ...webChat, secrets: {} } },
    status: 422,
    at: '/settings/secrets',
  },
  {
    what: 'a path for an origin',
    to: channels,
    body: { kind: 'web-chat', name: 'W', settings: { ...webChat, origins: ['javascript:1'] } },
    status: 422,
    at: '/settings/origins/0',
  },
  { what: 'an empty answer', to: reply, body: { text: '', clientId: 'c1' }, status: 422, at: '/text' },
  { what: 'an answer without its id', to: reply, body: { text: 'Hi' }, status: 422, at: '/clientId' },
  // Flows.
  { what: 'a flow that is a list', to: flows, body: { name: 'A', flow: [] }, status: 422, at: '/flow' },
  {
    what: 'a flow of the future',
    to: flows,
    body: { name: 'A', flow: { ...flow, schemaVersion: 99 } },
    status: 422,
    at: '/flow/schemaVersion',
  },
  {
    what: 'a node nowhere',
    to: flows,
    body: withNode({ position: { x: 'left', y: 0 } }),
    status: 422,
    at: '/flow/nodes/0/position/x',
  },
  {
    what: 'a node at infinity',
    to: flows,
    body: withNode({ position: { x: 1e300, y: 0 } }),
    status: 422,
    at: '/flow/nodes/0/position/x',
  },
  { what: 'a node without an id', to: flows, body: withNode({ id: undefined }), status: 422, at: '/flow/nodes/0/id' },
  { what: 'a node with a path for an id', to: flows, body: withNode({ id: '../../etc' }), status: 422, at: '/flow/nodes/0/id' },
  {
    what: 'a node with a script',
    to: flows,
    body: withNode({ onEnter: 'process.exit()' }),
    status: 422,
    at: '/flow/nodes/0/onEnter',
  },
  {
    what: 'an edge without a source',
    to: flows,
    body: { name: 'A', flow: { ...flow, edges: [{ id: 'e', sourceHandle: 'next', target: 'start' }] } },
    status: 422,
    at: '/flow/edges/0/source',
  },
  {
    what: 'no language',
    to: flows,
    body: { name: 'A', flow: { ...flow, languages: { default: 'en', offered: [] } } },
    status: 422,
    at: '/flow/languages/offered',
  },
  {
    what: 'a language nobody speaks',
    to: flows,
    body: { name: 'A', flow: { ...flow, languages: { default: 'EN!', offered: ['en'] } } },
    status: 422,
    at: '/flow/languages/default',
  },
  { what: 'a draft without its revision', to: draft, body: { flow }, status: 422, at: '/revision' },
  { what: 'a negative revision', to: draft, body: { revision: -1, flow }, status: 422, at: '/revision' },
  { what: 'a draft that is no flow', to: draft, body: { revision: 2, flow: { nodes: 'none' } }, status: 422, at: '/flow/nodes' },
  {
    what: 'a rollback to half a version',
    to: 'POST /workspaces/{w}/flows/{f}/rollback',
    body: { version: 1.5 },
    status: 422,
    at: '/version',
  },
  { what: 'a try on no channel', to: tries, body: { flow, channelKind: 'fax' }, status: 422, at: '/channelKind' },
  { what: 'a try of no flow', to: tries, body: { flow: {}, channelKind: 'web-chat' }, status: 422, at: '/flow/nodes' },
  {
    what: 'a step back in time',
    to: 'POST /workspaces/{w}/tries/{t}/clock',
    body: { seconds: -60 },
    status: 422,
    at: '/seconds',
  },
  {
    what: 'both a text and a choice',
    to: 'POST /workspaces/{w}/tries/{t}/messages',
    body: { text: 'a', choice: { id: 'a', label: 'a' } },
    status: 422,
  },
  // Addresses.
  { what: 'an id with a dollar', to: 'GET /workspaces/{w}/flows/$where', status: 422, at: '/params/f' },
  { what: 'an id of 2,000 characters', to: `GET /workspaces/${'w'.repeat(2000)}/flows`, status: 422, at: '/params/w' },
  { what: 'an id with a NUL', to: 'GET /workspaces/{w}/flows/a%00b', status: 422, at: '/params/f' },
  { what: 'an id with a way up', to: 'GET /workspaces/{w}/flows/%2e%2e%2f', status: 422, at: '/params/f' },
  { what: 'an id that cannot be decoded', to: 'GET /workspaces/{w}/flows/%E0%A4%A', status: 400 },
  { what: 'a version that is a word', to: 'GET /workspaces/{w}/flows/{f}/versions/latest', status: 422, at: '/params/n' },
  { what: 'version 0', to: 'GET /workspaces/{w}/flows/{f}/versions/0', status: 422, at: '/params/n' },
  { what: 'a page of a million', to: 'GET /workspaces/{w}/flows?limit=1000000', status: 422, at: '/query/limit' },
  { what: 'a limit twice', to: 'GET /workspaces/{w}/flows?limit=1&limit=2', status: 422, at: '/query/limit' },
  { what: 'a page key that is none', to: 'GET /workspaces/{w}/flows?after=nonsense', status: 422, at: '/query/after' },
  { what: 'an unknown query', to: 'GET /workspaces/{w}/flows?filter=%7B%24ne%3A1%7D', status: 422, at: '/query/filter' },
  { what: 'a query with brackets', to: 'GET /workspaces/{w}/flows?limit[$gt]=1', status: 422, at: '/query/limit[$gt]' },
  { what: 'an inbox without a view', to: 'GET /workspaces/{w}/conversations', status: 422, at: '/query/view' },
  {
    what: 'the 30th of February',
    to: 'GET /workspaces/{w}/flows/{f}/statistics?from=2041-02-30',
    status: 422,
    at: '/query/from',
  },
  {
    what: 'a period that ends before it begins',
    to: 'GET /workspaces/{w}/flows/{f}/statistics?from=2041-03-02&to=2041-03-01',
    status: 422,
    at: '/query/from',
  },
  {
    what: 'a period of a thousand years',
    to: 'GET /workspaces/{w}/flows/{f}/statistics?from=1026-01-01',
    status: 422,
    at: '/query/from',
  },
]

describe('bad input', () => {
  let app: TestApp
  let params: Record<string, string>
  let token: string
  beforeAll(async () => {
    app = await anApp({ shared: true })
    const owner = await app.person()
    params = await aWorkspace(app, owner.userId)
    await app.join(params.w as string, owner.userId, 'owner')
    token = owner.token
  })
  afterAll(() => app.end())

  it.each(cases)('$what is refused: $to', async ({ to, body, raw, headers, status, at }) => {
    const before = await dump(app.store)
    const [method = '', path = ''] = to.split(' ')
    const test = request(app.http)[method.toLowerCase() as 'post'](`/api/v1${fill(path, params)}`)
    test.set({ Cookie: `alur=${token}`, 'Sec-Fetch-Site': 'same-origin' })
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    if (sent !== undefined) test.set({ 'Content-Type': 'application/json', ...headers }).serialize((given) => given as string)
    const answer = await (sent === undefined ? test : test.send(sent))
    expect(answer.status, answer.text).toBe(status)
    const { error } = answer.body
    expect(error).toMatchObject({ code: expect.any(String), message: expect.any(String) })
    if (at !== undefined) expect(error.problems.map((problem: { path: string }) => problem.path)).toContain(at)
    expect(await dump(app.store)).toEqual(before)
    await request(app.http).get('/healthz').expect(200)
  })
})
