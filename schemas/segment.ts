import type { StandingConsent } from './consent.ts'
import type { SeenEvents } from './event.ts'
import type { Instant } from './instant.ts'
import { pathTo } from './json-pointer.ts'
import type { ChannelKind } from './message.ts'

/**
 * Who is meant, as rules: a group of rules, its opposite, or one test of a person. Days are counted in each person's own time zone, as
 * calendar days. `checkRules` says what is wrong with one; `runtime/segments` decides by it.
 */
export type SegmentRule = { all: SegmentRule[] } | { any: SegmentRule[] } | { not: SegmentRule } | SegmentTest

/** One thing that is looked at, told apart by `about`. */
export type SegmentTest =
  /** What is known of everybody. `birthday` with `within-next`: in so many days at most, 0 is today. */
  | ({ about: 'fact'; fact: SegmentFact } & Comparison)
  /** A field of the workspace's own. */
  | ({ about: 'field'; field: string } & Comparison)
  | { about: 'tag'; tag: string }
  /** In one of these stages, by their ids. */
  | { about: 'stage'; stages: string[] }
  /** Writes on one of these. */
  | { about: 'channel'; channels: ChannelKind[] }
  /** What they said to a purpose: on this kind of channel, or on any. `unknown`: neither given nor refused. */
  | { about: 'consent'; purpose: string; channel?: ChannelKind; is: (typeof consentAnswers)[number] }
  /** It happened so often (once at least, unless said otherwise), ever or in the last `days`. `atMost: 0` is never. */
  | { about: 'event'; type: string; atLeast?: number; atMost?: number; days?: number }
  /** When it happened last, or what its `total` was. Nobody to whom it never happened. */
  | { about: 'last-event'; type: string; is: 'more-than-ago' | 'less-than-ago'; days: number }
  | { about: 'last-event'; type: string; is: 'over' | 'under'; value: number }
  /** When they wrote last, to the hour. */
  | { about: 'seen'; is: 'more-than-ago' | 'less-than-ago'; days: number }
  /** A broadcast or reminder, by its id; any of them without. */
  | { about: 'broadcast'; broadcast?: string; is: (typeof broadcastAnswers)[number]; days?: number }

/** How a value is compared. Of two that cannot be compared nothing is true. */
export interface Comparison {
  is: SegmentOperator
  /** Of `in-list` a list, of `more-than-ago`, `less-than-ago` and `within-next` days. */
  value?: string | number | boolean | string[]
  /** The upper end of `between`. */
  to?: string | number
}

export const segmentFacts = [
  'name',
  'phone',
  'email',
  'language',
  'timeZone',
  'birthday',
  'source',
  'firstSeenAt',
  'optedOut',
] as const
export type SegmentFact = (typeof segmentFacts)[number]

export const noValue = ['is-set', 'is-not-set'] as const
export const oneValue = [
  'is',
  'is-not',
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
  'greater',
  'greater-or-equal',
  'less',
  'less-or-equal',
  'before',
  'after',
] as const
export const inDays = ['more-than-ago', 'less-than-ago', 'within-next'] as const
export const segmentOperators = [...noValue, ...oneValue, 'in-list', 'between', ...inDays] as const
export type SegmentOperator = (typeof segmentOperators)[number]

export const consentAnswers = ['given', 'refused', 'unknown'] as const
export const broadcastAnswers = ['got', 'answered', 'not-answered'] as const
export const abouts = ['fact', 'field', 'tag', 'stage', 'channel', 'consent', 'event', 'last-event', 'seen', 'broadcast'] as const

/** What is looked at of a person: what their contact holds. */
export interface SegmentPerson {
  id: string
  name?: string
  phone?: string
  email?: string
  language?: string
  timeZone?: string
  birthday?: string
  stage?: string
  /** Where they came from first: its kind, and its label where it has one. */
  source?: string[]
  firstSeenAt: Instant
  lastSeenAt: Instant
  fields: Readonly<Record<string, string | number | boolean | string[]>>
  tags: readonly string[]
  optedOut?: boolean
  channels: readonly ChannelKind[]
  /** What stands of what they said to each purpose, and of STOP. */
  consents: readonly StandingConsent[]
  /** Nothing may be done with what is known of them: they are in no segment. */
  restricted?: boolean
  /** What is kept of their events, by type. */
  seen: Readonly<Record<string, SeenEvents>>
  /** When they got a broadcast last, and whether they answered it. */
  broadcasts: readonly { broadcast: string; at: Instant; answered: boolean }[]
}

/** Every test of a rule with where it stands, in order. */
export function testsOf(rule: SegmentRule, path = ''): { test: SegmentTest; path: string }[] {
  if ('about' in rule) return [{ test: rule, path }]
  if ('not' in rule) return testsOf(rule.not, pathTo(path, 'not'))
  const kind = 'all' in rule ? 'all' : 'any'
  const inner = 'all' in rule ? rule.all : rule.any
  return inner.flatMap((each, index) => testsOf(each, pathTo(pathTo(path, kind), index)))
}
