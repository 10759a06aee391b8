import type { IncomingMessage as Request, RequestListener, ServerResponse as Response } from 'node:http'
import {
  type ChannelBook,
  type ChannelHealth,
  type ChannelIO,
  type KnownChannel,
  noSuchChat,
  receiveWebhook,
  type WebChatParts,
  webChat,
} from '../channels/index.ts'
import type { Engine } from '../engine/engine.ts'
import { type Identities, startIdentities } from '../people/index.ts'
import { MadeLater, StoreUnavailable } from '../store/contract.ts'
import { answerProblem, answerText, jsonIn, readBody, SenderGone } from './answer.ts'

export interface DoorParts extends WebChatParts {
  engine: Engine
  channels: ChannelBook
  /** The channels whose vendor calls back. */
  io: Partial<Record<KnownChannel['kind'], ChannelIO>>
  health: ChannelHealth
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
  const called = { ...parts, identities: startIdentities(parts.engine) }

  const enter = async (request: Request, response: Response): Promise<void> => {
    const [path = '', search] = (request.url ?? '/').split('?', 2)
    const [, first, second, third, ...rest] = path.split('/')
    if (rest.length > 0) return parts.app(request, response)
    const query = search ? new URLSearchParams(search) : noQuery
    if (first === 'webhooks' && third) {
      const channel = await channelOf(parts.channels, third)
      if (!channel || channel.kind !== second) return answerProblem(response, 'not-found')
      return webhook(called, request, response, query, channel)
    }
    if (first === 'chat' && second && third && chatDoors.has(third)) {
      const channel = await channelOf(parts.channels, second)
      if (channel?.kind !== 'web-chat') return noSuchChat(request, response)
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

const chatDoors = new Set(['messages', 'events', 'settings', 'opened'])
const noQuery = new URLSearchParams()

const channelOf = (channels: ChannelBook, id: string) => (/^[A-Za-z0-9_-]{1,64}$/.test(id) ? channels.get(id) : undefined)

async function webhook(
  parts: DoorParts & { identities: Identities },
  request: Request,
  response: Response,
  query: URLSearchParams,
  channel: KnownChannel,
): Promise<void> {
  const io = parts.io[channel.kind]
  if (!io) return answerProblem(response, 'not-found')
  if (request.method === 'GET' && io.handshake) {
    const { status, body } = io.handshake(query, channel)
    return answerText(response, status, body)
  }
  if (request.method !== 'POST') return answerProblem(response, 'method-not-allowed')
  const rawBody = await readBody(request, mostBytes)
  if (!rawBody) return answerProblem(response, 'too-large', { mostBytes })
  const verified = io.verify({ headers: request.headers, rawBody, query }, channel)
  if (!verified.ok) {
    parts.engine.log.warn({ channelId: channel.id, reason: verified.reason }, 'a webhook was refused')
    return answerProblem(response, 'bad-signature')
  }
  const json = jsonIn(rawBody)
  if ('refused' in json) return answerProblem(response, json.refused)
  const body = json.value
  if (typeof body !== 'object' || body === null)
    return answerProblem(response, 'invalid-input', undefined, [{ path: '', message: 'is not an object' }])
  await receiveWebhook({ engine: parts.engine, identities: parts.identities, io, health: parts.health }, channel, body)
  answerText(response, 200, 'ok')
}

/** Nothing was half-written; the sender comes again. */
function refuse(parts: DoorParts, response: Response, error: unknown): void {
  if (error instanceof StoreUnavailable) {
    answerProblem(response, 'unavailable', { retryAfterSeconds: 5 })
    return
  }
  if (error instanceof SenderGone) {
    parts.engine.log.warn({}, 'a sender went away before its message was whole')
    return
  }
  parts.engine.log.error({ error }, 'a request at the door failed')
  answerProblem(response, error instanceof MadeLater ? 'later-release' : 'internal')
}
