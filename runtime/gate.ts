import type { Decision, SendingHours } from '#schemas/gate.ts'
import { instantAt } from '#schemas/instant.ts'
import type { OutgoingMessage } from '#schemas/message.ts'
import { type Allowance, allows } from './channels/window.ts'
import { hoursOpenAt } from './sending-hours.ts'

/**
 * What is known of one person and one message that nobody asked for. Times are in ms since 1970. What is left out is in nobody's way:
 * whoever asks says what they know.
 */
export interface GateFacts {
  now: number
  /** What was known of them was deleted. */
  erased?: boolean
  /** They asked that nothing is done with what is known of them. */
  restricted?: boolean
  /** The shop does not want to write to them. */
  blocked?: boolean
  /** They said STOP: on this channel, or for what this is. */
  optedOut?: boolean
  vendor?: {
    /** They told the vendor that they want none of ours. */
    stopped?: boolean
    /** The vendor limits what they get. */
    heldUntil?: number
    /** It goes to a number of the United States, where the vendor delivers no marketing. */
    marketingToUs?: boolean
  }
  /** What they said to being written to for this purpose; left out where nobody need be asked. */
  consent?: { purpose: string; state: 'given' | 'refused' | 'unknown' }
  /** A person of ours is in a chat with them, or they wait for one: when to look again. */
  chatOpen?: { lookAt: number }
  /** They get nothing, by chance, so that one can compare. */
  heldOut?: boolean
  /** How many messages of all campaigns they got in the days of the cap. */
  cap?: { most: number; days: number; got: number }
  /** What is left of it and what this costs, in one unit; when there is more. */
  budget?: { left: number; costs: number; renewsAt: number }
  /** Whether any channel that may be used leads to them. */
  reachable?: boolean
  /** The state of the template it is said in. */
  template?: { state: 'approved' | 'off' | 'none'; lookAt: number }
  /** What it says; a text unless told otherwise. */
  says?: OutgoingMessage['kind']
  /** What the channel's window allows. */
  allowance?: Allowance
  /** When nobody is written to, by the clock of this zone (IANA). */
  hours?: SendingHours
  zone?: string
  /** Nothing goes out through the channel: when to look again. */
  outOfOrder?: { until: number }
  /** How many people more may be written to today, and when there are more. */
  reach?: { left: number; renewsAt: number }
  /** When the vendor takes the next one. */
  readyAt?: number
}

/** What is for good stands before what passes; in this order, so that sums over reasons add up. */
const reasons: ((facts: GateFacts) => Decision | false | undefined)[] = [
  ({ erased }) => erased && no('person-gone'),
  ({ restricted }) => restricted && no('restricted'),
  ({ blocked }) => blocked && no('blocked'),
  ({ optedOut }) => optedOut && no('opted-out'),
  ({ vendor }) => vendor?.stopped && no('vendor-stopped'),
  ({ vendor }) => vendor?.marketingToUs && no('us-marketing'),
  ({ vendor, now }) => vendor?.heldUntil !== undefined && vendor.heldUntil > now && later(vendor.heldUntil, 'held'),
  ({ consent }) => consent?.state === 'refused' && no('consent-refused', { purpose: consent.purpose }),
  ({ consent }) => consent?.state === 'unknown' && no('no-consent', { purpose: consent.purpose }),
  ({ chatOpen }) => chatOpen && later(chatOpen.lookAt, 'chat-open'),
  ({ heldOut }) => heldOut && no('held-out'),
  ({ cap }) => cap && cap.got >= cap.most && no('enough', { most: String(cap.most), days: String(cap.days) }),
  ({ budget }) => budget && budget.costs > budget.left && later(budget.renewsAt, 'budget'),
  ({ reachable }) => reachable === false && no('no-address'),
  ({ template }) => template?.state === 'none' && no('no-template'),
  ({ template }) => template?.state === 'off' && later(template.lookAt, 'template-off'),
  ({ allowance, says = 'text' }) =>
    allowance && !allows(allowance, says) && no('window-closed', allowance.until ? { until: allowance.until } : undefined),
  ({ hours, zone, now }) => {
    const shut = hours && hoursOpenAt(hours, now, zone)
    return shut && later(shut.at, shut.code)
  },
  ({ outOfOrder }) => outOfOrder && later(outOfOrder.until, 'out-of-order'),
  ({ reach }) => reach && reach.left <= 0 && later(reach.renewsAt, 'daily-reach'),
  ({ readyAt, now }) => readyAt !== undefined && readyAt > now && later(readyAt, 'pace'),
]

/**
 * Whether a message that nobody asked for may go to somebody now: the first reason in the order, for each exactly one. Asked before a
 * turn is taken, and again right before its message is sent.
 */
export function askGate(facts: GateFacts): Decision {
  for (const reason of reasons) {
    const found = reason(facts)
    if (found) return found
  }
  return { may: 'go' }
}

type No = Extract<Decision, { may: 'no' }>
const no = (code: No['code'], values?: No['values']): Decision => ({ may: 'no', code, ...(values ? { values } : {}) })
const later = (at: number, code: Extract<Decision, { may: 'later' }>['code']): Decision => ({
  may: 'later',
  at: instantAt(at),
  code,
})
