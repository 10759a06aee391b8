import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WebChatMessage, WebChatReply } from '#schemas/api/web-chat.ts'
import { connect } from './connection.ts'
import type { Connection, LineState } from './listener.ts'
import type { Kept } from './storage.ts'

/** The event streams that were opened, the newest last. */
let streams: ReadableStreamDefaultController<Uint8Array>[] = []
/** What the server answers to the next streams that are opened; 200 and a stream unless said otherwise. */
let refusals: Response[] = []
const open: Connection[] = []

beforeEach(() => {
  streams = []
  refusals = []
  vi.useFakeTimers()
})
afterEach(() => {
  for (const chat of open.splice(0)) chat.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const aStream = (): Response =>
  refusals.shift() ?? new Response(new ReadableStream<Uint8Array>({ start: (controller) => void streams.push(controller) }))

/** The newest stream tells of a turn. */
const says = async (reply: WebChatReply): Promise<void> => {
  streams.at(-1)?.enqueue(new TextEncoder().encode(`id: ${reply.turn}\ndata: ${JSON.stringify(reply)}\n\n`))
  await vi.advanceTimersByTimeAsync(10)
}

/** An open chat on a server that answers each message as told, and what its panel hears. */
async function aChat(answer: (clientId: string) => Response | Promise<Response>, kept = new Map<string, string>()) {
  const heard: WebChatMessage[] = []
  const states: LineState[] = []
  const people: (string | undefined)[] = []
  const asked: { url: string; key: string | null }[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    asked.push({ url, key: new Headers(init.headers).get('authorization') })
    return url.includes('/events') ? aStream() : answer(JSON.parse(String(init.body)).clientId)
  })
  const storage: Kept = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    names: (prefix) => [...kept.keys()].filter((name) => name.startsWith(prefix)).sort(),
  }
  const chat = connect('https://chat.example', 'web', storage)
  open.push(chat)
  const messages = (arrived: WebChatMessage[], agent?: { name: string }) => {
    heard.push(...arrived)
    people.push(agent?.name)
  }
  chat.open({ messages, state: (now) => states.push(now), typing: () => {}, queued: () => {} })
  chat.look(true)
  await vi.advanceTimersByTimeAsync(10)
  return { chat, heard, people, states, asked, kept }
}

const visitor = (turn: number, clientId: string, text: string): WebChatReply => {
  const message = { kind: 'incoming', content: { kind: 'text', text } } as const
  return { turn, messages: [{ id: `c.${turn}`, at: '2026-11-23T10:00:00.000Z', from: 'visitor', clientId, message }] }
}

it('the visitor’s key stands in no address', async () => {
  const { chat, asked, kept } = await aChat((clientId) => Response.json(visitor(1, clientId, 'hi')))
  chat.send({ text: 'hi' })
  await vi.advanceTimersByTimeAsync(10)
  const key = kept.get('alur.web.key') as string
  expect(asked).toEqual([
    { url: 'https://chat.example/chat/web/events?after=0', key: `Bearer ${key}` },
    { url: 'https://chat.example/chat/web/messages', key: `Bearer ${key}` },
  ])
})

it('who never wrote and has the panel closed needs no line', async () => {
  const { chat } = await aChat((clientId) => Response.json(visitor(1, clientId, 'hi')))
  expect(streams.length).toBe(1)
  chat.look(false)
  chat.look(true)
  chat.send({ text: 'hi' })
  chat.look(false)
  await vi.advanceTimersByTimeAsync(10)
  // Whoever wrote waits for an answer, also while the panel is closed.
  expect(streams.length).toBe(2)
})

it('a message that is sent while the stream is refused does not keep the chat from listening again', async () => {
  refusals = [new Response('', { status: 503 })]
  const { chat, states } = await aChat((clientId) => Response.json(visitor(1, clientId, 'hi')))
  chat.send({ text: 'hi' })
  await vi.advanceTimersByTimeAsync(5_000)
  expect([chat.waiting(), streams.length, states]).toEqual([[], 1, ['offline', 'online', 'online']])
})

it('a chat that is gone says so once and asks no more', async () => {
  refusals = [new Response('', { status: 404 }), new Response('', { status: 404 })]
  const { states } = await aChat((clientId) => Response.json(visitor(1, clientId, 'hi')))
  await vi.advanceTimersByTimeAsync(60_000)
  expect([states, refusals.length]).toEqual([['gone'], 1])
})

it('who answered is gone with the turn in which they closed the chat, also when an older answer arrives after it', async () => {
  const joyce = { name: 'Joyce P.' }
  let answer = (_: Response): void => {}
  const { chat, people } = await aChat(() => new Promise((resolve) => (answer = resolve)))
  chat.send({ text: 'hi' })
  await vi.advanceTimersByTimeAsync(10)
  await says({ turn: 3, messages: [], agent: joyce })
  await says({ turn: 4, messages: [] })
  answer(Response.json({ ...visitor(1, chat.waiting()[0]?.clientId ?? '', 'hi'), agent: joyce }))
  await vi.advanceTimersByTimeAsync(10)
  expect(people).toEqual(['Joyce P.', undefined, undefined])
})

it('a server that is asked too much is asked again when it says', async () => {
  let answers = 0
  const busy = () => Response.json({ error: { details: { retryAfterSeconds: 60 } } }, { status: 429 })
  const { chat, states } = await aChat((clientId) => (answers++ ? Response.json(visitor(1, clientId, 'hi')) : busy()))
  chat.send({ text: 'hi' })
  await vi.advanceTimersByTimeAsync(59_000)
  expect([answers, chat.waiting().length, states]).toEqual([1, 1, ['online', 'busy']])
  await vi.advanceTimersByTimeAsync(2_000)
  expect([answers, chat.waiting(), states.at(-1)]).toEqual([2, [], 'online'])
})

it('what was written in the version before is not lost', async () => {
  const said = { text: 'hi' }
  const kept = new Map([['alur.web.queue', JSON.stringify([{ clientId: 'old', said }])]])
  const { chat, heard } = await aChat((clientId) => Response.json(visitor(1, clientId, 'hi')), kept)
  await vi.advanceTimersByTimeAsync(10)
  expect([heard.map(({ clientId }) => clientId), chat.waiting(), kept.has('alur.web.queue')]).toEqual([['old'], [], false])
})

it('a message whose answer comes later stays in sight, is not sent twice, and goes when the stream brings it', async () => {
  const posted: string[] = []
  const { chat, heard } = await aChat((clientId) => {
    posted.push(clientId)
    return Response.json({ turn: 0, messages: [], pending: true }, { status: 202 })
  })
  const { clientId, said } = chat.send({ text: 'Where is my order?' })
  chat.send({ text: 'Hello?' })
  await vi.advanceTimersByTimeAsync(5_000)
  streams[0]?.close()
  await vi.advanceTimersByTimeAsync(5_000)
  expect([chat.waiting()[0], posted.length]).toEqual([{ clientId, said, sent: true }, 2])
  await says(visitor(1, clientId, 'Where is my order?'))
  expect([chat.waiting().length, heard.length]).toEqual([1, 1])
})

it('a message that gets no answer is sent once more', async () => {
  const limits: AbortController[] = []
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    limits.push(new AbortController())
    return limits.at(-1)?.signal as AbortSignal
  })
  const { chat } = await aChat((clientId) => Response.json(visitor(1, clientId, 'hi')))
  const answers = globalThis.fetch
  const hangs = (_: string, { signal }: { signal: AbortSignal }) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  vi.stubGlobal('fetch', hangs)
  chat.send({ text: 'hi' })
  await vi.advanceTimersByTimeAsync(5_000)
  vi.stubGlobal('fetch', answers)
  limits[0]?.abort()
  await vi.advanceTimersByTimeAsync(5_000)
  expect([chat.waiting(), timeout.mock.calls]).toEqual([[], [[20_000], [20_000]]])
  timeout.mockRestore()
})
