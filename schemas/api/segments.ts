import type { SegmentRule } from '../segment.ts'
import {
  anyText,
  count,
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  listOf,
  mapOf,
  maybe,
  named,
  nameText,
  object,
  oneOf,
  pageFields,
  person,
  revision,
  type Shape,
  yes,
  yesNo,
} from './shape.ts'

const name = { ...nameText, maxLength: 80 }

/**
 * A condition or a group of them: `{ all: […] }`, `{ any: […] }`, `{ not: … }`, or a test told apart by `about`. What each holds stands in
 * `schemas/segment.ts`; what is wrong is answered by its path, in words.
 */
export const rules = named<SegmentRule>('SegmentRule', {
  type: 'object',
  description:
    'A group (`all`, `any`: a list; `not`: one), or a test told apart by `about`: `fact`, `field`, `tag`, `stage`, `channel`, `consent`, `event`, `last-event`, `seen`, `broadcast`.',
})

/** What is wrong with rules that were right once: the field, stage or purpose that is named is gone. */
const goneFields = { path: anyText, code: oneOf(['field-gone', 'stage-gone']), name: anyText }
export type SegmentProblem = FromFields<typeof goneFields>

/** Who uses it: what runs by it, and what asks it. */
const userFields = { kind: oneOf(['flow', 'broadcast', 'reminder']), id, name: anyText, live: maybe(yes) }
export type SegmentUser = FromFields<typeof userFields>

const segmentFields = {
  id,
  name: anyText,
  rules,
  /** Counts its changes: whoever saves says which they saw. */
  revision,
  createdAt: instant,
  changedAt: instant,
  changedBy: maybe(person),
  /** How many are in it, where something live uses it; `about` while they are counted for the first time. */
  members: maybe(object({ count, about: maybe(yes) })),
  problems: listOf(named<SegmentProblem>('SegmentProblem', object(goneFields))),
}
/**
 * GET /workspaces/{w}/segments → Listing<SegmentView>, by name. POST NewSegment (409 `segment-exists`) · GET, PATCH …/{s} SegmentChange
 * (409 `stale-segment`) · DELETE …/{s} (409 `segment-in-use`).
 */
export type SegmentView = FromFields<typeof segmentFields>
export const segment = named<SegmentView>('Segment', object(segmentFields))
export const segments = listing(segment)
export const segmentsQuery = object(pageFields)

/** GET …/segments/{s}/users → Listing<SegmentUser> */
export const segmentUsers = listing(named<SegmentUser>('SegmentUser', object(userFields)))

export const newSegment = object({ name, rules })
export type NewSegment = FromShape<typeof newSegment>
/** What is left out stays. */
export const segmentChange = object({ name: maybe(name), rules: maybe(rules), revision })
export type SegmentChange = FromShape<typeof segmentChange>

const found: Shape<Record<string, string | number | boolean | string[]>> = mapOf({
  anyOf: [{ type: ['string', 'number', 'boolean'] }, listOf(anyText, 100)],
})
const becauseFields = {
  /** Where the test stands in the rules. */
  path: anyText,
  holds: yesNo,
  /** What was seen of the person: `last`, `count`, `value`, … */
  found,
}
export type BecauseView = FromFields<typeof becauseFields>
const because = listOf(named<BecauseView>('Because', object(becauseFields)), 100)

const checkedFields = {
  contact: object({ id, name: maybe(anyText) }),
  in: yesNo,
  /** Until then it is so, unless something changes of them; absent: for ever. */
  until: maybe(instant),
  because,
}
/** GET …/segments/{s}/explain?contact= → CheckedPerson: why or why not. */
export type CheckedPerson = FromFields<typeof checkedFields>
export const checkedPerson = named<CheckedPerson>('CheckedPerson', object(checkedFields))
export const explainQuery = object({ contact: id })

const previewFields = {
  /** How many are in; `about`: not all were looked at yet, ask again. */
  count,
  about: maybe(yes),
  /** Of how many, with the same doubt. */
  of: count,
  /** What each condition leaves of those that the ones before it left; inside a group, how many of these it holds for. */
  lines: listOf(object({ path: anyText, count }), 200),
  /** Five who are in, and one who is not. */
  examples: listOf(checkedPerson, 5),
  not: maybe(checkedPerson),
  /** Whom the question named. */
  checked: maybe(checkedPerson),
  problems: listOf(object(goneFields)),
}
/** POST …/segments/preview { rules, contact? } → Preview. Nothing is saved. */
export type SegmentPreview = FromFields<typeof previewFields>
export const segmentPreview = named<SegmentPreview>('SegmentPreview', object(previewFields))
export const toPreview = object({ rules, contact: maybe(id) })
