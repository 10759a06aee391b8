import { summarise } from '#runtime/metrics/statistics.ts'
import type { FlowStatistics } from '#schemas/api/contract.ts'
import { instantAt } from '#schemas/instant.ts'
import { type CounterDoc, counters } from '../store/collections.ts'
import type { Filter, Store } from '../store/contract.ts'

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
  store: Store,
  workspaceId: string,
  flowId: string,
  query: StatisticsQuery,
  now: number,
): Promise<FlowStatistics> {
  const filter: Filter = { flowId, day: { $gte: query.from, $lte: query.to } }
  const kept: CounterDoc[] = []
  const versions = new Set<number>()
  let after: string | undefined
  do {
    const page = await store.collection(counters).find(filter, { sort: { day: 1 }, limit: 1000, ...(after ? { after } : {}) })
    for (const doc of page.items) {
      if (doc.workspaceId !== workspaceId) continue
      versions.add(doc.version)
      if (fits(doc, query)) kept.push(doc)
    }
    after = page.next
  } while (after)
  const summary = summarise(kept)
  const people = Math.max(0, ...Object.values(summary.nodes).map((node) => node.entered))
  return {
    from: query.from,
    to: query.to,
    ...summary,
    versions: [...versions].sort((a, b) => b - a),
    people,
    updatedAt: instantAt(now),
  }
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
