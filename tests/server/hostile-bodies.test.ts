import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { channels } from '#server/channels/collections.ts'
import { turns } from '#server/engine/collections.ts'
import { messagesBody, signed } from '#tests/peers/whatsapp/webhooks.ts'
import { aWorkspace, fill } from '#tests/support/a-workspace.ts'
import { anApp, type TestApp } from '#tests/support/an-app.ts'

let app: TestApp
let places: Record<string, string>
let admin: Awaited<ReturnType<TestApp['person']>>['client']
const account = { appSecret: 'the app secret', phoneNumberId: '100200300' }
const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
const origin = (): string => `http://127.0.0.1:${(app.http.address() as AddressInfo).port}`

beforeAll(async () => {
  app = await anApp({ shared: true })
  const person = await app.person()
  places = await aWorkspace(app, person.userId)
  await app.join(places.w as string, person.userId, 'admin')
  admin = person.client
  const settings = { phoneNumberId: account.phoneNumberId, verifyToken: 'our words', apiBaseUrl: 'https://graph.facebook.com' }
  const secrets = { appSecret: app.deps.secrets.seal(account.appSecret), accessToken: app.deps.secrets.seal('token') }
  await app.store.collection(channels).insert({
    _id: 'wa',
    workspaceId: places.w as string,
    kind: 'whatsapp',
    name: 'WhatsApp',
    settings,
    secrets,
    createdAt: new Date(app.deps.now()).toISOString(),
  })
})
afterAll(() => app.end())

it.each([
  ['the API', '/api/v1/session', {}],
  ['a webhook', '/webhooks/whatsapp/wa', 'signed'],
  ['a web chat', '/chat/{channelId}/messages', { Authorization: `Bearer ${'v'.repeat(43)}` }],
])('%s refuses JSON nested deeper than 100 before it is parsed, in a sentence', async (_door, path, how) => {
  const body = nested(9_000)
  const headers = how === 'signed' ? signedRaw(body) : (how as Record<string, string>)
  const answer = await fetch(origin() + fill(path, places), {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  })
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error: { code: 'too-deep', message: 'The JSON is nested deeper than 100 levels.' } },
  ])
})

it('a signed form reply nested 20,000 deep is kept as one that cannot be shown', async () => {
  const interactive = { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: nested(20_000) } }
  const { body, headers } = signed(
    account,
    messagesBody(account, [{ from: '85290001234', id: 'wamid.F', say: { type: 'interactive', interactive } }]),
  )
  const answer = await fetch(`${origin()}/webhooks/whatsapp/wa`, { method: 'POST', body, headers })
  expect(answer.status).toBe(200)
  const { items } = await app.store.collection(turns).find({ inboundKey: 'wa:wamid.F' })
  expect(items.map(({ event }) => event.kind === 'message' && event.message.content)).toEqual([
    { kind: 'unsupported', what: 'nfm_reply' },
  ])
})

it.each([
  ['at the door', '/webhooks/whatsapp/wa', 4 * 1024 * 1024],
  ['of the API', '/api/v1/session', 200 * 1024],
])('the connection is closed after a body %s that is too large', async (_where, path, size) => {
  const socket = connect((app.http.address() as AddressInfo).port, '127.0.0.1')
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${size}\r\n\r\n{`)
  let heard = ''
  socket.on('data', (chunk) => {
    heard += chunk
  })
  await once(socket, 'close')
  expect(heard).toMatch(/^HTTP\/1\.1 413 /)
  expect(heard.toLowerCase()).toContain('connection: close')
})

it('an upload that is cut off is one quiet line in the log', async () => {
  const before = app.lines.length
  const socket = connect((app.http.address() as AddressInfo).port, '127.0.0.1')
  socket.write('POST /webhooks/whatsapp/wa HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"a":')
  await once(socket, 'connect')
  socket.destroy()
  await expect
    .poll(() => app.lines.slice(before).map((line) => JSON.parse(line)))
    .toMatchObject([{ level: 40, msg: 'a sender went away before its message was whole' }])
})

const tryIt = async (flow: Flow) => {
  const started = await admin
    .post(`/workspaces/${places.w}/flows/${places.f}/tries`, { flow, channelKind: 'whatsapp' })
    .expect(201)
  return (text: string) => admin.post(`/workspaces/${places.w}/tries/${started.body.id}/messages`, { text })
}
const withNode = (type: string, config: object): Flow => {
  const flow = newFlow('Test')
  flow.nodes.push({ id: 'node', type, position: { x: 0, y: 0 }, data: { config } })
  flow.edges.push({ id: 'e', source: 'start', sourceHandle: 'next', target: 'node' })
  return flow
}

it('a draft whose question waits for 1e300 seconds can be tried', async () => {
  const say = await tryIt(
    withNode('ask-question', { text: { en: 'Well?' }, answer: 'text', saveAs: 'a', noAnswerSeconds: 1e300 }),
  )
  expect((await say('hi').expect(200)).body.at).toEqual({ nodeId: 'node', until: '9999-12-31T23:59:59.999Z' })
})

it('an option, a field and a variable called "constructor" are like any other', async () => {
  const options = [{ id: 'constructor', label: { en: 'Build' } }]
  const say = await tryIt(withNode('menu', { text: { en: 'Pick' }, options, saveAs: 'constructor' }))
  await say('hi').expect(200)
  const { body } = await say('Build').expect(200)
  expect([body.variables, body.turns.at(-1).steps.at(-1).output]).toEqual([{}, 'constructor'])
})

it('a person who starts one try after the other loses the oldest; another person’s stay', async () => {
  const other = await app.person({ [places.w as string]: 'admin' })
  const start = async (who: typeof admin) =>
    (
      await who
        .post(`/workspaces/${places.w}/flows/${places.f}/tries`, { flow: newFlow('T'), channelKind: 'whatsapp' })
        .expect(201)
    ).body.id as string
  const theirs = await start(other.client)
  const ids: string[] = []
  for (let n = 0; n < 21; n++) ids.push(await start(admin))
  const goesOn = async (who: typeof admin, id: string | undefined) =>
    (await who.post(`/workspaces/${places.w}/tries/${id}/messages`, { text: 'hi' })).status
  expect([await goesOn(admin, ids[0]), await goesOn(admin, ids[1]), await goesOn(other.client, theirs)]).toEqual([404, 200, 200])
})

it('a try that has become too large says so', async () => {
  const flow = withNode('send-message', { text: { en: 'a'.repeat(10_000) } })
  for (let n = 0; n < 60; n++) {
    flow.nodes.push({ ...structuredClone(flow.nodes[1] as Flow['nodes'][number]), id: `n${n}` })
    flow.edges.push({ id: `e${n}`, source: n === 0 ? 'node' : `n${n - 1}`, sourceHandle: 'next', target: `n${n}` })
  }
  const say = await tryIt(flow)
  let last = await say('hi')
  for (let n = 0; n < 20 && last.status === 200; n++) last = await say('again')
  expect([last.status, last.body.error.code]).toEqual([422, 'try-too-large'])
})

function signedRaw(body: string): Record<string, string> {
  return { 'X-Hub-Signature-256': `sha256=${createHmac('sha256', account.appSecret).update(body).digest('hex')}` }
}
