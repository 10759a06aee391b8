import type { IncomingMessage as Request, ServerResponse as Response } from 'node:http'
import { messageIdOf } from '#runtime/channels/web-chat/message-id.ts'
import { type WebChatMessageBody, webChatMessageBody } from '#schemas/api/web-chat.ts'
import type { WebChatSettings } from '#schemas/channel-settings.ts'
import { instantAt } from '#schemas/instant.ts'
import type { IncomingMessage } from '#schemas/message.ts'
import { compileValidator } from '#schemas/validate.ts'
import { answerJson, answerLongJson, answerProblem, jsonIn, readBody } from '../../door/answer.ts'
import type { Engine } from '../../engine/engine.ts'
import { handleMessage } from '../../engine/turns/handle-message.ts'
import type { Hub } from '../../live/hub.ts'
import type { KnownChannel } from '../channel-book.ts'
import type { Limits } from './limits.ts'
import { isGreeted, openChat } from './open-chat.ts'
import { pace } from './pace.ts'
import { places } from './places.ts'
import { nothingSaid, replyOf } from './replies.ts'
import { streamTurns } from './stream-turns.ts'
import { type TurnPage, turnsAfter } from './turn-pages.ts'
import { visitorOf } from './visitor.ts'
import { isVouched } from './vouched.ts'

export interface WebChatParts {
  engine: Engine
  hub: Hub
  limits: Limits
  agentName(agentId: string): string | undefined
  /** Undefined for whoever need not be limited. */
  senderNetwork(request: Request): string | undefined
}

const validate = compileValidator<WebChatMessageBody>(webChatMessageBody)
const mostBytes = 64 * 1024
const paceMs = 10_000
const retryLater = { retryAfterSeconds: paceMs / 1000 }
const perVisitor = 30
/** For everyone behind one address together: a visitor's key is made in a moment, an address is not. */
const perNetwork = 600
/** Cues that they write: each is shown for seconds. */
const cuesPerVisitor = 6
const cuesPerNetwork = 600
/** Turns that are read; each costs about a tenth of a millisecond. */
const readsPerVisitor = 600
const readsPerNetwork = 6_000
const streamsPerChat = 20
/** A phone company's customers may share one address, and each open window keeps a stream. */
const streamsPerNetwork = 1_000

type WebChatChannel = KnownChannel & { settings: WebChatSettings }

/** A request of one visitor to one web chat. */
interface Visit {
  channel: KnownChannel
  visitorId: string
  network: string | undefined
}

/** The public half of a web chat: `/chat/<channel>/{settings,messages,opened,typing,events}`. The visitor's key is the only credential. */
export function webChat(parts: WebChatParts) {
  const { now, people } = parts.engine
  // One person cannot drown the others out.
  const visitorMayWrite = pace({ most: perVisitor, everyMs: paceMs, now })
  const networkMayWrite = pace({ most: perNetwork, everyMs: paceMs, now })
  const mayWrite = ({ visitorId, network }: Visit): boolean =>
    visitorMayWrite(visitorId) && (network === undefined || networkMayWrite(network))
  const visitorMayCue = pace({ most: cuesPerVisitor, everyMs: paceMs, now })
  const networkMayCue = pace({ most: cuesPerNetwork, everyMs: paceMs, now })
  const visitorMayRead = pace({ most: readsPerVisitor, everyMs: paceMs, now })
  const networkMayRead = pace({ most: readsPerNetwork, everyMs: paceMs, now })
  /** Whether they may read so many turns more; asked at no cost before, told of what was read after. */
  const mayRead = ({ visitorId, network }: Visit, turns = 0): boolean => {
    const visitor = visitorMayRead(visitorId, turns)
    return (network === undefined || networkMayRead(network, turns)) && visitor
  }
  const chatPlace = places(streamsPerChat)
  const networkPlace = places(streamsPerNetwork)
  /** Whether one more event stream may open; its places are free again when it closes. */
  const mayListen = (response: Response, { channel, visitorId, network }: Visit): boolean => {
    const leaveChat = chatPlace(`${channel.id} ${visitorId}`)
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
  /** Whether they have begun already, or may: who is new counts against what their network may bring. */
  const mayBegin = async ({ channel, visitorId, network }: Visit): Promise<boolean> =>
    network === undefined ||
    (await people.findConversation(channel, visitorId)) !== undefined ||
    parts.limits.mayBegin(placeOf(channel, network), visitorId)

  return async (
    request: Request,
    response: Response,
    query: URLSearchParams,
    channel: WebChatChannel,
    what: string,
  ): Promise<void> => {
    const visitor = visitorOf(request.headers, channel.settings)
    const refused = 'refused' in visitor ? visitor.refused : undefined
    if (refused === 'origin-not-allowed') return answerProblem(response, refused)
    allowPage(request, response)
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end()
      return
    }
    if (what === 'settings' && request.method === 'GET') return answerJson(response, 200, publicSettings(channel))
    if ('refused' in visitor) return answerProblem(response, visitor.refused)
    const { visitorId } = visitor
    const visit: Visit = { channel, visitorId, network: parts.senderNetwork(request) }
    if (what === 'typing' && request.method === 'POST') {
      const may = visitorMayCue(visitorId) && (visit.network === undefined || networkMayCue(visit.network))
      if (!may) return answerProblem(response, 'too-many-requests', retryLater)
      const conversationId = await people.findConversation(channel, visitorId)
      // Of a chat that this process does not know nobody looks for more: a cue may be lost.
      const known = conversationId === undefined ? undefined : parts.engine.newest.get(conversationId)?.state
      if (known && known.owner.kind !== 'flow') parts.hub.customerTyping(channel.workspaceId, known.conversationId)
      response.writeHead(204).end()
      return
    }
    if ((what === 'messages' || what === 'opened') && request.method === 'POST') {
      const body = await readBody(request, mostBytes)
      if (!body) return answerProblem(response, 'too-large', { mostBytes })
      if (!mayWrite(visit)) return answerProblem(response, 'too-many-requests', retryLater)
      if (what === 'opened' && !(await isGreeted(parts.engine, channel))) return answerJson(response, 200, nothingSaid)
      if (!(await mayBegin(visit))) return answerProblem(response, 'too-many-requests', { retryAfterSeconds: 60 })
      const conversationId = await people.conversationOf(channel, { externalId: visitorId })
      return parts.limits.asking(placeOf(channel, visit.network), conversationId, (crowded) =>
        what === 'opened' ? greet(parts, response, visit, crowded) : post(parts, response, visit, conversationId, body, crowded),
      )
    }
    if ((what === 'messages' || what === 'events') && request.method === 'GET') {
      // Who has left already will not be heard leaving.
      if (response.destroyed) return
      if (!mayRead(visit)) return answerProblem(response, 'too-many-requests', retryLater)
      const readAfter = async (after: number): Promise<TurnPage> => {
        const conversationId = await people.findConversation(channel, visitorId)
        const page = conversationId === undefined ? nothingYet : await turnsAfter(parts.engine, conversationId, after)
        mayRead(visit, Math.max(1, page.turns.length))
        return page
      }
      if (what === 'messages') {
        const { turns, anew } = await readAfter(numberOf(query.get('after')))
        return answerLongJson(request, response, { ...replyOf(turns, parts.agentName), ...(anew ? { anew } : {}) })
      }
      if (!mayListen(response, visit)) return answerProblem(response, 'too-many-requests', retryLater)
      const after = numberOf(request.headers['last-event-id']?.toString() ?? query.get('after'))
      return streamTurns(parts, request, response, { channelId: channel.id, visitorId }, after, readAfter)
    }
    answerProblem(response, 'method-not-allowed')
  }
}

const nothingYet: TurnPage = { turns: [], more: false }

const placeOf = ({ id, workspaceId }: KnownChannel, network: string | undefined) => ({ workspaceId, channelId: id, network })

async function greet(parts: WebChatParts, response: Response, visit: Visit, crowded: boolean): Promise<void> {
  const { channel, visitorId } = visit
  const turn = await openChat(parts.engine, channel, { externalId: visitorId, crowded })
  answerJson(response, 200, turn ? replyOf([turn], parts.agentName) : nothingSaid)
}

async function post(
  parts: WebChatParts,
  response: Response,
  { channel, visitorId }: Visit,
  conversationId: string,
  raw: Buffer,
  crowded: boolean,
): Promise<void> {
  const json = jsonIn(raw)
  if ('refused' in json) return answerProblem(response, json.refused)
  const checked = validate(json.value)
  if (!checked.ok) return answerProblem(response, 'invalid-input', undefined, checked.problems)
  const { clientId, text, choice, replyTo, seen, user } = checked.value
  const vouched = user && isVouched(channel, user)
  const { engine } = parts
  const message: IncomingMessage = {
    id: messageIdOf(visitorId, clientId),
    channelId: channel.id,
    from: { externalId: visitorId, ...(vouched ? { user: user.id } : {}) },
    at: instantAt(engine.now()),
    content: choice ? { kind: 'choice', ...choice } : { kind: 'text', text: text ?? '' },
    // A visitor can name messages of their own chat only.
    ...(replyTo?.startsWith(`${conversationId}.`) ? { replyTo, answers: replyTo } : {}),
    ...(text !== undefined && seen !== undefined ? { seen } : {}),
    ...(crowded ? { crowded } : {}),
  }
  const handled = await handleMessage(engine, { workspaceId: channel.workspaceId, channelKind: channel.kind, message })
  const said = user ? { vouched } : {}
  if (handled.kind === 'kept') return answerJson(response, 202, { turn: 0, messages: [], pending: true, ...said })
  answerJson(response, 200, { ...replyOf([handled.turn], parts.agentName), ...said })
}

/** What a page may know of a channel. */
function publicSettings({ settings: { title, accent, greeting, language } }: WebChatChannel): WebChatSettings {
  return { title, accent, language, origins: [], ...(greeting ? { greeting } : {}) }
}

/** There is no such chat: any page may read that, so that its widget says so and asks no more. */
export function noSuchChat(request: Request, response: Response): void {
  allowPage(request, response)
  if (request.method === 'OPTIONS') response.writeHead(204).end()
  else answerProblem(response, 'not-found')
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
