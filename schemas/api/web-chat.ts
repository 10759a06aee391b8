import type { Instant } from '../instant.ts'
import type { IncomingMessage, OutgoingMessage } from '../message.ts'
import { incomingContent, outgoingMessage } from './messages.ts'
import { anyText, instant, listOf, maybe, named, object, oneOf, type Shape, yesNo } from './shape.ts'
import { turnNumber } from './turns.ts'

/**
 * The visitor's key is made by the widget (32 random bytes, base64url, kept in localStorage) and sent as `Authorization: Bearer <key>`:
 * it is the only credential; the server keeps its hash. A wrong shape answers 401.
 * GET  /chat/{channelId}/settings → WebChatSettings (no key needed)
 * POST /chat/{channelId}/messages { clientId, text } or { clientId, choice: { id, label } } → WebChatReply (a repeated clientId gives the same answer)
 * GET  /chat/{channelId}/messages?after=<turn number> → WebChatReply: at most 200 turns, the next ones after that number, or the newest ones without it
 * POST /chat/{channelId}/opened → WebChatReply: greets, once a day, where a live flow begins so
 * GET  /chat/{channelId}/events?after= → text/event-stream of WebChatReply; the id of each event is its turn number
 */
export interface WebChatReply {
  /** The newest turn number the widget has seen after this. */
  turn: number
  /** The message is kept and its answer will come over the event stream. */
  pending?: boolean
  messages: WebChatMessage[]
  /** A person answers now. */
  agent?: { name: string }
}
export interface WebChatMessage {
  id: string
  at: Instant
  from: 'visitor' | 'flow' | 'agent'
  clientId?: string
  message: OutgoingMessage | { kind: 'incoming'; content: IncomingMessage['content'] }
}

/** What the widget posts: a text, or the choice that was tapped. `clientId` makes a repeat harmless. */
export interface WebChatMessageBody {
  clientId: string
  text?: string
  choice?: { id: string; label: string }
  /** The id of the message that offered the choice. */
  replyTo?: string
}

export const webChatMessageBody = {
  'x-component': 'WebChatMessageBody',
  type: 'object',
  required: ['clientId'],
  additionalProperties: false,
  properties: {
    clientId: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
    text: { type: 'string', minLength: 1, maxLength: 10_000 },
    choice: {
      type: 'object',
      required: ['id', 'label'],
      additionalProperties: false,
      properties: {
        id: { type: 'string', minLength: 1, maxLength: 200 },
        label: { type: 'string', minLength: 1, maxLength: 1_000 },
      },
    },
    replyTo: { type: 'string', minLength: 1, maxLength: 200 },
  },
  oneOf: [{ required: ['text'] }, { required: ['choice'] }],
} as const

type Incoming = Extract<WebChatMessage['message'], { kind: 'incoming' }>
const incoming: Shape<Incoming> = object<Incoming>({ kind: { const: 'incoming' }, content: incomingContent })
const message: Shape<WebChatMessage['message']> = { anyOf: [outgoingMessage, incoming] }

/** What a visitor is told: what was said since, and whether a person answers now. */
export const webChatReply = named(
  'WebChatReply',
  object<WebChatReply>({
    turn: turnNumber,
    pending: maybe(yesNo),
    messages: listOf(
      named(
        'WebChatMessage',
        object<WebChatMessage>({
          id: anyText,
          at: instant,
          from: oneOf(['visitor', 'flow', 'agent']),
          clientId: maybe(anyText),
          message,
        }),
      ),
    ),
    agent: maybe(object<NonNullable<WebChatReply['agent']>>({ name: anyText })),
  }),
)
