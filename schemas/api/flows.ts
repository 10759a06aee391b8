import { type Flow, flowSchema } from '../flow.ts'
import type { Instant } from '../instant.ts'
import { type Problem, problem } from './problems.ts'
import {
  anyObject,
  anyText,
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
  revision,
  type Shape,
  text,
  whole,
  yesNo,
} from './shape.ts'

/** GET /workspaces/{w}/flows */
export interface FlowSummary {
  id: string
  name: string
  liveVersion: number | null
  /** Nobody new starts it; whoever is inside goes on. */
  paused: boolean
  /** In how many things the draft differs from what is live; absent when nothing is. */
  unpublished?: number
  /** Unpublished, and people are still being moved out: how, how many there were, and how many are left. */
  leaving?: { people: 'hand-over' | 'end'; inside: number; left: number }
  /** Problems of the draft. */
  errors: number
  warnings: number
  /** Only for those who may read statistics. How often it was started and dropped in the last 14 days. */
  figures?: { waitingNow: number; started: number; dropped: number }
  nodeCount: number
  changedAt: Instant
  changedBy: { id: string; name: string }
}
/** POST /workspaces/{w}/flows { name, flow? } → FlowView (also the import). GET /workspaces/{w}/flows/{f} → FlowView. DELETE → 204 */
export interface FlowView {
  id: string
  revision: number
  draft: Flow
  liveVersion: number | null
  paused: boolean
  unpublished?: number
  /** The draft differs from the live version. */
  changed: boolean
  savedAt: Instant
  savedBy: { id: string; name: string }
  problems: Problem[]
}
/**
 * PUT /workspaces/{w}/flows/{f}/draft { revision, flow } → { revision, savedAt, problems }.
 * With a stale revision 409 `stale-revision`, details: StaleRevision. Nothing is overwritten.
 */
export interface DraftSaved {
  revision: number
  /** In how many things it differs from what is live; absent when nothing is. */
  unpublished?: number
  savedAt: Instant
  problems: Problem[]
}
export interface StaleRevision {
  revision: number
  savedBy: { id: string; name: string }
  savedAt: Instant
  draft: Flow
  differences: Difference[]
}
/** What differs between two flows, node by node. */
export interface Difference {
  kind: 'node-added' | 'node-removed' | 'node-changed' | 'edge-added' | 'edge-removed' | 'settings-changed'
  nodeId?: string
  name: string
  /** Which settings, with texts before and after where they are texts. */
  changes?: { path: string; before?: string; after?: string }[]
}

const { $id: _ownName, ...flowParts } = flowSchema
export const flow: Shape<Flow> = named('Flow', flowParts)
/** A flow as it is sent: checked by the flow's own validation, which also lifts the shapes of older versions. */
export const anyFlow: Shape<Record<string, unknown>> = { ...anyObject, 'x-shown-as': flow }
export const flowBodyLimit = 2 * 1024 * 1024

const person = object<FlowSummary['changedBy']>({ id, name: text(120, 0) })
const version = whole(1, 1_000_000_000)
const count = whole(0, Number.MAX_SAFE_INTEGER)
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
