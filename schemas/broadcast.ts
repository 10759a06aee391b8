import type { LaterCode, RefusedCode, SendingCap, SendingHours } from './gate.ts'
import type { LocalisedText } from './text.ts'

/** Whom a broadcast is for. */
export type Whom = { kind: 'everybody' } | { kind: 'tag'; tag: string } | { kind: 'segment'; segmentId: string }

/** When it goes: at once · at a time of a day · to whoever newly enters the segment, every day at a time. */
export type When =
  | { kind: 'now' }
  | { kind: 'at'; day: string; time: string; zone: Clock }
  | {
      kind: 'entering'
      time: string
      zone: Clock
      /** Nobody gets it more often than that. */
      everyDays: number
      /** It begins with those who entered in so many days before it was started. */
      sinceDays: number
    }

/** Whose clock shows the time: each person's own, or the shop's. */
export const clocks = ['person', 'shop'] as const
export type Clock = (typeof clocks)[number]

export type What =
  | { kind: 'text'; text: LocalisedText }
  /** `values` by `placeKey`, each with places of its own to fill: `{{ first_name }}`. */
  | { kind: 'template'; name: string; languages: string[]; values: Record<string, string> }
  | { kind: 'flow'; flowId: string; nodeId?: string }

/** Some get nothing, by chance, so that one sees what it did. */
export interface Compare {
  /** In percent. */
  holdOut: number
}

/** What counts as success: they answer, open a link, or an event of theirs comes, within so many days. */
export interface Success {
  by: 'reply' | 'click' | 'event'
  event?: string
  days: number
}

/** What a broadcast is, as whoever makes it says. */
export interface BroadcastPlan {
  name: string
  whom: Whom
  when: When
  what: What
  /** What it is for, as people agree to it or not. */
  purpose: string
  /** Through these channels, the first that leads to them first; through any, the one that they used last first, where there are none. */
  channels: string[]
  compare?: Compare
  success: Success
  /** Addresses in its text are counted when they are opened. */
  trackLinks: boolean
}

export const broadcastStates = ['draft', 'planned', 'running', 'paused', 'done', 'cancelled'] as const
export type BroadcastState = (typeof broadcastStates)[number]

/** Where somebody is with it. waiting: not yet · sending: this moment · held: the vendor holds it, it is tried again */
export const recipientStates = [
  'waiting',
  'sending',
  'sent',
  'delivered',
  'read',
  'held',
  'failed',
  'held-out',
  'skipped',
] as const
export type RecipientState = (typeof recipientStates)[number]

/**
 * Where people are, and why: `<state>` or `<state>.<code>`, such as `skipped.no-consent` or `waiting.quiet-hours`. What people are counted
 * by: each has one.
 */
export type Standing = string

export const standingOf = (state: RecipientState, code?: LaterCode | RefusedCode | string): Standing =>
  code === undefined ? state : `${state}.${code}`

/** When and how often people of a workspace are written to unasked, whatever campaign it is. */
export interface SendingRules extends SendingHours {
  cap?: SendingCap
  /** So many people in 24 hours through one channel. */
  dailyReach?: number
}
