import { version } from './conversations.ts'
import { conversation } from './inbox.ts'
import { jobState } from './jobs.ts'
import { anyText, count, type FromShape, id, instant, maybe, named, object, orNull, person, revision, yesNo } from './shape.ts'
import { deliveryReason, deliveryStatus, turn, turnNumber } from './turns.ts'

const events = {
  conversation: object({ conversation }),
  turn: object({ conversationId: id, turn }),
  /** A chat went where this person does not look: it is not theirs to see from turn `turn` on. */
  gone: object({ conversationId: id, turn: turnNumber }),
  delivery: object({
    conversationId: id,
    turnNumber,
    messageId: anyText,
    status: deliveryStatus,
    reason: maybe(deliveryReason),
    at: instant,
  }),
  /** The customer writes in the web chat, just now. */
  typing: object({ conversationId: id }),
  flow: object({ flowId: id, revision, savedBy: person, liveVersion: orNull(version), paused: yesNo }),
  /** Somebody deleted it. */
  'flow-deleted': object({ flowId: id }),
  /** Work in the background went on. */
  job: object({ jobId: id, state: jobState, done: count, of: maybe(count) }),
  /** The opening hours were changed, or today was closed or opened again: ask for them again. */
  calendar: object({ changedAt: instant }),
  /** A channel was changed, or stopped or began to work: ask for the channels again. */
  channel: object({ channelId: id }),
}
/** Pushed over socket.io, path `/api/v1/live`, after `join { workspaceId }`; `catch-up { since }` replays what was missed. */
export type LiveEvents = { [Name in keyof typeof events]: (event: FromShape<(typeof events)[Name]>) => void }
export const liveEvents = named('LiveEvents', { type: 'object', additionalProperties: false, properties: events })
