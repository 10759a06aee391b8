import { type ConsentState, everything, type StandingConsent, servicePurpose } from '#schemas/consent.ts'
import type { ContactEntry } from '#schemas/contact-entry.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind } from '#schemas/message.ts'

/** Why not: stopped: they said STOP · vendor-stopped: at the vendor's own switch · refused: this purpose · not-asked: they never said yes */
export type NoConsent = 'stopped' | 'vendor-stopped' | 'refused' | 'not-asked'

/** What is to go where: for which purpose, on which kind of channel, in which conversation if there is one already. */
export interface Purposeful {
  purpose: string
  channelKind: ChannelKind
  conversationId?: string
  /** When they wrote there last: whoever had blocked us does so no more. */
  heardAt?: Instant
}

/**
 * Whether a person may be written to for this purpose on this channel; undefined when they may. STOP refuses everything on its channel, and on the others
 * everything but service, until START, or until they say yes to this purpose after it. Without a yes of theirs the answer is no, but for service.
 */
export function refusesFor(standing: readonly StandingConsent[] = [], wanted: Purposeful): NoConsent | undefined {
  const { purpose, channelKind, conversationId, heardAt = '' } = wanted
  const isService = purpose === servicePurpose
  const said = newest(standing.filter((one) => one.purpose === purpose && !one.conversationId && fits(one, channelKind)))
  const vendors = standing.some(
    (one) =>
      one.conversationId !== undefined &&
      one.conversationId === conversationId &&
      one.state === 'refused' &&
      (one.but ? !isService : one.at >= heardAt),
  )
  if (vendors) return 'vendor-stopped'
  const since = said?.state === 'given' ? stampOf(said) : ''
  const stops = standing.some(
    (one) =>
      one.purpose === everything &&
      !one.conversationId &&
      one.state === 'refused' &&
      (!isService || fits(one, channelKind)) &&
      stampOf(one) > since,
  )
  if (stops) return 'stopped'
  if (said) return said.state === 'given' ? undefined : 'refused'
  return isService ? undefined : 'not-asked'
}

/** When they said STOP, wherever that was, the newest; undefined where none stands. */
export const stopStandsSince = (standing: readonly StandingConsent[] = []): string | undefined =>
  newest(standing.filter((one) => one.purpose === everything && !one.conversationId && one.state === 'refused'))?.at

/** What was said to each purpose on one kind of channel, as flows read it: `contact.consents.offers`. */
export function consentsOn(
  standing: readonly StandingConsent[] = [],
  channelKind: ChannelKind,
): Record<string, ConsentState> | undefined {
  const purposes = new Set(
    standing.filter((one) => one.purpose !== everything && fits(one, channelKind)).map((one) => one.purpose),
  )
  if (purposes.size === 0) return undefined
  return Object.fromEntries(
    [...purposes].map((purpose) => [purpose, refusesFor(standing, { purpose, channelKind }) ? 'refused' : 'given']),
  )
}

/** What stands with these entries in it, of each key the newest; the same list comes back when they change nothing. */
export function foldConsents(standing: readonly StandingConsent[], entries: readonly ContactEntry[]): readonly StandingConsent[] {
  const byKey = new Map(standing.map((one) => [keyOf(one), one]))
  let changed = false
  for (const { _id: entry, at, consent } of entries) {
    if (!consent) continue
    const { purpose, channelKind, state, conversationId, but } = consent
    const one: StandingConsent = {
      purpose,
      channelKind,
      state,
      at,
      entry,
      ...(conversationId !== undefined ? { conversationId } : {}),
      ...(but ? { but } : {}),
    }
    const known = byKey.get(keyOf(one))
    if (known && stampOf(known) >= stampOf(one)) continue
    byKey.set(keyOf(one), one)
    changed = true
  }
  if (!changed) return standing
  return [...byKey.values()].sort((one, other) => (stampOf(one) < stampOf(other) ? -1 : 1))
}

const fits = ({ channelKind }: Pick<StandingConsent, 'channelKind'>, on: ChannelKind): boolean =>
  channelKind === '' || channelKind === on

const stampOf = ({ at, entry }: StandingConsent): string => `${at} ${entry}`

const keyOf = ({ purpose, channelKind, conversationId = '' }: StandingConsent): string =>
  `${purpose} ${channelKind} ${conversationId}`

const newest = (some: readonly StandingConsent[]): StandingConsent | undefined =>
  some.reduce<StandingConsent | undefined>((best, one) => (best && stampOf(best) > stampOf(one) ? best : one), undefined)
