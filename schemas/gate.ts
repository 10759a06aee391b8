import type { Instant } from './instant.ts'

/** Why a person does not get what nobody asked for, in the order in which it is asked. Stored with recipients: none ever changes. */
export const refusedCodes = [
  'person-gone',
  'restricted',
  'blocked',
  'opted-out',
  'vendor-stopped',
  'us-marketing',
  'consent-refused',
  'no-consent',
  'held-out',
  'enough',
  'no-address',
  'no-template',
  'window-closed',
  'segment-left',
  'too-soon',
  'too-late',
  'flow-gone',
  'cancelled',
] as const
export type RefusedCode = (typeof refusedCodes)[number]

/** Why they do not get it yet. */
export const laterCodes = [
  'held',
  'chat-open',
  'budget',
  'template-off',
  'quiet-hours',
  'weekend',
  'out-of-order',
  'daily-reach',
  'pace',
] as const
export type LaterCode = (typeof laterCodes)[number]

/** What the gate answers. `values` are for whoever says the code in words. */
export type Decision =
  | { may: 'go' }
  | { may: 'later'; at: Instant; code: LaterCode }
  | { may: 'no'; code: RefusedCode; values?: Record<string, string> }

/** When nobody is written to unasked, by their own clock. */
export interface SendingHours {
  /** Times on the wall, `HH:MM`; over midnight where the end comes first. */
  quiet?: { from: string; to: string }
  /** Days of the week on which nothing goes before `until`, or at all. */
  weekend?: { days: string[]; until?: string }
}

/** So many messages of campaigns in so many days, at most. */
export interface SendingCap {
  most: number
  days: number
}
