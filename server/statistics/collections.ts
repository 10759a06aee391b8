import type { Cohort, Counted } from '#runtime/metrics/count.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/**
 * Roll-ups. `_id` is `<flowId>.<version>.<nodeId>.<day>.<channelId>.<language>`, where the day is an hour or a month in those of hours and
 * months. Those of hours expire.
 */
export type CounterDoc = Stored & { workspaceId: string; expiresAt?: Instant } & Cohort &
  Omit<Counted, keyof NotCountedBefore> &
  NotCountedBefore
/** Absent in counters of before they were counted. */
type NotCountedBefore = Partial<Pick<Counted, 'onlyOpened' | 'quiet'>>

/**
 * What is counted again, before it takes the counters' place. `_id` is `<job>.<try>/<counter>`; `<job>.<try>` has what was seen as it began.
 */
export type RecountDoc = Stored & { workspaceId: string; expiresAt: Instant } & Partial<Cohort & Counted> & { begun?: Begun }

/** What is counted by the job itself: everything before. What comes after is in the counters as it is projected. */
export interface Begun {
  /** The batches of each process up to which number (without it); of one that was gone, all (null). Those of others come after. */
  upTo: [writer: string, number: number | null][]
  /** The newest turn of them all is before. */
  end: Instant
  /** Days are cut by it. */
  timeZone?: string
  /** Hours that began before are counted no more. */
  hoursSince: Instant
  /** How many chats had been deleted, and of which some turns may still be there: their account is taken. */
  deleted: number
  leaving: { conversationId: string; turn: number }[]
}

export const recounts = define<RecountDoc>('recounts', [{ name: 'expiry', fields: { expiresAt: 1 }, expires: true }])

export const counters = define<CounterDoc>('counters', [
  { name: 'flow', fields: { flowId: 1, grain: 1, day: 1 } },
  { name: 'expiry', fields: { expiresAt: 1 }, expires: true, whenPresent: 'expiresAt' },
])

/** From which month on a workspace's months are counted, `_id` is the workspace's; without one, from the first. */
export interface CountedMonthsDoc extends Stored {
  workspaceId: string
  since: string
}

export const countedMonths = define<CountedMonthsDoc>('countedMonths')
