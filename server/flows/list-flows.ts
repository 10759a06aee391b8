import { addDays, dayOf } from '#nodes/dates.ts'
import type { FlowSummary } from '#schemas/api/flows.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import { instantAt } from '#schemas/instant.ts'
import { userNames } from '../accounts/index.ts'
import { countInside } from '../chats/index.ts'
import type { Deps } from '../deps.ts'
import { readStatistics } from '../statistics/index.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { changesNotLive } from './changes-not-live.ts'
import { type FlowDoc, flows } from './collections.ts'
import { findFlow } from './read-flow.ts'
import { type WholeFlow, withPointers } from './with-pointers.ts'

const days = 14
const shown: (keyof FlowDoc)[] = ['workspaceId', 'summary', 'revision', 'savedAt', 'savedBy']

/** The flows of a workspace, the latest saved first; `withFigures`, each with those of the last 14 days. */
export async function listFlows(
  deps: Pick<Deps, 'store' | 'now' | 'engine'>,
  workspaceId: string,
  page: PageQuery,
  withFigures: boolean,
): Promise<Listing<FlowSummary>> {
  const docs = inWorkspace(deps.store, flows, workspaceId)
  const { items: saved, next } = await docs.find({}, { sort: { savedAt: -1 }, fields: shown, ...page })
  const items = await withPointers(deps.store, workspaceId, saved)
  const nameOf = await userNames(
    deps.store,
    items.map((doc) => doc.savedBy),
  )
  const summaries = await Promise.all(
    items.map(async (flow) => {
      const { name, nodeCount, errors, warnings } = flow.summary
      return {
        id: flow._id,
        name,
        nodeCount,
        errors,
        warnings,
        liveVersion: flow.liveVersion,
        paused: flow.paused ?? false,
        ...(await changesOf(deps, flow)),
        ...(await leavingOf(deps, flow)),
        ...(withFigures ? { figures: await figuresOf(deps, workspaceId, flow._id) } : {}),
        changedAt: flow.savedAt,
        changedBy: nameOf(flow.savedBy),
      }
    }),
  )
  return { items: summaries, ...(next ? { next } : {}) }
}

/** What was counted with the last save, unless another version is live since: then it is counted now. */
async function changesOf(deps: Pick<Deps, 'store' | 'engine'>, flow: WholeFlow): Promise<Pick<FlowSummary, 'unpublished'>> {
  const { _id, workspaceId, liveVersion, liveRevision, revision, summary } = flow
  if (liveVersion === null) return {}
  if (revision === liveRevision) return { unpublished: 0 }
  if (summary.unpublished !== undefined && summary.against === liveVersion) return { unpublished: summary.unpublished }
  const { draft } = await findFlow(deps, workspaceId, _id)
  const unpublished = await changesNotLive(deps, flow, draft)
  return unpublished === undefined ? {} : { unpublished }
}

async function leavingOf(
  deps: Pick<Deps, 'store'>,
  { _id, workspaceId, withdrawn, withdrawAt }: WholeFlow,
): Promise<Pick<FlowSummary, 'leaving'>> {
  if (!withdrawn || !withdrawAt) return {}
  const { people, inside, upTo } = withdrawn
  return { leaving: { people, inside, left: await countInside(deps.store, workspaceId, { flowId: _id, upTo }) } }
}

async function figuresOf(deps: Pick<Deps, 'store' | 'now' | 'engine'>, workspaceId: string, flowId: string) {
  const { store, now, engine } = deps
  const today = dayOf(instantAt(now()), await engine.timeZones.of(workspaceId))
  const [statistics, waitingNow] = await Promise.all([
    readStatistics(deps, workspaceId, flowId, { from: addDays(today, 1 - days), to: today }, now()),
    countInside(store, workspaceId, { flowId }),
  ])
  const dropped = Object.values(statistics.nodes).reduce((sum, node) => sum + node.dropped, 0)
  return { waitingNow, started: statistics.started, dropped }
}
