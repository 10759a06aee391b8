import { LRUCache } from 'lru-cache'
import type { Capabilities } from '#runtime/channels/contract.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import type { ChannelKind } from '#schemas/message.ts'
import type { DeliveryDoc } from './collections.ts'

/** A reply that somebody waits for, or what goes out by itself: that takes only what replies leave. */
export type Lane = 'live' | 'bulk'
export const bothLanes = ['live', 'bulk'] as const satisfies Lane[]

export const laneOf = ({ bulk }: Pick<DeliveryDoc, 'bulk'>): Lane => (bulk ? 'bulk' : 'live')

export type OfChannel = Pick<DeliveryDoc, 'channelId' | 'channelKind'>
type Paced = OfChannel & Pick<DeliveryDoc, 'address' | 'bulk'>

/**
 * How fast messages go out, by what vendors take (`capabilities`) and what they complain of. Times are in ms since 1970. Through a
 * channel a reply never waits for a number of ours: vendors take more of whom they trust, and tell nobody how much. It waits when the
 * vendor has complained, and keeps to the numbers for a moment after that.
 */
export interface Pace {
  /** When the next message of a channel's lane may go; in the past when it may at once. */
  laneReadyAt(channel: OfChannel, lane: Lane): number
  /** Until when the vendor takes nothing through a channel; undefined when it does. */
  heldUntil(channel: OfChannel): number | undefined
  /** How many of a channel's lane may go at once. */
  room(channel: OfChannel, lane: Lane): number
  /** When this person may be sent the next message. */
  personReadyAt(delivery: Paced): number
  /** One message goes out. */
  take(delivery: Paced): void
  /** It did not go out after all. */
  giveBack(delivery: Paced): void
  /** The vendor took one. */
  accepted(delivery: Paced): void
  /**
   * The vendor complained of too much: nothing goes through the channel, or to this person, for `ms`; longer from complaint to complaint.
   * For how long.
   */
  hold(delivery: Paced, whom: 'channel' | 'person', ms: number): number
}

/** What may go at once, and how soon another one may after that. */
interface Rate {
  burst: number
  everyMs: number
}

interface ChannelPace {
  perSecond: number | undefined
  /** What was sent is paid for by then. */
  paidBy: number
  /** The vendor takes nothing in this time. */
  held: { from: number; until: number }
  /** Complaints since it took one. */
  complaints: number
}

/** Of what a vendor takes in a second, this much may go at once and the rest evenly: no second sees more than it takes. */
const burstShare = 0.2
/** Of what may go at once, so much is left to replies. */
const keptForReplies = 0.5
/** After a complaint replies keep to the pace for so long. */
const waryMs = 10_000
const longestOwnHoldMs = 60_000
const mostPeople = 50_000

interface PaceParts {
  now(): number
  /** How many processes send through the same channels: each takes its share. */
  processes(): number
  capabilitiesOf?(kind: ChannelKind): Capabilities
}

export function sendingPace({ now, processes, capabilitiesOf = (kind) => dialects[kind].capabilities }: PaceParts): Pace {
  const channels = new Map<string, ChannelPace>()
  const people = new LRUCache<string, number>({ max: mostPeople })

  const paceOf = ({ channelId, channelKind }: OfChannel): ChannelPace => {
    const known = channels.get(channelId)
    if (known) return known
    const { perSecond } = capabilitiesOf(channelKind)
    const made: ChannelPace = { perSecond, paidBy: 0, held: { from: 0, until: 0 }, complaints: 0 }
    channels.set(channelId, made)
    return made
  }
  const rateOf = (perSecond: number): Rate => ({
    burst: Math.max(1, (perSecond * burstShare) / processes()),
    everyMs: (1_000 / (perSecond * (1 - burstShare))) * processes(),
  })
  const personRateOf = ({ channelKind }: OfChannel): Rate | undefined => {
    const { perRecipientMs, perRecipientBurst = 1 } = capabilitiesOf(channelKind)
    if (perRecipientMs === undefined) return undefined
    return { burst: Math.max(1, perRecipientBurst / processes()), everyMs: perRecipientMs * processes() }
  }
  /** What a lane keeps to now, and how many of a burst it leaves to others. */
  const limitOf = ({ perSecond, held }: ChannelPace, lane: Lane): { rate: Rate; left: number } | undefined => {
    if (perSecond === undefined || (lane === 'live' && !isWithin(held, waryMs))) return undefined
    const rate = rateOf(perSecond)
    return { rate, left: lane === 'bulk' ? Math.min(rate.burst - 1, rate.burst * keptForReplies) : 0 }
  }
  // A clock that was set back ends every hold.
  const isWithin = ({ from, until }: ChannelPace['held'], afterMs = 0): boolean => now() >= from && now() < until + afterMs
  const nameOf = ({ channelId, address }: Paced): string => `${channelId} ${address}`

  return {
    laneReadyAt(channel, lane) {
      const pace = paceOf(channel)
      const limit = limitOf(pace, lane)
      return Math.max(isWithin(pace.held) ? pace.held.until : 0, limit ? readyAt(limit.rate, pace.paidBy, now(), limit.left) : 0)
    },
    heldUntil(channel) {
      const { held } = paceOf(channel)
      return isWithin(held) ? held.until : undefined
    },
    room(channel, lane) {
      const pace = paceOf(channel)
      if (isWithin(pace.held)) return 0
      const limit = limitOf(pace, lane)
      return limit ? roomOf(limit.rate, pace.paidBy, now(), limit.left) : Number.POSITIVE_INFINITY
    },
    personReadyAt(delivery) {
      const rate = personRateOf(delivery)
      const paidBy = rate && people.get(nameOf(delivery))
      return paidBy === undefined ? 0 : readyAt(rate as Rate, paidBy, now())
    },
    take(delivery) {
      const pace = paceOf(delivery)
      if (pace.perSecond !== undefined) pace.paidBy = paidOn(rateOf(pace.perSecond), pace.paidBy, now())
      const rate = personRateOf(delivery)
      if (!rate) return
      const name = nameOf(delivery)
      people.set(name, paidOn(rate, people.get(name) ?? 0, now()))
    },
    giveBack(delivery) {
      const pace = paceOf(delivery)
      if (pace.perSecond !== undefined) pace.paidBy -= rateOf(pace.perSecond).everyMs
      const rate = personRateOf(delivery)
      const name = nameOf(delivery)
      const paidBy = rate && people.get(name)
      if (paidBy !== undefined) people.set(name, paidBy - (rate as Rate).everyMs)
    },
    accepted(delivery) {
      paceOf(delivery).complaints = 0
    },
    hold(delivery, whom, ms) {
      if (whom === 'person') {
        const rate = personRateOf(delivery) ?? { burst: 1, everyMs: 0 }
        people.set(nameOf(delivery), emptyUntil(rate, now() + ms))
        return ms
      }
      const pace = paceOf(delivery)
      // What was under way together is refused together: that is one complaint.
      if (!isWithin(pace.held)) pace.complaints++
      const own = Math.min(longestOwnHoldMs, 500 * 2 ** pace.complaints)
      const until = Math.max(now() + Math.max(ms, own), isWithin(pace.held) ? pace.held.until : 0)
      pace.held = { from: now(), until }
      if (pace.perSecond !== undefined) pace.paidBy = emptyUntil(rateOf(pace.perSecond), until)
      return until - now()
    },
  }
}

/** For a burst that is no whole number. */
const nearly = 1e-9

/** How many may go at this moment, if so many of the burst are left to others. */
const roomOf = (rate: Rate, paidBy: number, at: number, left: number): number =>
  Math.max(0, Math.floor(rate.burst - left - owed(rate, paidBy, at) / rate.everyMs + nearly))

/** When one may go. */
const readyAt = (rate: Rate, paidBy: number, at: number, left = 0): number =>
  at + owed(rate, paidBy, at) - (rate.burst - left - 1) * rate.everyMs

/** For how long nothing would have to go until all is paid for. More than can be owed was noted before the clock was set back. */
function owed({ burst, everyMs }: Rate, paidBy: number, at: number): number {
  const ms = paidBy - at
  return ms <= 0 || (everyMs > 0 && ms > mostOwed * burst * everyMs) ? 0 : ms
}

/** One more is taken. Replies may take more than there is; what is far too much is not paid for later. */
const paidOn = (rate: Rate, paidBy: number, at: number): number =>
  Math.min(at + owed(rate, paidBy, at) + rate.everyMs, at + mostOwed * rate.burst * rate.everyMs)

/** In bursts. */
const mostOwed = 3

/** There is none before that, and one then. */
const emptyUntil = ({ burst, everyMs }: Rate, until: number): number => until + (burst - 1) * everyMs
