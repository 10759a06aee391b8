import type { Instant } from '#schemas/instant.ts'
import type { SegmentRule } from '#schemas/segment.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/** People described by rules. */
export interface SegmentDoc extends Stored {
  workspaceId: string
  name: string
  rules: SegmentRule
  /** Counts its changes, and those of its rules alone. */
  revision: number
  rulesRevision: number
  createdAt: Instant
  createdBy: string
  changedAt: Instant
  changedBy: string
  /** What runs by it, as `<kind>:<id>`: while something does, who comes in and who goes is written down. */
  watchedBy?: string[]
  /** Present while something does. */
  watched?: true
  /** The rules by which everybody was looked at once since then. */
  sorted?: number
}

export const segments = define<SegmentDoc>('segments', [
  { name: 'name', fields: { workspaceId: 1, name: 1 }, unique: true },
  { name: 'watched', fields: { watched: 1, workspaceId: 1 }, whenPresent: 'watched' },
])

/** That somebody is in a segment that something live uses, was, or may come to be. `_id` is `<segment>.<contact>`. */
export interface MembershipDoc extends Stored {
  workspaceId: string
  segmentId: string
  contactId: string
  in: boolean
  /** Since when it is so. */
  since: Instant
  /** When they came in by themselves: not by a change of the rules, and not because nobody had looked before. */
  enteredAt?: Instant
  /** When it has to be looked at again, though nothing happens but time. */
  until?: Instant
  /** By which of its rules. */
  rules: number
}

export const memberships = define<MembershipDoc>('memberships', [
  { name: 'until', fields: { until: 1 }, whenPresent: 'until' },
  { name: 'segment', fields: { workspaceId: 1, segmentId: 1, in: 1, since: -1 } },
  { name: 'contact', fields: { workspaceId: 1, contactId: 1 } },
])
