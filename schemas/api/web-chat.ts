import type { WebChatMessage, WebChatReply } from './contract.ts'
import { incomingContent, outgoingMessage } from './messages.ts'
import { anyText, instant, listOf, maybe, named, object, oneOf, type Shape, yesNo } from './shape.ts'
import { turnNumber } from './turns.ts'

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
