import { type Flow, flowSchema } from '../flow.ts'
import type {
  Difference,
  DraftSaved,
  Fix,
  FlowSummary,
  FlowView,
  Problem,
  PublishPreview,
  StaleRevision,
  VersionView,
} from './contract.ts'
import { type FlowOrderChange, flowOrder, flowOrderChange } from './flow-order.ts'
import {
  anyObject,
  anyText,
  anyValue,
  byDo,
  id,
  instant,
  language,
  listing,
  listOf,
  maybe,
  named,
  nameText,
  object,
  oneOf,
  orNull,
  revision,
  type Shape,
  text,
  whole,
  yesNo,
} from './shape.ts'

const { $id: _ownName, ...flowParts } = flowSchema
export const flow: Shape<Flow> = named('Flow', flowParts)
/** A flow as it is sent: checked by the flow's own validation, which also lifts the shapes of older versions. */
export const anyFlow: Shape<Record<string, unknown>> = { ...anyObject, 'x-shown-as': flow }
export const flowBodyLimit = 2 * 1024 * 1024

const person = object<FlowSummary['changedBy']>({ id, name: text(120, 0) })
const version = whole(1, 1_000_000_000)
const count = whole(0, Number.MAX_SAFE_INTEGER)
const fix = named(
  'Fix',
  byDo<Fix>({
    connect: { nodeId: id, output: anyText, target: anyText, edgeId: maybe(anyText) },
    'connect-to': { nodeId: id, output: anyText },
    'connect-from': { nodeId: id, edgeId: maybe(anyText) },
    insert: { edgeId: anyText, type: anyText },
    'end-here': { nodeId: id, output: anyText },
    'set-config': { nodeId: id, path: anyText, value: anyValue },
    'delete-node': { nodeId: id, keepWay: maybe(yesNo) },
    'delete-edge': { edgeId: anyText },
    'add-variable': { name: anyText },
    'move-to-secret': { nodeId: id, path: anyText, name: anyText },
    focus: { nodeId: id, path: anyText },
  }),
)

export const problem = named(
  'FlowProblem',
  object<Problem>({
    code: id,
    severity: oneOf(['error', 'warning']),
    message: text(200),
    nodeId: maybe(id),
    nodeIds: maybe(listOf(id)),
    output: maybe(anyText),
    path: maybe(anyText),
    language: maybe(language),
    values: maybe<NonNullable<Problem['values']>>({ type: 'object', additionalProperties: { type: ['string', 'number'] } }),
    fix: maybe(fix),
    otherFixes: maybe(listOf(fix)),
  }),
)
export const difference = named(
  'FlowDifference',
  object<Difference>({
    kind: oneOf(['node-added', 'node-removed', 'node-changed', 'edge-added', 'edge-removed', 'settings-changed']),
    nodeId: maybe(id),
    name: anyText,
    changes: maybe(
      listOf(
        object<NonNullable<Difference['changes']>[number]>({ path: anyText, before: maybe(anyText), after: maybe(anyText) }),
      ),
    ),
  }),
)

export const flowSummary = named(
  'FlowSummary',
  object<FlowSummary>({
    id,
    name: text(120),
    liveVersion: orNull(version),
    paused: yesNo,
    unpublished: maybe(count),
    leaving: maybe(
      object<NonNullable<FlowSummary['leaving']>>({ people: oneOf(['hand-over', 'end']), inside: count, left: count }),
    ),
    errors: count,
    warnings: count,
    figures: maybe(object<NonNullable<FlowSummary['figures']>>({ waitingNow: count, started: count, dropped: count })),
    nodeCount: count,
    changedAt: instant,
    changedBy: person,
  }),
)
export const flows = listing(flowSummary)
export const flowView = named(
  'FlowView',
  object<FlowView>({
    id,
    revision,
    draft: flow,
    liveVersion: orNull(version),
    paused: yesNo,
    unpublished: maybe(count),
    changed: yesNo,
    savedAt: instant,
    savedBy: person,
    problems: listOf(problem),
  }),
)

export interface NewFlow {
  name: string
  flow?: Record<string, unknown>
}
export const newFlow = object<NewFlow>({ name: nameText, flow: maybe(anyFlow) })

export interface DraftToSave {
  revision: number
  flow: Record<string, unknown>
}
export const draftToSave = object<DraftToSave>({ revision, flow: anyFlow })
export const draftSaved = named(
  'DraftSaved',
  object<DraftSaved>({ revision, unpublished: maybe(count), savedAt: instant, problems: listOf(problem) }),
)
/** The details of the error `stale-revision`. */
export const staleRevision = named(
  'StaleRevision',
  object<StaleRevision>({ revision, savedBy: person, savedAt: instant, draft: flow, differences: listOf(difference) }),
)

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
