import type { IncomingMessage as Request, ServerResponse as Response } from 'node:http'
import { messageIdOf } from '#runtime/channels/web-chat/message-id.ts'
import type { WebChatSettings } from '#schemas/api/contract.ts'
import { type WebChatMessageBody, webChatMessageBody } from '#schemas/api/web-chat.ts'
import { instantAt } from '#schemas/instant.ts'
import type { IncomingMessage } from '#schemas/message.ts'
import { type Turn, turnId } from '#schemas/turn.ts'
import { compileValidator } from '#schemas/validate.ts'
import { webChatIO } from '../channels/web-chat/io.ts'
import { answerJson, answerProblem, jsonIn, readBody } from '../door/answer.ts'
import type { KnownChannel } from '../engine/channel-book.ts'
import type { Engine } from '../engine/engine.ts'
import type { Hub } from '../engine/hub.ts'
import { conversationIdOf } from '../engine/ids.ts'
import { handleMessage } from '../use-cases/handle-message.ts'
import { pace } from './pace.ts'
import { places } from './places.ts'
import { replyOf } from './replies.ts'

export interface WebChatParts {
  engine: Engine
  hub: Hub
  agentName(agentId: string): string | undefined
  /** Undefined for whoever need not be limited. */
  senderNetwork(request: Request): string | undefined
}

const validate = compileValidator<WebChatMessageBody>(webChatMessageBody)
const noBody = Buffer.alloc(0)
const mostBytes = 64 * 1024
const paceMs = 10_000
const perVisitor = 30
/** For everyone behind one address together: a visitor's key is made in a moment, an address is not. */
const perNetwork = 600
const streamsPerChat = 20
/** A phone company's customers may share one address, and each open window keeps a stream. */
const streamsPerNetwork = 1_000
/** Bytes a window may leave unread. It is cut off then, and comes back with the number it saw last. */
const mostUnread = 256 * 1024
const turnsPerPage = 200

/** The public half of a web chat: `/chat/<channel>/{settings,messages,events}`. The visitor's key is the only credential. */
export function webChat(parts: WebChatParts) {
  const { now } = parts.engine
  // One person cannot drown the others out.
  const visitorMayWrite = pace({ most: perVisitor, everyMs: paceMs, now })
  const networkMayWrite = pace({ most: perNetwork, everyMs: paceMs, now })
  const mayWrite = (visitorId: string, network: string | undefined): boolean =>
    visitorMayWrite(visitorId) && (network === undefined || networkMayWrite(network))
  const chatPlace = places(streamsPerChat)
  const networkPlace = places(streamsPerNetwork)
  /** Whether one more event stream may open; its places are free again when it closes. */
  const mayListen = (response: Response, conversationId: string, network: string | undefined): boolean => {
    const leaveChat = chatPlace(conversationId)
    if (!leaveChat) return false
    const leaveNetwork = network === undefined ? () => {} : networkPlace(network)
    if (!leaveNetwork) {
      leaveChat()
      return false
    }
    response.on('close', () => {
      leaveChat()
      leaveNetwork()
    })
    return true
  }

  return async (
    request: Request,
    response: Response,
    query: URLSearchParams,
    channel: KnownChannel,
    what: string,
  ): Promise<void> => {
    const verified = webChatIO.verify({ headers: request.headers, rawBody: noBody, query }, channel)
    if (!verified.ok && verified.status === 403) return answerProblem(response, 'origin-not-allowed')
    allowPage(request, response)
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end()
      return
    }
    if (what === 'settings' && request.method === 'GET') return answerJson(response, 200, publicSettings(channel))
    if (!verified.ok) return answerProblem(response, 'no-visitor-key')
    const visitorId = verified.visitorId as string
    if (what === 'messages' && request.method === 'POST') {
      const body = await readBody(request, mostBytes)
      if (!body) return answerProblem(response, 'too-large', { mostBytes })
      if (!mayWrite(visitorId, parts.senderNetwork(request)))
        return answerProblem(response, 'too-many-requests', { retryAfterSeconds: paceMs / 1000 })
      return post(parts, response, channel, visitorId, body)
    }
    const conversationId = conversationIdOf(channel.id, visitorId)
    if (what === 'messages' && request.method === 'GET') {
      const turns = await turnsAfter(parts.engine, conversationId, numberOf(query.get('after')))
      return answerJson(response, 200, replyOf(turns, parts.agentName))
    }
    if (what === 'events' && request.method === 'GET') {
      const after = numberOf(request.headers['last-event-id']?.toString() ?? query.get('after'))
      // Who has left already will not be heard leaving.
      if (response.destroyed) return
      if (!mayListen(response, conversationId, parts.senderNetwork(request)))
        return answerProblem(response, 'too-many-requests', { retryAfterSeconds: paceMs / 1000 })
      return stream(parts, request, response, conversationId, after)
    }
    answerProblem(response, 'method-not-allowed')
  }
}

async function post(
  parts: WebChatParts,
  response: Response,
  channel: KnownChannel,
  visitorId: string,
  raw: Buffer,
): Promise<void> {
  const json = jsonIn(raw)
  if ('refused' in json) return answerProblem(response, json.refused)
  const checked = validate(json.value)
  if (!checked.ok) return answerProblem(response, 'invalid-input', undefined, checked.problems)
  const { clientId, text, choice, replyTo } = checked.value
  const { engine } = parts
  const message: IncomingMessage = {
    id: messageIdOf(visitorId, clientId),
    channelId: channel.id,
    from: { externalId: visitorId },
    at: instantAt(engine.now()),
    content: choice ? { kind: 'choice', ...choice } : { kind: 'text', text: text ?? '' },
    // A visitor can name messages of their own chat only.
    ...(replyTo?.startsWith(`${conversationIdOf(channel.id, visitorId)}.`) ? { replyTo, answers: replyTo } : {}),
  }
  const handled = await handleMessage(engine, { workspaceId: channel.workspaceId, channelKind: channel.kind, message })
  if (handled.kind === 'kept') return answerJson(response, 202, { turn: 0, messages: [], pending: true })
  answerJson(response, 200, replyOf([handled.turn], parts.agentName))
}

/** A page of the turns a window has not seen yet, oldest first. A window that knows nothing begins with the newest page. */
async function turnsAfter(engine: Engine, conversationId: string, after: number): Promise<Turn[]> {
  const { items } = await engine.turns.find(
    { _id: { $gt: turnId(conversationId, after), $lt: `${conversationId}/` } },
    { sort: { _id: after === 0 ? -1 : 1 }, limit: turnsPerPage },
  )
  return after === 0 ? items.reverse() : items
}

/** Server-sent events: what is missed first, then every turn as it happens. The browser reconnects by itself. */
async function stream(
  parts: WebChatParts,
  request: Request,
  response: Response,
  conversationId: string,
  after: number,
): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
  response.write('retry: 2000\n\n')
  let seen = after
  /** False when the window should read first. */
  const send = (turns: readonly Turn[]): boolean => {
    const fresh = turns.filter((turn) => turn.number > seen)
    if (fresh.length === 0) return true
    const reply = replyOf(fresh, parts.agentName)
    seen = reply.turn
    return response.write(`id: ${reply.turn}\ndata: ${JSON.stringify(reply)}\n\n`)
  }
  const early: Turn[] = []
  let reading = true
  /** Reads what the window has not seen, then tells what was told meanwhile. */
  const catchUp = async (): Promise<void> => {
    reading = true
    try {
      let page: Turn[]
      do {
        page = await turnsAfter(parts.engine, conversationId, seen)
        if (!send(page)) await drained(response)
      } while (page.length === turnsPerPage && !response.destroyed)
    } catch {
      response.destroy()
      return
    }
    reading = false
    for (const turn of early.splice(0)) tell(turn)
  }
  const tell = (turn: Turn): void => {
    if (reading) early.push(turn)
    // Turns have no gaps: one before this was not told of, for the store may begin to tell while the window reads.
    else if (turn.number > seen + 1) void catchUp()
    else send([turn])
  }
  const stop = parts.hub.onConversation(conversationId, {
    turn: (turn) => {
      if (response.writableLength > mostUnread) response.destroy()
      else tell(turn)
    },
    // The window comes back with the last number it saw.
    missed: () => response.destroy(),
  })
  const beat = setInterval(() => response.write(': still here\n\n'), 25_000)
  request.on('close', () => {
    clearInterval(beat)
    stop()
  })
  await catchUp()
}

const drained = (response: Response): Promise<void> =>
  new Promise((resolve) => {
    response.once('drain', resolve)
    response.once('close', resolve)
  })

/** What a page may know of a channel. */
function publicSettings(channel: KnownChannel): WebChatSettings {
  const { title, accent, greeting, language } = channel.settings as unknown as WebChatSettings
  return { title, accent, language, origins: [], ...(greeting ? { greeting } : {}) }
}

/** Lets the page that opened this chat read the answer. */
function allowPage(request: Request, response: Response): void {
  const { origin } = request.headers
  if (!origin) return
  response.setHeader('Access-Control-Allow-Origin', origin)
  response.setHeader('Vary', 'Origin')
  if (request.method !== 'OPTIONS') return
  response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type')
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST')
  response.setHeader('Access-Control-Max-Age', '86400')
}

const numberOf = (text: string | null | undefined): number => {
  const n = Number(text)
  return Number.isInteger(n) && n >= 0 && n < 100_000_000 ? n : 0
}
