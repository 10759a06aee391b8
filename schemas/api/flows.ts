import { type Flow, flowSchema } from '../flow.ts'
import { problem } from './problems.ts'
import {
  anyObject,
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
  nameText,
  object,
  oneOf,
  orNull,
  person,
  revision,
  type Shape,
  text,
  version,
  yesNo,
} from './shape.ts'

const { $id: _ownName, ...flowParts } = flowSchema
export const flow = named<Flow>('Flow', flowParts)
/** A flow as it is sent: checked by the flow's own validation, which also lifts the shapes of older versions. */
export const anyFlow: Shape<Record<string, unknown>> = { ...anyObject, 'x-shown-as': flow }
export const flowBodyLimit = 2 * 1024 * 1024

const differenceFields = {
  kind: oneOf(['node-added', 'node-removed', 'node-changed', 'edge-added', 'edge-removed', 'settings-changed']),
  nodeId: maybe(id),
  name: anyText,
  /** Which settings, with texts before and after where they are texts. */
  changes: maybe(listOf(object({ path: anyText, before: maybe(anyText), after: maybe(anyText) }))),
}
/** What differs between two flows, node by node. */
export type Difference = FromFields<typeof differenceFields>
export const difference = named<Difference>('FlowDifference', object(differenceFields))

const summaryFields = {
  id,
  name: text(120),
  liveVersion: orNull(version),
  /** Nobody new starts it; whoever is inside goes on. */
  paused: yesNo,
  /** In how many things the draft differs from what is live; absent when nothing is. */
  unpublished: maybe(count),
  /** Unpublished, and people are still being moved out: how, how many there were, and how many are left. */
  leaving: maybe(object({ people: oneOf(['hand-over', 'end']), inside: count, left: count })),
  /** Problems of the draft. */
  errors: count,
  warnings: count,
  /** Only for those who may read statistics. How often it was started and dropped in the last 14 days. */
  figures: maybe(object({ waitingNow: count, started: count, dropped: count })),
  nodeCount: count,
  changedAt: instant,
  changedBy: person,
}
/** GET /workspaces/{w}/flows → Listing<FlowSummary> */
export type FlowSummary = FromFields<typeof summaryFields>
export const flowSummary = named<FlowSummary>('FlowSummary', object(summaryFields))
export const flows = listing(flowSummary)

const viewFields = {
  id,
  revision,
  draft: flow,
  liveVersion: orNull(version),
  paused: yesNo,
  /** In how many things the draft differs from what is live; absent when nothing is. */
  unpublished: maybe(count),
  /** The draft differs from the live version. */
  changed: yesNo,
  savedAt: instant,
  savedBy: person,
  problems: listOf(problem),
  /** What of the server's own network flows may call (`ALUR_ALLOW_PRIVATE`); for those who may change flows, when one flow is read. */
  innerPlaces: maybe(listOf(anyText)),
}
/** GET /workspaces/{w}/flows/{f} → FlowView. DELETE → 204 */
export type FlowView = FromFields<typeof viewFields>
export const flowView = named<FlowView>('FlowView', object(viewFields))

export const newFlow = object({ name: nameText, flow: maybe(anyFlow) })
/** POST /workspaces/{w}/flows NewFlow → FlowView: also the import. */
export type NewFlow = FromShape<typeof newFlow>

export const draftToSave = object({ revision, flow: anyFlow })
/**
 * PUT /workspaces/{w}/flows/{f}/draft DraftToSave → DraftSaved. With a stale revision 409 `stale-revision`, details: StaleRevision.
 * Nothing is overwritten.
 */
export type DraftToSave = FromShape<typeof draftToSave>

const savedFields = {
  revision,
  /** In how many things it differs from what is live; absent when nothing is. */
  unpublished: maybe(count),
  savedAt: instant,
  problems: listOf(problem),
}
export type DraftSaved = FromFields<typeof savedFields>
export const draftSaved = named<DraftSaved>('DraftSaved', object(savedFields))

const staleFields = { revision, savedBy: person, savedAt: instant, draft: flow, differences: listOf(difference) }
/** The details of the error `stale-revision`. */
export type StaleRevision = FromFields<typeof staleFields>
export const staleRevision = named<StaleRevision>('StaleRevision', object(staleFields))
