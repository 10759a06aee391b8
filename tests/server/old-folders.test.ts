import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { FlowStatistics } from '#schemas/api/statistics.ts'
import type { WebChatReply } from '#schemas/api/web-chat.ts'
import { readConfig } from '#server/config.ts'
import { createLog } from '#server/log.ts'
import { openMigrated } from '#server/migrations/open-migrated.ts'
import { loadSecretKey, makeSecrets } from '#server/secret-key.ts'
import { startSimulation } from '#server/simulation.ts'
import {
  figuresOf,
  type Inbox,
  type KnownFolder,
  keptFolders,
  listOf,
  messagesOf,
  unpackFolder,
} from '#tests/fixtures/known-folder.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { buildUnderTest, builtFile, temporaryFolder } from '#tests/support/child-server.ts'
import { type TestClock, testClock } from '#tests/support/in-process.ts'

/** What a start says that it changed in a folder of each release. */
const changedIn: Record<string, string[]> = {
  first: [
    '0002-live-pointers (what is live of a flow parts from its draft): done, 3 documents',
    '0005-contact-log (contacts get a log): done, 10 documents',
  ],
}

describe.each(keptFolders())('a data folder that the release "%s" left behind when it was killed', (name) => {
  it('opens: its owner signs in, and its lists and figures are what they were', async () => {
    const { known, signedIn } = await opened(name)
    const get = await signedIn()
    const lists = known.inbox.map(async ({ view }) =>
      listOf(view, await get<Inbox>(`/workspaces/${known.workspaceId}/conversations?view=${view}&limit=200`)),
    )
    expect(JSON.parse(JSON.stringify(await Promise.all(lists)))).toEqual(known.inbox)
    const figures = known.statistics.map(async ({ path }) => ({ path, figures: figuresOf(await get<FlowStatistics>(path)) }))
    expect(await Promise.all(figures)).toEqual(known.statistics)
  })

  it('is opened by the real program, whose log says what it changed', { timeout: 120_000 }, async () => {
    buildUnderTest()
    const folder = temporaryFolder()
    onTestFinished(folder.remove)
    const known = unpackFolder(name, folder.path)
    // Long after it was left: nothing may ring, so that it stays as it was.
    const env = { PATH: process.env.PATH ?? '', PORT: '0', HOST: '127.0.0.1', ALUR_DATA: folder.path, ALUR_TIMERS: 'parked' }
    const child = spawn(process.execPath, [builtFile('start')], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    const said: { msg: string; url?: string }[] = []
    createInterface({ input: child.stdout }).on('line', (line) => void said.push(JSON.parse(line)))
    await expect.poll(() => said.map(({ msg }) => msg), { timeout: 60_000 }).toContain('Alur is ready')
    expect(said.map(({ msg }) => msg)).toEqual(expect.arrayContaining(changedIn[name] ?? []))
    const get = await signIn(said.find(({ url }) => url)?.url ?? '', known)()
    const figures = known.statistics.map(async ({ path }) => ({ path, figures: figuresOf(await get<FlowStatistics>(path)) }))
    expect(await Promise.all(figures)).toEqual(known.statistics)
  })

  it('chats on from where everybody was, each in the version they began with', async () => {
    const { known, heard, says } = await opened(name)
    for (const chat of known.chats) expect([chat.visitor, await heard(chat.visitor)]).toEqual([chat.visitor, chat.said])
    await says('waits-in-1', 'Quick question')
    await says('waits-in-2', 'Returns and exchanges')
    await says('queued', '在嗎')
    expect((await heard('waits-in-1')).slice(-2)).toEqual(['visitor: Quick question', 'flow: What would you like to know?'])
    expect((await heard('waits-in-2')).slice(-3)).toEqual([
      'visitor: Returns and exchanges',
      expect.stringMatching(/^flow: You can return an unopened /),
      'flow: Did this help?',
    ])
    expect((await heard('queued')).at(-1)).toBe('visitor: 在嗎')
  })

  it('sends what waited to be sent', async () => {
    const { known, signedIn, clock } = await opened(name)
    const peer = await startWhatsAppPeer({ ...known.whatsApp, now: clock.now, window: false })
    onTestFinished(peer.close)
    const patch = await signedIn('PATCH')
    const settings = { apiBaseUrl: peer.url, accessToken: known.whatsApp.accessToken }
    await patch(`/workspaces/${known.workspaceId}/channels/${known.channels.whatsApp}`, { settings })
    clock.pass(5 * 60_000)
    const [sent] = await peer.arrived(1)
    expect(sent?.to).toBe('85267654321')
  })
})

async function opened(name: string) {
  const folder = temporaryFolder()
  const known = unpackFolder(name, folder.path)
  const clock: TestClock = testClock(known.at)
  const store = await openMigrated({ folder: folder.path, now: clock.now })
  const server = await startSimulation({
    config: readConfig({ NODE_ENV: 'test', ALUR_DATA: folder.path, ALUR_ALLOW_PRIVATE: '127.0.0.1' }),
    store,
    secrets: makeSecrets(loadSecretKey({ dataFolder: folder.path })),
    log: createLog('silent'),
    clock,
    workers: true,
    editorFolder: folder.path,
  })
  onTestFinished(async () => {
    await server.close()
    await store.close()
    folder.remove()
  })
  const { url } = await server.listen(0, '127.0.0.1')
  return { known, clock, url, signedIn: signIn(url, known), ...chats(url, known) }
}

/** Signs in as the owner; what asks the API as them. */
const signIn =
  (url: string, { owner: { email, password } }: KnownFolder) =>
  async (method = 'GET') => {
    const ask = async (how: string, path: string, cookie: string, body?: unknown): Promise<Response> => {
      const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', cookie }
      const answer = await fetch(`${url}/api/v1${path}`, {
        method: how,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      expect([path, answer.status]).toEqual([path, 200])
      return answer
    }
    const answer = await ask('POST', '/session', '', { email, password })
    const cookie = /alur=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? ''
    return async <T>(path: string, body?: unknown): Promise<T> => (await ask(method, path, cookie, body)).json() as Promise<T>
  }

/** The visitors, with the keys that their browsers have kept. */
function chats(url: string, { channels, chats }: KnownFolder) {
  const messages = `${url}/chat/${channels.webChat}/messages`
  const headersOf = (visitor: string) => ({
    authorization: `Bearer ${chats.find((chat) => chat.visitor === visitor)?.key}`,
    'content-type': 'application/json',
  })
  return {
    heard: async (visitor: string) =>
      messagesOf((await (await fetch(messages, { headers: headersOf(visitor) })).json()) as WebChatReply),
    says: async (visitor: string, text: string) => {
      const body = JSON.stringify({ clientId: 'later', text })
      const { status } = await fetch(messages, { method: 'POST', headers: headersOf(visitor), body })
      expect(status).toBe(200)
    },
  }
}
