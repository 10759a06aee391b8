import type { Instant } from '../instant.ts'
import type { DeliveryStatus } from '../message.ts'
import { version } from './conversations.ts'
import { type ConversationView, conversation } from './inbox.ts'
import { anyText, id, instant, maybe, named, object, orNull, revision, type Shape, text, yesNo } from './shape.ts'
import { deliveryStatus, type TurnView, turn, turnNumber } from './turns.ts'

/** Pushed over socket.io, path `/api/v1/live`, after `join { workspaceId }`; `catch-up { since }` replays what was missed. */
export interface LiveEvents {
  conversation: (event: { conversation: ConversationView }) => void
  turn: (event: { conversationId: string; turn: TurnView }) => void
  delivery: (event: {
    conversationId: string
    turnNumber: number
    messageId: string
    status: DeliveryStatus
    error?: string
    at: Instant
  }) => void
  flow: (event: {
    flowId: string
    revision: number
    savedBy: { id: string; name: string }
    liveVersion: number | null
    paused: boolean
  }) => void
  /** A channel was changed, or stopped or began to work: ask for the channels again. */
  channel: (event: { channelId: string }) => void
}

type Event<Name extends keyof LiveEvents> = Parameters<LiveEvents[Name]>[0]

/** What is pushed over socket.io, by the name of the event. */
const events: { [Name in keyof LiveEvents]: Shape<Event<Name>> } = {
  conversation: object<Event<'conversation'>>({ conversation }),
  turn: object<Event<'turn'>>({ conversationId: id, turn }),
  delivery: object<Event<'delivery'>>({
    conversationId: id,
    turnNumber,
    messageId: anyText,
    status: deliveryStatus,
    error: maybe(anyText),
    at: instant,
  }),
  flow: object<Event<'flow'>>({
    flowId: id,
    revision,
    savedBy: object<Event<'flow'>['savedBy']>({ id, name: text(120, 0) }),
    liveVersion: orNull(version),
    paused: yesNo,
  }),
  channel: object<Event<'channel'>>({ channelId: id }),
}
export const liveEvents = named('LiveEvents', { type: 'object', additionalProperties: false, properties: events })
