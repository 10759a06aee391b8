import type { IncomingMessage as Request, RequestListener, ServerResponse as Response } from 'node:http'
import {
  type ChannelBook,
  isWebChat,
  noSuchChat,
  takeWebhook,
  type WebChatParts,
  type WebhookParts,
  webChat,
} from '../channels/index.ts'
import { MadeLater, StoreUnavailable } from '../store/contract.ts'
import { answerProblem, SenderGone } from './answer.ts'

export interface DoorParts extends WebChatParts, WebhookParts {
  /** Everything else: the API and the pages. */
  app: RequestListener
}

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
      if (!channel || channel.kind !== second) return answerProblem(response, 'not-found')
      return takeWebhook(parts, request, response, channel)
    }
    if (first === 'chat' && second && third && chatDoors.has(third)) {
      const channel = await channelOf(parts.channels, second)
      if (!isWebChat(channel)) return noSuchChat(request, response)
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

const chatDoors = new Set(['messages', 'events', 'settings', 'opened', 'typing'])
const noQuery = new URLSearchParams()

const channelOf = (channels: ChannelBook, id: string) => (/^[A-Za-z0-9_-]{1,64}$/.test(id) ? channels.get(id) : undefined)

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
