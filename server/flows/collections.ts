import { flow } from '#schemas/api/flows.ts'
import { instant, listOf, maybe, object, oneOf, orNull, revision } from '#schemas/api/shape.ts'
import type { Flow } from '#schemas/flow.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Withdrawal } from '#schemas/turn.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'
import { count, key, name } from '../store/fields.ts'
import { withFlow } from '../store/versioned.ts'

/** A flow as it is drawn: saved about every second while somebody works on it, so nothing that a message asks for stands here. */
export interface FlowDoc extends Stored {
  workspaceId: string
  draft: Flow
  /**
   * Of the draft, so that a list of flows reads no drafts. `unpublished`: in how many things it differs from version `against`; that
   * says nothing where another one is live.
   */
  summary: { name: string; nodeCount: number; errors: number; warnings: number; unpublished?: number; against?: number }
  revision: number
  savedAt: Instant
  savedBy: string
}

export const flows = define<FlowDoc>(
  'flows',
  [{ name: 'workspace', fields: { workspaceId: 1, savedAt: -1 } }],
  object<FlowDoc>({
    _id: key,
    workspaceId: key,
    draft: flow,
    summary: object<FlowDoc['summary']>({
      name,
      nodeCount: count,
      errors: count,
      warnings: count,
      unpublished: maybe(count),
      against: maybe(count),
    }),
    revision,
    savedAt: instant,
    savedBy: key,
  }),
  withFlow('flows', 'draft'),
)

/**
 * What of a flow is live: all that a message asks. Under the flow's id, made before the flow and deleted before it, so a flow is there as
 * long as its pointer is; what is left of either by a crash is seen by nobody.
 */
export interface LivePointerDoc extends Stored {
  workspaceId: string
  liveVersion: number | null
  newestVersion: number
  /** The revision the live version was made from. */
  liveRevision: number | null
  /** Nobody new starts the live version; whoever is inside goes on, and other flows may go to it. */
  paused?: true
  /** Unpublished, and its people moved out of every version up to `upTo`: how, by whom, and how many there were. */
  withdrawn?: Pick<Withdrawal, 'upTo' | 'people'> & { by: string; at: Instant; inside: number }
  /** Since when they are moved out; absent when nobody is left inside. */
  withdrawAt?: Instant
  /** When it became so, and by whom; absent where an earlier release made it so. */
  moved?: { at: Instant; by: string }
  createdAt: Instant
}

export const livePointers = define<LivePointerDoc>(
  'livePointers',
  [
    { name: 'workspace', fields: { workspaceId: 1, createdAt: 1 } },
    { name: 'withdraw', fields: { withdrawAt: 1 }, whenPresent: 'withdrawAt' },
  ],
  object<LivePointerDoc>({
    _id: key,
    workspaceId: key,
    liveVersion: orNull(count),
    newestVersion: count,
    liveRevision: orNull(revision),
    paused: maybe<true>({ const: true }),
    withdrawn: maybe(
      object<NonNullable<LivePointerDoc['withdrawn']>>({
        upTo: count,
        people: oneOf(['hand-over', 'end']),
        by: key,
        at: instant,
        inside: count,
      }),
    ),
    withdrawAt: maybe(instant),
    moved: maybe(object<NonNullable<LivePointerDoc['moved']>>({ at: instant, by: key })),
    createdAt: instant,
  }),
)

/** What was live of one flow in an edition. */
export interface EditionFlow extends Pick<LivePointerDoc, 'paused' | 'moved'> {
  flowId: string
  version: number | null
  withdrawn?: Pick<Withdrawal, 'upTo' | 'people'>
}

/**
 * What is live in a workspace, all together: the history of its pointers. The newest holds; earlier ones stay as they were, so that a turn
 * that began a flow, under its edition's number, can be taken again. `_id` is `<workspaceId>.<number, eight digits>`. Written down by
 * whoever finds the pointers so, before any turn goes by it; nothing is lost by a crash between the two.
 */
export interface LiveEditionDoc extends Stored {
  workspaceId: string
  number: number
  at: Instant
  /** Every flow that was ever published, the live ones in the order in which they are tried. */
  flows: EditionFlow[]
  /** The flows of which it says something else than the edition before. */
  changed: string[]
}

export const liveEditions = define<LiveEditionDoc>(
  'liveEditions',
  [
    { name: 'workspace', fields: { workspaceId: 1, number: -1 } },
    { name: 'time', fields: { workspaceId: 1, at: -1 } },
    { name: 'flow', fields: { changed: 1, number: -1 } },
  ],
  object<LiveEditionDoc>({
    _id: key,
    workspaceId: key,
    number: count,
    at: instant,
    flows: listOf(
      object<EditionFlow>({
        flowId: key,
        version: orNull(count),
        paused: maybe<true>({ const: true }),
        withdrawn: maybe(object<NonNullable<EditionFlow['withdrawn']>>({ upTo: count, people: oneOf(['hand-over', 'end']) })),
        moved: maybe(object<NonNullable<EditionFlow['moved']>>({ at: instant, by: key })),
      }),
    ),
    changed: listOf(key),
  }),
)

/**
 * The order in which a workspace's live flows are tried; one document, so that one write changes it whole. `_id` is the workspace. Ids of
 * flows that are not live are allowed: a place is given before a flow goes live, and goes with the next change after it was unpublished.
 */
export interface FlowOrderDoc extends Stored {
  workspaceId: string
  flowIds: string[]
  revision: number
}

export const flowOrders = define<FlowOrderDoc>(
  'flowOrders',
  [],
  object<FlowOrderDoc>({ _id: key, workspaceId: key, flowIds: listOf(key), revision: count }),
)

/** A published version, immutable. `_id` is `<flowId>.<version>`. */
export interface VersionDoc extends Stored {
  workspaceId: string
  flowId: string
  version: number
  flow: Flow
  publishedAt: Instant
  publishedBy: string
}

export const versions = define<VersionDoc>(
  'versions',
  [{ name: 'flow', fields: { flowId: 1, version: -1 } }],
  object<VersionDoc>({
    _id: key,
    workspaceId: key,
    flowId: key,
    version: count,
    flow,
    publishedAt: instant,
    publishedBy: key,
  }),
  withFlow('versions', 'flow'),
)
