import type { Instant } from './instant.ts'
import type { ChannelKind } from './message.ts'

export const consentStates = ['given', 'refused'] as const
export type ConsentState = (typeof consentStates)[number]

/** What they asked for themselves, such as their order or their appointment: allowed until they refuse it; every other purpose is asked for. */
export const servicePurpose = 'service'

/** The purposes of a workspace that has set none. */
export const firstPurposes = [servicePurpose, 'offers', 'surveys'] as const

/** Most purposes a workspace can have. */
export const mostPurposes = 20

/** STOP and START, and what a vendor's own switch says: everything that nobody asked for. */
export const everything = ''

/**
 * What a person said about one purpose, as an entry of their log keeps it. Who told it, when and where stands on the entry. One of `everything`
 * is a STOP (refused) or a START (given).
 */
export interface ConsentChange {
  /** The id of a purpose of the workspace; `everything` of a STOP. */
  purpose: string
  /** On which kind of channel; on all where it is empty. */
  channelKind: ChannelKind | ''
  state: ConsentState
  /** A vendor's own block: it is between this one conversation's number and person. */
  conversationId?: string
  /** The vendor goes on taking what is for service. */
  but?: typeof servicePurpose
  /** What was said: ours where we asked, theirs where they wrote STOP. */
  words?: string
  /** In which version: `<flowId>@<version>`, or what the form called it. */
  version?: string
  language?: string
  /** Where it was proven, in the words of whoever wrote it down. */
  proof?: string
}

/** The newest of a key, as the contact has it. */
export interface StandingConsent extends Pick<ConsentChange, 'purpose' | 'channelKind' | 'state' | 'conversationId' | 'but'> {
  at: Instant
  /** The entry it is from: decides between two of one moment. */
  entry: string
}
