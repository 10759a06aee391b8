import type { LiveEvents } from './contract.ts'
import { version } from './conversations.ts'
import { conversation } from './inbox.ts'
import { anyText, id, instant, maybe, named, object, orNull, revision, type Shape, text, yesNo } from './shape.ts'
import { deliveryStatus, turn, turnNumber } from './turns.ts'

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
