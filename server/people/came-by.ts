import type { ContactSource } from '#schemas/contact-entry.ts'
import type { TurnEvent } from '#schemas/turn.ts'
import type { ContactDoc } from './collections.ts'

const longestLabel = 200

/** The way by which somebody came with an event, where the channel tells: an ad, a code, a link. */
export function cameBy(event: TurnEvent): Omit<ContactSource, 'at'> | undefined {
  const referral = event.kind === 'message' ? event.message.referral : undefined
  if (!referral) return undefined
  const { source, headline, id, url } = referral
  const label = headline ?? id ?? url
  return { kind: source === 'ad' || source === 'qr' ? source : 'link', ...(label ? { label: label.slice(0, longestLabel) } : {}) }
}

/**
 * How somebody came first, and lately. Whoever just wrote came by their channel: that stands in no log, for it would be a write more for
 * each who does.
 */
export function sourcesOf(contact: Pick<ContactDoc, 'firstSource' | 'newestSource' | 'firstSeenAt' | 'channels'>): {
  firstSource?: ContactSource
  newestSource?: ContactSource
} {
  const { firstSource, newestSource, firstSeenAt: at, channels: [label] = [] } = contact
  const wrote = label && (!firstSource || firstSource.at > at) ? { kind: 'channel' as const, label, at } : undefined
  const [first, newest] = [wrote ?? firstSource, newestSource ?? wrote]
  return { ...(first && { firstSource: first }), ...(newest && { newestSource: newest }) }
}
