import type { FromSchema } from 'json-schema-to-ts'
import type { OutgoingMessage } from '../message.ts'
import { incomingContent, outgoingMessage } from './messages.ts'
import {
  anyText,
  count,
  type FromFields,
  type FromShape,
  instant,
  listOf,
  maybe,
  named,
  object,
  oneOf,
  type Shape,
  yesNo,
} from './shape.ts'
import { turnNumber } from './turns.ts'

/**
 * The visitor's key is made by the widget (32 random bytes, base64url, kept in localStorage) and sent as `Authorization: Bearer <key>`:
 * it is the only credential; the server keeps its hash. A wrong shape answers 401. Not under `/api/v1`:
 * GET  /chat/{channelId}/settings → WebChatSettings (no key needed)
 * POST /chat/{channelId}/messages WebChatMessageBody → WebChatReply (a repeated clientId gives the same answer)
 * GET  /chat/{channelId}/messages?after=<turn number> → WebChatReply: at most 200 turns, the next ones after that number, or the newest ones without it
 * POST /chat/{channelId}/opened → WebChatReply: greets, once a day, where a live flow begins so
 * POST /chat/{channelId}/typing → 204: the visitor writes; whoever answers them sees it for a moment
 * GET  /chat/{channelId}/events?after= → text/event-stream of WebChatReply; the id of each event is its turn number
 */

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
    /** The id of the message that offered the choice. */
    replyTo: { type: 'string', minLength: 1, maxLength: 200 },
    /** The newest turn that the visitor saw when they wrote a text; 0 before anything was said. */
    seen: { type: 'integer', minimum: 0, maximum: 99_999_999 },
    /** Who is signed in on the shop's own site, and the HMAC-SHA-256 (hex) of that id with the channel's identity secret, made there. */
    user: {
      type: 'object',
      required: ['id', 'hash'],
      additionalProperties: false,
      properties: {
        id: { type: 'string', minLength: 1, maxLength: 128 },
        hash: { type: 'string', pattern: '^[0-9a-fA-F]{64}$' },
      },
    },
  },
  oneOf: [{ required: ['text'] }, { required: ['choice'] }],
} as const
/** What the widget posts: a text, or the choice that was tapped. `clientId` makes a repeat harmless. */
export type WebChatMessageBody = FromSchema<typeof webChatMessageBody>

const incomingKind: Shape<'incoming'> = { const: 'incoming' }
const incoming = object({ kind: incomingKind, content: incomingContent })
const message: Shape<OutgoingMessage | FromShape<typeof incoming>> = { anyOf: [outgoingMessage, incoming] }
const messageFields = {
  id: anyText,
  at: instant,
  from: oneOf(['visitor', 'flow', 'agent']),
  clientId: maybe(anyText),
  message,
}
export type WebChatMessage = FromFields<typeof messageFields>

const replyFields = {
  /** The newest turn number the widget has seen after this. */
  turn: turnNumber,
  /** The message is kept and its answer will come over the event stream. */
  pending: maybe(yesNo),
  /** The chat was deleted and begun again: numbers seen before are of the one that is gone. */
  anew: maybe(yesNo),
  messages: listOf(named<WebChatMessage>('WebChatMessage', object(messageFields))),
  /** Somebody is about to answer: for so many ms, unless something is said before. */
  typing: maybe(count),
  /** Said of a message that came with a user: whether the shop's site vouches for them. Without, the message is taken all the same. */
  vouched: maybe(yesNo),
  /** A person answers now. */
  agent: maybe(object({ name: anyText })),
}
/** What a visitor is told: what was said since, and whether a person answers now. */
export type WebChatReply = FromFields<typeof replyFields>
export const webChatReply = named<WebChatReply>('WebChatReply', object(replyFields))
