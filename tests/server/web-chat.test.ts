import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { messageIdOf } from '#runtime/channels/web-chat/message-id.ts'
import type { ApiProblem } from '#schemas/api/errors.ts'
import type { WebChatReply } from '#schemas/api/web-chat.ts'
import type { IncomingMessage } from '#schemas/message.ts'
import { channelHealth } from '#server/channels/channel-health.ts'
import { isWebChat } from '#server/channels/web-chat/settings.ts'
import { webChat } from '#server/channels/web-chat/web-chat.ts'
import { createDoor } from '#server/door/door.ts'
import { visitorIdOf } from '#server/engine/ids.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import type { Store } from '#server/store/contract.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { openTestEmbedded } from '#tests/support/stores.ts'

const clock = testClock()
let store: Store
let server: Awaited<ReturnType<typeof inProcess>>

beforeAll(async () => {
  store = await openTestEmbedded({ now: clock.now })
  await seedShop(store, testSecrets)
  server = await inProcess(store, { clock, workers: false })
})

afterAll(async () => {
  await server.close()
  await store.close()
})

const keyOf = (visitor: string): string => visitor.padEnd(43, '-')
const headersOf = (visitor: string) => ({ authorization: `Bearer ${keyOf(visitor)}`, 'content-type': 'application/json' })
const post = (visitor: string, path: string, body: unknown): Promise<Response> =>
  fetch(server.url + path, {
    method: 'POST',
    headers: headersOf(visitor),
    body: JSON.stringify(body),
  })

const read = async (visitor: string, query = ''): Promise<WebChatReply> => {
  const answer = await fetch(`${server.url}/chat/${seed.webChat}/messages${query}`, { headers: headersOf(visitor) })
  return (await answer.json()) as WebChatReply
}

/** Takes the turn of a visitor's `n`th message. */
async function say(visitor: string, n: number, text: string): Promise<void> {
  const externalId = visitorIdOf(keyOf(visitor))
  const message: IncomingMessage = {
    id: messageIdOf(externalId, `m${n}`),
    channelId: seed.webChat,
    from: { externalId },
    at: '2026-11-23T10:00:00.000Z',
    content: { kind: 'text', text },
  }
  await handleMessage(server.engine, { workspaceId: seed.workspaceId, channelKind: 'web-chat', message })
}

/** Takes turns of one visitor who says 1, 2, 3 … */
async function count(visitor: string, to: number): Promise<void> {
  for (let n = 1; n <= to; n++) await say(visitor, n, String(n))
}
const saidIn = ({ messages }: WebChatReply): number[] =>
  messages.flatMap(({ message }) => (message.kind === 'incoming' ? Number((message.content as { text: string }).text) : []))
const from = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i)

/** What the event stream tells until it has told of turn `last`; `then` is called with each reply. */
async function streamed(
  visitor: string,
  after: number,
  last: number,
  then?: (reply: WebChatReply) => Promise<void>,
): Promise<WebChatReply[]> {
  const stop = new AbortController()
  const url = `${server.url}/chat/${seed.webChat}/events?after=${after}`
  const { body } = await fetch(url, { headers: headersOf(visitor), signal: stop.signal })
  const replies: WebChatReply[] = []
  const reader = (body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (replies.at(-1)?.turn !== last) {
    text += decoder.decode((await reader.read()).value, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() as string
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1]
      if (!data) continue
      const reply = JSON.parse(data) as WebChatReply
      replies.push(reply)
      await then?.(reply)
    }
  }
  stop.abort()
  return replies
}

it('a tap names the message that offered the choice, but none of another visitor’s chat', async () => {
  const messages = `/chat/${seed.webChat}/messages`
  const first = (await (await post('tapper', messages, { clientId: 'm1', text: 'hello' })).json()) as WebChatReply
  const offered = first.messages.find(({ message }) => message.kind === 'choices')?.id
  const choice = { id: 'whatever', label: 'Whatever' }
  const answersOf = async (clientId: string, replyTo: string | undefined) => {
    await post('tapper', messages, { clientId, choice, replyTo })
    const inboundKey = `${seed.webChat}:${messageIdOf(visitorIdOf(keyOf('tapper')), clientId)}`
    const { event } = (await server.engine.turns.find({ inboundKey }, { limit: 1 })).items[0] ?? {}
    return event?.kind === 'message' ? event.message.answers : 'no message'
  }
  expect(offered).toMatch(/\.00000001\.0$/)
  expect(await answersOf('m2', offered)).toBe(offered)
  expect(await answersOf('m3', offered?.replace(/^./, 'x'))).toBeUndefined()
  expect(await answersOf('m4', undefined)).toBeUndefined()
})

it('a web chat takes no webhooks: nobody writes into another visitor’s chat that way', async () => {
  const body = { visitorId: visitorIdOf(keyOf('mei')), clientId: 'm1', text: 'I am Mei' }
  const answer = await post('bo', `/webhooks/web-chat/${seed.webChat}`, body)
  expect(answer.status).toBe(404)
  expect(await read('mei')).toEqual({ turn: 0, messages: [] })
})

describe('a chat of 410 turns', () => {
  beforeAll(() => count('ada', 410), 60_000)

  it('opens with its newest 100 turns, oldest first', async () => {
    for (const query of ['', '?after=0']) {
      const reply = await read('ada', query)
      expect([reply.turn, saidIn(reply)]).toEqual([410, from(311, 410)])
    }
    expect((await streamed('ada', 0, 410)).flatMap(saidIn)).toEqual(from(311, 410))
  })

  it('gives a window that knows some of them all the others, page by page', async () => {
    const pages: number[][] = []
    for (let after = 3; after !== 0; ) {
      const reply = await read('ada', `?after=${after}`)
      pages.push(saidIn(reply))
      // Reading has a limit of its own.
      clock.pass(10_000)
      after = reply.turn
    }
    expect(pages).toEqual([from(4, 103), from(104, 203), from(204, 303), from(304, 403), from(404, 410), []])
    expect((await streamed('ada', 3, 410)).map(saidIn)).toEqual([
      from(4, 103),
      from(104, 203),
      from(204, 303),
      from(304, 403),
      from(404, 410),
    ])
  })
})

describe('the chat’s door', () => {
  const messages = `/chat/${seed.webChat}/messages`
  const hi = '{"clientId":"m1","text":"hi"}'
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(server.url + path, { headers: headersOf('eve'), ...init })
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), ...((await answer.json()) as ApiProblem) }
  }

  it.each([
    ['no such channel', '/chat/gone/messages', {}, 404, 'not-found'],
    ['a channel that is no web chat', `/chat/${seed.whatsApp}/settings`, {}, 404, 'not-found'],
    ['no such webhook', '/webhooks/whatsapp/gone', { method: 'POST' }, 404, 'not-found'],
    ['a webhook nobody signed', `/webhooks/whatsapp/${seed.whatsApp}`, { method: 'POST', body: '{}' }, 401, 'bad-signature'],
    ['a webhook that is put', `/webhooks/whatsapp/${seed.whatsApp}`, { method: 'PUT' }, 405, 'method-not-allowed'],
    ['a message that is put', messages, { method: 'PUT' }, 405, 'method-not-allowed'],
    ['a visitor without a key', messages, { headers: {} }, 401, 'no-visitor-key'],
    ['a body that is no JSON', messages, { method: 'POST', body: 'hi' }, 400, 'bad-json'],
    ['a body of 65 KiB', messages, { method: 'POST', body: ' '.repeat(65 * 1024) }, 413, 'too-large'],
  ])('refuses %s', async (_what, path, init, status, code) => {
    expect(await ask(path, init)).toMatchObject({ status, error: { code } })
  })

  it('names the field of a message that is not right', async () => {
    const body = JSON.stringify({ clientId: 'm1', text: 'a'.repeat(10_001) })
    const { status, error } = await ask(messages, { method: 'POST', body })
    expect([status, error.code, error.problems?.map(({ path }) => path)]).toEqual([422, 'invalid-input', ['/text']])
  })

  it('tells whoever writes too fast when to go on', async () => {
    for (let i = 0; i < 30; i++) await fetch(server.url + messages, { method: 'POST', body: hi, headers: headersOf('fast') })
    const refused = await ask(messages, { method: 'POST', body: hi, headers: headersOf('fast') })
    expect(refused).toMatchObject({ status: 429, retryAfter: '10', error: { code: 'too-many-requests' } })
  })
})

/** Where this answers until the test is over. */
async function listening(listener: RequestListener): Promise<string> {
  const http = createServer(listener).listen(0, '127.0.0.1')
  await once(http, 'listening')
  onTestFinished(() => {
    http.closeAllConnections()
    http.close()
  })
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

describe('the event streams of one chat', () => {
  it('make up for a turn that they were not told of with the next one', async () => {
    await say('gap', 1, '1')
    const told = await streamed('gap', 0, 4, async ({ turn }) => {
      if (turn !== 1) return
      const heard = [...server.engine.turnListeners]
      server.engine.turnListeners.clear()
      await say('gap', 2, '2')
      for (const one of heard) server.engine.turnListeners.add(one)
      await say('gap', 3, '3')
      await say('gap', 4, '4')
    })
    expect(told.flatMap(saidIn)).toEqual([1, 2, 3, 4])
  })

  it('are twenty at most; when one closes, another may open', async () => {
    const open = async () => {
      const stop = new AbortController()
      onTestFinished(() => stop.abort())
      const { status } = await fetch(`${server.url}/chat/${seed.webChat}/events`, {
        headers: headersOf('tab'),
        signal: stop.signal,
      })
      return { status, close: () => stop.abort() }
    }
    const opened = await Promise.all(from(1, 20).map(open))
    expect(opened.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect((await open()).status).toBe(429)
    opened[0]?.close()
    await expect.poll(async () => (await open()).status).toBe(200)
    expect((await open()).status).toBe(429)
  })

  it('count for nothing when their visitor left before they began', async () => {
    let opening = () => {}
    const opened = new Promise<void>((resolve) => {
      opening = resolve
    })
    const gone: Promise<unknown>[] = []
    const { engine, hub, limits, channels } = server
    const senderNetwork = () => undefined
    const slow = { ...channels, get: (id: string) => opened.then(() => channels.get(id)) }
    const parts = {
      engine,
      hub,
      limits,
      channels: slow,
      io: new Map(),
      health: channelHealth(engine),
      publicUrl: undefined,
      agentName: () => undefined,
      senderNetwork,
    }
    const door = createDoor({ ...parts, app: () => {} })
    const place = await listening((request, response) => {
      gone.push(once(response, 'close'))
      door(request, response)
    })
    const url = `${place}/chat/${seed.webChat}/events`

    const leave = new AbortController()
    const left = from(1, 20).map(() => fetch(url, { headers: headersOf('hasty'), signal: leave.signal }).catch(() => {}))
    await expect.poll(() => gone.length).toBe(20)
    leave.abort()
    await Promise.all([...left, ...gone])
    opening()
    expect((await fetch(url, { headers: headersOf('hasty') })).status).toBe(200)
  })

  it('are a thousand at most from one network', async () => {
    const chat = webChat({ ...server, agentName: () => undefined, senderNetwork: (request) => request.headers.via })
    const channel = await server.channels.get(seed.webChat)
    if (!isWebChat(channel)) throw new Error('no web chat')
    const url = await listening((request, response) => void chat(request, response, new URLSearchParams(), channel, 'events'))
    // An answer that nobody holds is collected, and its stream closed.
    const held: Response[] = []
    const open = async (visitor: string, via: string) => {
      const answer = await fetch(url, { headers: { ...headersOf(visitor), via } })
      held.push(answer)
      return answer.status
    }
    const statuses = await Promise.all(from(0, 999).map((n) => open(`v${n % 50}`, 'here')))
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect([await open('new', 'here'), await open('new', 'there')]).toEqual([429, 200])
  })

  it('are cut off when nobody reads them, and lose nothing', async () => {
    const accepted = once(server.http, 'connection') as Promise<[Socket]>
    const { port } = server.http.address() as AddressInfo
    const reader = connect(port, '127.0.0.1').pause().setEncoding('utf8')
    onTestFinished(() => void reader.destroy())
    const [line] = await accepted
    reader.write(`GET /chat/${seed.webChat}/events HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer ${keyOf('idle')}\r\n\r\n`)
    const long = '字'.repeat(10_000)
    let turns = 0
    // What both ends' kernels hold counts as read: some megabytes.
    while (!line.destroyed && turns < 2_000) await say('idle', ++turns, long)
    expect(line.destroyed).toBe(true)

    let text = ''
    reader.on('data', (part) => {
      text += part
    })
    await once(reader.resume(), 'close')
    // The last event came in part only.
    const seen = Number([...text.matchAll(/^id: (\d+)$/gm)].at(-2)?.[1])
    expect(seen).toBeLessThan(turns)
    expect((await streamed('idle', seen, turns)).flatMap(saidIn)).toHaveLength(turns - seen)
  })
})
