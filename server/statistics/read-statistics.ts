import { summarise } from '#runtime/metrics/statistics.ts'
import type { FlowStatistics } from '#schemas/api/statistics.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Deps } from '../deps.ts'
import type { Filter } from '../store/contract.ts'
import { pagesOf } from '../store/find-all.ts'
import { type CounterDoc, counters } from './collections.ts'

export interface StatisticsQuery {
  /** Days as YYYY-MM-DD in the workspace's time zone, both included. */
  from: string
  to: string
  version?: number
  channel?: string
  language?: string
}

/** The figures of every node of a flow, from the roll-ups. */
export async function readStatistics(
  { store, engine }: Pick<Deps, 'store' | 'engine'>,
  workspaceId: string,
  flowId: string,
  query: StatisticsQuery,
  now: number,
): Promise<FlowStatistics> {
  const filter: Filter = { flowId, day: { $gte: query.from, $lte: query.to } }
  const kept: CounterDoc[] = []
  const versions = new Set<number>()
  for await (const page of pagesOf(store.collection(counters), filter, { sort: { day: 1 }, limit: 1000 }))
    for (const doc of page) {
      if (doc.workspaceId !== workspaceId) continue
      versions.add(doc.version)
      if (fits(doc, query)) kept.push(doc)
    }
  return {
    from: query.from,
    to: query.to,
    ...summarise(kept),
    versions: [...versions].sort((a, b) => b - a),
    started: await startedOf(engine, workspaceId, flowId, kept),
    updatedAt: instantAt(now),
  }
}

/** How often the flow began: who entered the start node of their version. */
async function startedOf(
  { flows }: Deps['engine'],
  workspaceId: string,
  flowId: string,
  counted: readonly CounterDoc[],
): Promise<number> {
  const versions = [...new Set(counted.map(({ version }) => version))]
  const compiled = await Promise.all(versions.map((version) => flows.version(workspaceId, flowId, version)))
  const starts = new Map(versions.map((version, at) => [version, compiled[at]?.start?.id]))
  return counted.reduce((sum, { version, nodeId, entered }) => (nodeId === starts.get(version) ? sum + entered : sum), 0)
}

/** Whether the figures of a query are about this visit, or about what this counter counts. */
export const fits = (
  counted: Pick<CounterDoc, 'day' | 'version' | 'channelId' | 'language'>,
  { from, to, version, channel, language }: StatisticsQuery,
): boolean =>
  counted.day >= from &&
  counted.day <= to &&
  (version === undefined || counted.version === version) &&
  (channel === undefined || counted.channelId === channel) &&
  (language === undefined || counted.language === language)
