import { flowOrder, flowOrderChange } from './flow-order.ts'
import { difference, flow } from './flows.ts'
import { problem } from './problems.ts'
import {
  anyText,
  count,
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  listOf,
  maybe,
  named,
  object,
  oneOf,
  orNull,
  person,
  revision,
  version,
  yes,
  yesNo,
} from './shape.ts'

const previewFields = {
  nextVersion: version,
  liveVersion: orNull(version),
  differences: listOf(difference),
  problems: listOf(problem),
  /** Who is in the live version now, by the node they wait at. They finish on it. */
  standing: listOf(object({ nodeId: id, name: anyText, people: count })),
  /** How many are in any version of the flow. */
  inside: count,
  /** The order in which flows are tried once this is live. The first that fits answers: `runtime/reach.ts` says whom each gets. */
  order: flowOrder,
}
/** GET /workspaces/{w}/flows/{f}/publish → PublishPreview */
export type PublishPreview = FromFields<typeof previewFields>
export const publishPreview = named<PublishPreview>('PublishPreview', object(previewFields))

/** Which revision of the draft the caller means: another one answers `stale-revision`. */
export const revisionOnly = object({ revision })
export const versionOnly = object({ version })

export const publish = object({
  revision,
  /** The flows are put in it first: this one among them. */
  order: maybe(flowOrderChange),
})
/** POST /workspaces/{w}/flows/{f}/publish Publish → VersionView (422 `has-errors` with details.problems; 409). POST …/rollback { version } → VersionView */
export type Publish = FromShape<typeof publish>

const unpublishFields = {
  version,
  /** What becomes of the people inside: they finish, a person gets each chat, or the flow is over for them. */
  people: oneOf(['finish', 'hand-over', 'end']),
}
/** POST …/pause · …/resume → 204 (409 `not-live`). POST …/unpublish Unpublish → 204 (409 `not-live` unless that version is live) */
export type Unpublish = FromFields<typeof unpublishFields>
export const unpublish = object(unpublishFields)

/** Until now where there is no `until`. `paused`: nobody new came in. `by`: who made it so, where that is known. */
const liveTime = object({ from: instant, until: maybe(instant), paused: maybe(yes), by: maybe(person) })

const versionFields = {
  version,
  live: yesNo,
  publishedAt: instant,
  publishedBy: person,
  flow: maybe(flow),
  /** When it was live, the newest first; in the list of versions alone. */
  times: maybe(listOf(liveTime)),
}
/** GET /workspaces/{w}/flows/{f}/versions → Listing<VersionView>. GET …/versions/{n} → VersionView with `flow`. POST …/versions/{n}/restore { revision } → DraftSaved */
export type VersionView = FromFields<typeof versionFields>
export const versionView = named<VersionView>('Version', object(versionFields))
export const versions = listing(versionView)
