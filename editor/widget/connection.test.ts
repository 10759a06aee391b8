import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WebChatMessage, WebChatReply } from '#schemas/api/contract.ts'
import { connect } from './connection.ts'

/** The event streams that were opened, the newest last. */
let streams: Stream[] = []
class Stream {
  static readonly CLOSED = 2
  readyState = 0
  onopen?: () => void
  onmessage?: (event: { data: string }) => void
  onerror?: () => void

  constructor() {
    streams.push(this)
  }

  says(reply: WebChatReply): void {
    this.onmessage?.({ data: JSON.stringify(reply) })
  }

  /** As after an answer that is not 200: the browser does not come back. */
  refused(): void {
    this.readyState = Stream.CLOSED
    this.onerror?.()
  }

  close(): void {}
}

beforeEach(() => {
  streams = []
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Stream)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** An open chat on a server that answers each message as told, and what its panel hears. */
function aChat(answer: (clientId: string) => Response) {
  const kept = new Map<string, string>()
  const heard: WebChatMessage[] = []
  const post = async (_: string, { body }: { body: string }) => answer(JSON.parse(body).clientId)
  vi.stubGlobal('fetch', post)
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  }
  const chat = connect('https://chat.example', 'web', storage)
  chat.open({ messages: (arrived) => heard.push(...arrived), online: () => {}, queued: () => {} })
  return { chat, heard }
}

const visitor = (turn: number, clientId: string, text: string): WebChatReply => {
  const message = { kind: 'incoming', content: { kind: 'text', text } } as const
  return { turn, messages: [{ id: `c.${turn}`, at: '2026-11-23T10:00:00.000Z', from: 'visitor', clientId, message }] }
}

it('a message that is sent while the stream is refused does not keep the chat from listening again', async () => {
  const { chat } = aChat((clientId) => Response.json(visitor(1, clientId, 'hi')))
  streams[0]?.refused()
  chat.send({ text: 'hi' })
  await vi.advanceTimersByTimeAsync(5_000)
  expect([chat.waiting(), streams.length]).toEqual([[], 2])
})

it('a message whose answer comes later stays in sight, is not sent twice, and goes when the stream brings it', async () => {
  const posted: string[] = []
  const { chat, heard } = aChat((clientId) => {
    posted.push(clientId)
    return Response.json({ turn: 0, messages: [], pending: true }, { status: 202 })
  })
  const { clientId, said } = chat.send({ text: 'Where is my order?' })
  chat.send({ text: 'Hello?' })
  await vi.advanceTimersByTimeAsync(5_000)
  streams[0]?.onopen?.()
  await vi.advanceTimersByTimeAsync(5_000)
  expect([chat.waiting()[0], posted.length]).toEqual([{ clientId, said, sent: true }, 2])
  streams[0]?.says(visitor(1, clientId, 'Where is my order?'))
  expect([chat.waiting().length, heard.length]).toEqual([1, 1])
})

it('a message that gets no answer is sent once more', async () => {
  const limits: AbortController[] = []
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    limits.push(new AbortController())
    return limits.at(-1)?.signal as AbortSignal
  })
  const { chat } = aChat((clientId) => Response.json(visitor(1, clientId, 'hi')))
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
