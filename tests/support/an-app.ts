import { createHash, randomBytes } from 'node:crypto'
import request, { type Test } from 'supertest'
import { describe, it, onTestFinished } from 'vitest'
import type { Role } from '#schemas/roles.ts'
import { signIns, users } from '#server/accounts/collections.ts'
import { hashPassword } from '#server/accounts/passwords.ts'
import { setUpCode } from '#server/accounts/set-up-code.ts'
import { type Config, readConfig } from '#server/config.ts'
import { createLog } from '#server/log.ts'
import { makeSecrets } from '#server/secret-key.ts'
import { clockAt, startSimulation } from '#server/simulation.ts'
import { members, tokens, workspaces } from '#server/workspaces/collections.ts'
import { testConversationIds } from './conversation-id.ts'
import { mongoTestUri } from './mongo.ts'
import { type OpenTestStore, openTestEmbedded, openTestMongo } from './stores.ts'

export type TestApp = Awaited<ReturnType<typeof anApp>>

/** A server with an empty store and a clock that only `pass` moves. It goes when the test is over; a `shared` one when `end` is called. */
export async function anApp(
  options: {
    open?: OpenTestStore
    config?: Partial<Config>
    editorFolder?: string
    shared?: boolean
    host?: string
    allowPrivate?: string[]
  } = {},
) {
  // In the future: a database that sweeps expired documents does so by its own clock.
  const clock = clockAt(Date.parse('2041-03-02T09:00:00.000Z'))
  const store = await (options.open ?? openTestEmbedded)({ now: clock.now })
  const lines: string[] = []
  const server = await startSimulation({
    config: { ...readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'info', ALUR_METRICS_TOKEN: metricsToken }), ...options.config },
    store,
    secrets,
    log: createLog('info', { write: (line) => void lines.push(line) }),
    clock,
    allowPrivate: options.allowPrivate ?? [],
    editorFolder: options.editorFolder ?? '/nowhere',
    newConversationId: testConversationIds(clock.now),
  })
  await server.listen(0, options.host ?? '127.0.0.1')
  const end = async () => {
    await server.close()
    await store.close()
  }
  if (!options.shared) onTestFinished(end)

  const newId = () => randomBytes(9).toString('base64url')
  const at = () => new Date(clock.now()).toISOString()
  const inDays = (days: number) => new Date(clock.now() + days * 86_400_000).toISOString()

  /** Someone with a session, as a browser of ours sends it; nobody without a token. */
  const browser = (token?: string) =>
    client(server.http, { 'Sec-Fetch-Site': 'same-origin', ...(token ? { Cookie: `alur=${token}` } : {}) })
  const program = (secret: string) => client(server.http, { Authorization: `Bearer ${secret}` })

  const join = (workspaceId: string, userId: string, role: Role) =>
    store.collection(members).insert({ _id: `${workspaceId}.${userId}`, workspaceId, userId, role, createdAt: at() })

  return {
    ...server,
    store,
    lines,
    browser,
    program,
    anonymous: browser(),
    end,
    /** What whoever watches the server reads. */
    metrics: () => request(server.http).get('/metrics').set('Authorization', `Bearer ${metricsToken}`),
    join,
    pass: clock.pass,
    /** Creates the owner through the API. */
    async owner() {
      const created = await browser().post('/owner', newOwner).expect(201)
      const token = sessionIn(created)
      return {
        client: browser(token),
        token,
        userId: created.body.user.id as string,
        workspaceId: created.body.workspaces[0].id as string,
      }
    },
    async workspace(name = 'Shop') {
      const _id = newId()
      await store.collection(workspaces).insert({ _id, name, timeZone: 'Asia/Hong_Kong', demo: false, createdAt: at() })
      return _id
    },
    /** A person with a session, put straight into the store: hashing a password takes a while. */
    async person(memberships: Record<string, Role> = {}) {
      const userId = newId()
      const user = { _id: userId, email: `${userId.toLowerCase()}@shop.example`, name: 'Ada', passwordHash: await anyHash() }
      await store.collection(users).insert({ ...user, passwordChangedAt: at(), createdAt: at() })
      for (const [workspaceId, role] of Object.entries(memberships)) await join(workspaceId, userId, role)
      const token = randomBytes(32).toString('base64url')
      await store.collection(signIns).insert({ _id: sha256(token), userId, createdAt: at(), expiresAt: inDays(14) })
      return { userId, token, client: browser(token) }
    },
    async token(workspaceId: string, userId: string, role: Role) {
      const secret = `alur_${randomBytes(32).toString('base64url')}`
      const doc = { _id: newId(), workspaceId, userId, name: 'CI', role, hash: sha256(secret), prefix: secret.slice(0, 13) }
      await store.collection(tokens).insert({ ...doc, createdAt: at(), expiresAt: inDays(30) })
      return { tokenId: doc._id, secret, client: program(secret) }
    },
  }
}

/** Describes the same behaviour of a server on every store, as `eachStore` does for the store itself. */
export function eachApp(
  name: string,
  cases: (open: (options?: { host?: string; config?: Partial<Config>; allowPrivate?: string[] }) => Promise<TestApp>) => void,
): void {
  describe(`${name} (embedded)`, () => cases(anApp))
  if (mongoTestUri) describe(`${name} (MongoDB)`, () => cases((options) => anApp({ ...options, open: openTestMongo })))
  else it.skip(`${name} (MongoDB): run npm run test:mongo, or set MONGODB_TEST_URI`)
}

const metricsToken = 'a-token-for-prometheus'

/** A key of its own, the same for all: what is derived from it can stand in a test's data. */
const secrets = makeSecrets(Buffer.alloc(32, 'a key for tests'))

export const newOwner = {
  name: 'Ada Lovelace',
  email: 'ada@shop.example',
  password: 'correct horse battery',
  workspaceName: 'Shop',
  language: 'en',
  timeZone: 'Asia/Hong_Kong',
  code: setUpCode(secrets),
}

/** The session's token in an answer's cookie. */
export const sessionIn = (response: { headers: Record<string, unknown> }): string => {
  const cookies = response.headers['set-cookie'] as string[] | undefined
  return cookies?.[0]?.match(/^(?:__Host-)?alur=([^;]*)/)?.[1] ?? ''
}

let hashed: Promise<string> | undefined
/** Hashing takes a while, so everyone has the owner's password. */
const anyHash = (): Promise<string> => {
  hashed ??= hashPassword(newOwner.password)
  return hashed
}

type Server = Parameters<typeof request>[0]
export type Client = ReturnType<typeof client>

function client(http: Server, headers: Record<string, string>) {
  const send = (method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string, body?: unknown): Test => {
    const test = request(http)[method](`/api/v1${path}`).set(headers)
    return body === undefined ? test : test.set('Content-Type', 'application/json').send(JSON.stringify(body))
  }
  return {
    send,
    upload: (path: string, type: string, bytes: Buffer): Test => send('post', path).set('Content-Type', type).send(bytes),
    get: (path: string) => send('get', path),
    post: (path: string, body?: unknown) => send('post', path, body),
    put: (path: string, body?: unknown) => send('put', path, body),
    patch: (path: string, body?: unknown) => send('patch', path, body),
    delete: (path: string) => send('delete', path),
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
