import type { IncomingMessage as Request, RequestListener, ServerResponse as Response } from 'node:http'
import type { ChannelIO } from '../channels/contract.ts'
import type { ChannelBook, KnownChannel } from '../engine/channel-book.ts'
import type { Engine } from '../engine/engine.ts'
import { StoreUnavailable } from '../store/contract.ts'
import { receiveWebhook } from '../use-cases/receive-webhook.ts'
import { type WebChatParts, webChat } from '../web-chat/web-chat.ts'
import { answerProblem, answerText, readBody } from './answer.ts'

export interface DoorParts extends WebChatParts {
  engine: Engine
  channels: ChannelBook
  /** The channels whose vendor calls back. */
  io: Partial<Record<KnownChannel['kind'], ChannelIO>>
  /** Everything else: the API and the pages. */
  app: RequestListener
}

/** A vendor's payload is at most 3 MB. */
const mostBytes = 3 * 1024 * 1024

/**
 * The thin front of the house. Webhooks and web-chat messages, which are nearly all traffic, go straight to their use case;
 * everything else goes to Express, which costs more per request than all that these two need.
 */
export function createDoor(parts: DoorParts): RequestListener {
  const chat = webChat(parts)

  const enter = async (request: Request, response: Response): Promise<void> => {
    const [path = '', search] = (request.url ?? '/').split('?', 2)
    const [, first, second, third, ...rest] = path.split('/')
    if (rest.length > 0) return parts.app(request, response)
    const query = search ? new URLSearchParams(search) : noQuery
    if (first === 'webhooks' && third) {
      const channel = await channelOf(parts.channels, third)
      if (!channel || channel.kind !== second) return answerProblem(response, 404, 'no-channel', 'There is no such channel.')
      return webhook(parts, request, response, query, channel)
    }
    if (first === 'chat' && second && (third === 'messages' || third === 'events' || third === 'settings')) {
      const channel = await channelOf(parts.channels, second)
      if (channel?.kind !== 'web-chat') return answerProblem(response, 404, 'no-channel', 'There is no such chat.')
      return chat(request, response, query, channel, third)
    }
    parts.app(request, response)
  }

  return (request, response) => {
    const path = request.url ?? ''
    if (!path.startsWith('/webhooks/') && !path.startsWith('/chat/')) return parts.app(request, response)
    enter(request, response).catch((error: unknown) => refuse(parts, response, error))
  }
}

const noQuery = new URLSearchParams()

const channelOf = (channels: ChannelBook, id: string) => (/^[A-Za-z0-9_-]{1,64}$/.test(id) ? channels.get(id) : undefined)

async function webhook(
  parts: DoorParts,
  request: Request,
  response: Response,
  query: URLSearchParams,
  channel: KnownChannel,
): Promise<void> {
  const io = parts.io[channel.kind]
  if (!io) return answerProblem(response, 404, 'no-channel', 'This channel takes no webhooks.')
  if (request.method === 'GET' && io.handshake) {
    const { status, body } = io.handshake(query, channel)
    return answerText(response, status, body)
  }
  if (request.method !== 'POST') return answerProblem(response, 405, 'method-not-allowed', 'A webhook is a POST.')
  const rawBody = await readBody(request, mostBytes)
  if (!rawBody) return answerProblem(response, 413, 'too-large', 'A webhook may have 3 MiB.')
  const verified = io.verify({ headers: request.headers, rawBody, query }, channel)
  if (!verified.ok) {
    parts.engine.log.warn({ channelId: channel.id, reason: verified.reason }, 'a webhook was refused')
    return answerProblem(response, verified.status, 'bad-signature', 'The signature does not fit this channel’s secret.')
  }
  let body: unknown
  try {
    body = JSON.parse(rawBody.toString('utf8'))
  } catch {
    return answerProblem(response, 400, 'not-json', 'The body is not JSON.')
  }
  if (typeof body !== 'object' || body === null) return answerProblem(response, 400, 'invalid-body', 'The body is not an object.')
  await receiveWebhook(parts.engine, channel, body)
  answerText(response, 200, 'ok')
}

/** Nothing was half-written; the sender comes again. */
function refuse(parts: DoorParts, response: Response, error: unknown): void {
  if (error instanceof StoreUnavailable) {
    response.setHeader('Retry-After', '5')
    answerProblem(response, 503, 'store-unavailable', 'The store does not answer just now.')
    return
  }
  parts.engine.log.error({ error }, 'a request at the door failed')
  answerProblem(response, 500, 'internal', 'Something failed on our side; it is in the log.')
}
