import type { Flow } from '../flow.ts'
import type { Instant } from '../instant.ts'
import { type FlowOrder, type FlowOrderChange, flowOrder, flowOrderChange } from './flow-order.ts'
import { type Difference, difference, flow } from './flows.ts'
import { type Problem, problem } from './problems.ts'
import {
  anyText,
  id,
  instant,
  listing,
  listOf,
  maybe,
  named,
  object,
  oneOf,
  orNull,
  revision,
  text,
  whole,
  yesNo,
} from './shape.ts'

/** GET /workspaces/{w}/flows/{f}/publish → PublishPreview. POST …/publish { revision, order? } → VersionView (422 `has-errors` with details.problems; 409). POST …/rollback { version } → VersionView */
export interface PublishPreview {
  nextVersion: number
  liveVersion: number | null
  differences: Difference[]
  problems: Problem[]
  /** Who is in the live version now, by the node they wait at. They finish on it. */
  standing: { nodeId: string; name: string; people: number }[]
  /** How many are in any version of the flow. */
  inside: number
  /** The order in which flows are tried once this is live. The first that fits answers: `runtime/reach.ts` says whom each gets. */
  order: FlowOrder
}
/** POST …/pause · …/resume → 204 (409 `not-live`). POST …/unpublish { version, people } → 204 (409 `not-live` unless that version is live) */
export interface Unpublish {
  version: number
  /** What becomes of the people inside: they finish, a person gets each chat, or the flow is over for them. */
  people: 'finish' | 'hand-over' | 'end'
}
/** GET /workspaces/{w}/flows/{f}/versions → Listing<VersionView>. GET …/versions/{n} → VersionView with `flow`. POST …/versions/{n}/restore { revision } → DraftSaved */
export interface VersionView {
  version: number
  live: boolean
  publishedAt: Instant
  publishedBy: { id: string; name: string }
  flow?: Flow
}

const person = object<VersionView['publishedBy']>({ id, name: text(120, 0) })
const version = whole(1, 1_000_000_000)
const count = whole(0, Number.MAX_SAFE_INTEGER)

/** Which revision of the draft the caller means: another one answers `stale-revision`. */
export const revisionOnly = object<{ revision: number }>({ revision })

export interface Publish {
  revision: number
  order?: FlowOrderChange
}
/** With `order`, the flows are put in it first: this one among them. */
export const publish = object<Publish>({ revision, order: maybe(flowOrderChange) })
export const versionOnly = object<{ version: number }>({ version })

export const publishPreview = named(
  'PublishPreview',
  object<PublishPreview>({
    nextVersion: version,
    liveVersion: orNull(version),
    differences: listOf(difference),
    problems: listOf(problem),
    standing: listOf(object<PublishPreview['standing'][number]>({ nodeId: id, name: anyText, people: count })),
    inside: count,
    order: flowOrder,
  }),
)
export const versionView = named(
  'Version',
  object<VersionView>({ version, live: yesNo, publishedAt: instant, publishedBy: person, flow: maybe(flow) }),
)
export const versions = listing(versionView)

export const unpublish = object<Unpublish>({ version, people: oneOf(['finish', 'hand-over', 'end']) })
