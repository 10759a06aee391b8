import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messageIdOf } from '#runtime/channels/web-chat/message-id.ts'
import type { WebChatReply } from '#schemas/api/contract.ts'
import type { IncomingMessage } from '#schemas/message.ts'
import { visitorIdOf } from '#server/engine/ids.ts'
import type { Store } from '#server/store/contract.ts'
import { handleMessage } from '#server/use-cases/handle-message.ts'
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

/** Takes turns of one visitor who says 1, 2, 3 … */
async function count(visitor: string, to: number): Promise<void> {
  const externalId = visitorIdOf(keyOf(visitor))
  for (let n = 1; n <= to; n++) {
    const message: IncomingMessage = {
      id: messageIdOf(externalId, `m${n}`),
      channelId: seed.webChat,
      from: { externalId },
      at: '2026-11-23T10:00:00.000Z',
      content: { kind: 'text', text: String(n) },
    }
    await handleMessage(server.engine, { workspaceId: seed.workspaceId, channelKind: 'web-chat', message })
  }
}
const saidIn = ({ messages }: WebChatReply): number[] =>
  messages.flatMap(({ message }) => (message.kind === 'incoming' ? Number((message.content as { text: string }).text) : []))
const from = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i)

/** What the event stream tells until it has told of turn `last`. */
async function streamed(visitor: string, after: number, last: number): Promise<WebChatReply[]> {
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
      if (data) replies.push(JSON.parse(data) as WebChatReply)
    }
  }
  stop.abort()
  return replies
}

it('a web chat takes no webhooks: nobody writes into another visitor’s chat that way', async () => {
  const body = { visitorId: visitorIdOf(keyOf('mei')), clientId: 'm1', text: 'I am Mei' }
  const answer = await post('bo', `/webhooks/web-chat/${seed.webChat}`, body)
  expect(answer.status).toBe(404)
  expect(await read('mei')).toEqual({ turn: 0, messages: [] })
})

describe('a chat of 410 turns', () => {
  beforeAll(() => count('ada', 410), 60_000)

  it('opens with its newest 200 turns, oldest first', async () => {
    for (const query of ['', '?after=0']) {
      const reply = await read('ada', query)
      expect([reply.turn, saidIn(reply)]).toEqual([410, from(211, 410)])
    }
    expect((await streamed('ada', 0, 410)).flatMap(saidIn)).toEqual(from(211, 410))
  })

  it('gives a window that knows some of them all the others, page by page', async () => {
    const pages: number[][] = []
    for (let after = 3; after !== 0; ) {
      const reply = await read('ada', `?after=${after}`)
      pages.push(saidIn(reply))
      after = reply.turn
    }
    expect(pages).toEqual([from(4, 203), from(204, 403), from(404, 410), []])
    expect((await streamed('ada', 3, 410)).map(saidIn)).toEqual([from(4, 203), from(204, 403), from(404, 410)])
  })
})
