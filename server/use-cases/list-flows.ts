import { addDays, dayOf } from '#nodes/dates.ts'
import type { FlowSummary, Listing } from '#schemas/api/contract.ts'
import type { PageQuery } from '#schemas/api/shape.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Deps } from '../deps.ts'
import { inWorkspace } from '../repositories/in-workspace.ts'
import { userNames } from '../repositories/user-names.ts'
import { conversations, type FlowDoc, flows } from '../store/collections.ts'
import { readStatistics } from './read-statistics.ts'

const days = 14
const shown: (keyof FlowDoc)[] = ['workspaceId', 'summary', 'liveVersion', 'savedAt', 'savedBy']

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
    items.map(async ({ _id, summary, liveVersion, savedAt, savedBy }) => ({
      id: _id,
      ...summary,
      liveVersion,
      ...(withFigures ? { figures: await figuresOf(deps, workspaceId, _id) } : {}),
      changedAt: savedAt,
      changedBy: nameOf(savedBy),
    })),
  )
  return { items: summaries, ...(next ? { next } : {}) }
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
