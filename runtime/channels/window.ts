import type { ConversationState } from '#schemas/conversation.ts'
import { type Instant, secondsAfter } from '#schemas/instant.ts'
import type { OutgoingMessage } from '#schemas/message.ts'
import type { SaidMessage } from '#schemas/turn.ts'

/** Who wants to say something: a flow by itself, or a person of the shop. */
export type Speaker = SaidMessage['by']['kind']

/** What may be said now; `until`: when that ends, unless the customer writes again. */
export interface Allowance {
  /** `templates`: nothing but what the vendor has approved before. */
  may: 'anything' | 'templates' | 'nothing'
  until?: Instant
}

/** Who may say what, and until when, on one kind of channel: the turn, the composer and sending all obey it. */
export interface WindowPolicy {
  /** When the window closes that a customer opens by writing at `wroteAt`; undefined where none ever closes. */
  closes(wroteAt: Instant): Instant | undefined
  /** What each may say to the customer of this conversation. Of whom it is not known when they wrote, the vendor decides. */
  of(state: Pick<ConversationState, 'windowUntil'>, now: Instant): Record<Speaker, Allowance>
}

const anything: Allowance = { may: 'anything' }

/** Anything may be said at any time. */
export const always: WindowPolicy = { closes: () => undefined, of: () => ({ flow: anything, agent: anything }) }

/** Whether a message of this kind may be said. */
export const allows = ({ may }: Allowance, kind: OutgoingMessage['kind']): boolean =>
  may === 'anything' || (may === 'templates' && kind === 'template')

/** Anything may be said for so many hours after the customer's last message, and after that what `then` says. */
export const forHours = (hours: number, then: 'templates' | 'nothing' = 'nothing'): WindowPolicy => ({
  closes: (wroteAt) => secondsAfter(wroteAt, hours * 3600),
  of: ({ windowUntil }, now) => {
    if (windowUntil === undefined) return { flow: anything, agent: anything }
    const allowed: Allowance = { may: windowUntil > now ? 'anything' : then, until: windowUntil }
    return { flow: allowed, agent: allowed }
  },
})
