import { addDays, dayOf } from '#nodes/dates.ts'
import type { FlowSummary } from '#schemas/api/flows.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Deps } from '../deps.ts'
import { inWorkspace } from '../repositories/in-workspace.ts'
import { userNames } from '../repositories/user-names.ts'
import { conversations, type FlowDoc, flows } from '../store/collections.ts'
import { changesNotLive } from './changes-not-live.ts'
import { findFlow } from './read-flow.ts'
import { readStatistics } from './read-statistics.ts'
import { peopleInside } from './unpublish-flow.ts'

const days = 14
const shown: (keyof FlowDoc)[] = [
  'workspaceId',
  'summary',
  'liveVersion',
  'liveRevision',
  'revision',
  'paused',
  'withdrawn',
  'withdrawAt',
  'savedAt',
  'savedBy',
]

/** The flows of a workspace, the latest saved first; `withFigures`, each with those of the last 14 days. */
export async function listFlows(
  deps: Pick<Deps, 'store' | 'now' | 'engine'>,
  workspaceId: string,
  page: PageQuery,
  withFigures: boolean,
): Promise<Listing<FlowSummary>> {
  const { items, next } = await inWorkspace(deps.store, flows, workspaceId).find(
    {},
    { sort: { savedAt: -1 }, fields: shown, ...page },
  )
  const nameOf = await userNames(
    deps.store,
    items.map((doc) => doc.savedBy),
  )
  const summaries = await Promise.all(
    items.map(async ({ _id, summary, liveVersion, paused = false, savedAt, savedBy, ...doc }) => ({
      id: _id,
      ...summary,
      liveVersion,
      paused,
      ...(await changesOf(deps, workspaceId, { _id, summary, liveVersion, ...doc })),
      ...(await leavingOf(deps, workspaceId, { _id, ...doc })),
      ...(withFigures ? { figures: await figuresOf(deps, workspaceId, _id) } : {}),
      changedAt: savedAt,
      changedBy: nameOf(savedBy),
    })),
  )
  return { items: summaries, ...(next ? { next } : {}) }
}

/** A flow that was last saved before changes were counted has them counted now. */
async function changesOf(
  deps: Pick<Deps, 'store' | 'engine'>,
  workspaceId: string,
  doc: Pick<FlowDoc, '_id' | 'summary' | 'liveVersion' | 'liveRevision' | 'revision'>,
): Promise<Pick<FlowSummary, 'unpublished'>> {
  const { _id, summary, liveVersion, liveRevision, revision } = doc
  if (liveVersion === null) return {}
  if (revision === liveRevision) return { unpublished: 0 }
  if (summary.unpublished !== undefined) return { unpublished: summary.unpublished }
  const { draft } = await findFlow(deps, workspaceId, _id)
  const unpublished = await changesNotLive(deps, { _id, workspaceId, liveVersion }, draft)
  return unpublished === undefined ? {} : { unpublished }
}

async function leavingOf(
  deps: Pick<Deps, 'store'>,
  workspaceId: string,
  { _id, withdrawn, withdrawAt }: Pick<FlowDoc, '_id' | 'withdrawn' | 'withdrawAt'>,
): Promise<Pick<FlowSummary, 'leaving'>> {
  if (!withdrawn || !withdrawAt) return {}
  const { people, inside, upTo } = withdrawn
  return { leaving: { people, inside, left: await peopleInside(deps, workspaceId, _id, upTo) } }
}

async function figuresOf(deps: Pick<Deps, 'store' | 'now' | 'engine'>, workspaceId: string, flowId: string) {
  const { store, now, engine } = deps
  const today = dayOf(instantAt(now()), await engine.timeZones.of(workspaceId))
  const [statistics, waitingNow] = await Promise.all([
    readStatistics(deps, workspaceId, flowId, { from: addDays(today, 1 - days), to: today }, now()),
    inWorkspace(store, conversations, workspaceId).count({ flowId, nodeId: { $gt: '' } }),
  ])
  const dropped = Object.values(statistics.nodes).reduce((sum, node) => sum + node.dropped, 0)
  return { waitingNow, started: statistics.started, dropped }
}
