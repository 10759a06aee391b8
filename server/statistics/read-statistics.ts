import { type Counted, countedNumbers, nothingCounted } from '#runtime/metrics/count.ts'
import { piecesOf } from '#runtime/metrics/period.ts'
import { summarise } from '#runtime/metrics/statistics.ts'
import type { FlowStatistics } from '#schemas/api/statistics.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Deps } from '../deps.ts'
import type { Store } from '../store/contract.ts'
import { pagesOf } from '../store/find-all.ts'
import { type CounterDoc, countedMonths, counters } from './collections.ts'

export interface StatisticsQuery {
  /** Days as YYYY-MM-DD in the workspace's time zone, both included. */
  from: string
  to: string
  version?: number
  channel?: string
  language?: string
}

/** What a period counts of one node, in one version, channel and language. */
type CohortCount = Pick<CounterDoc, 'version' | 'nodeId' | 'channelId' | 'language'> & Counted

/** The figures of every node of a flow, from the roll-ups. */
export async function readStatistics(
  { store, engine }: Pick<Deps, 'store' | 'engine'>,
  workspaceId: string,
  flowId: string,
  query: StatisticsQuery,
  now: number,
): Promise<FlowStatistics> {
  const counted = await countsIn(store, workspaceId, flowId, query)
  const versions = new Set(counted.map(({ version }) => version))
  const kept = counted.filter((count) => isAskedFor(count, query))
  return {
    from: query.from,
    to: query.to,
    ...summarise(kept),
    versions: [...versions].sort((a, b) => b - a),
    started: await startedOf(engine, workspaceId, flowId, kept),
    updatedAt: instantAt(now),
  }
}

/** What the days from one to another count, as few counters as may be read. */
async function countsIn(
  store: Store,
  workspaceId: string,
  flowId: string,
  { from, to }: StatisticsQuery,
): Promise<CohortCount[]> {
  const sums = new Map<string, CohortCount>()
  const since = (await store.collection(countedMonths).get(workspaceId))?.since
  for (const piece of piecesOf(from, to, since)) {
    const filter = { flowId, grain: piece.grain === 'day' ? null : piece.grain, day: { $gte: piece.from, $lte: piece.to } }
    for await (const page of pagesOf(store.collection(counters), filter, { sort: { day: 1 }, limit: 1000 }))
      for (const doc of page) if (doc.workspaceId === workspaceId) addTo(sums, doc, piece.sign)
  }
  return [...sums.values()].filter((sum) => countedNumbers.some((name) => sum[name] !== 0))
}

function addTo(sums: Map<string, CohortCount>, doc: CounterDoc, sign: 1 | -1): void {
  const { version, nodeId, channelId, language } = doc
  const key = JSON.stringify([version, nodeId, channelId, language])
  const sum = sums.get(key) ?? { version, nodeId, channelId, language, ...nothingCounted() }
  sums.set(key, sum)
  for (const name of countedNumbers) sum[name] += sign * (doc[name] ?? 0)
  for (const part of ['outputs', 'times'] as const)
    for (const [of, by] of Object.entries(doc[part])) {
      const was = Object.hasOwn(sum[part], of) ? (sum[part][of] as number) : 0
      if (was + sign * by === 0) delete sum[part][of]
      else sum[part][of] = was + sign * by
    }
}

/** How often the flow began: who entered the start node of their version. */
export async function startedOf(
  { flows }: Deps['engine'],
  workspaceId: string,
  flowId: string,
  counted: readonly Pick<CohortCount, 'version' | 'nodeId' | 'entered'>[],
): Promise<number> {
  const versions = [...new Set(counted.map(({ version }) => version))]
  const compiled = await Promise.all(versions.map((version) => flows.version(workspaceId, flowId, version)))
  const starts = new Map(versions.map((version, at) => [version, compiled[at]?.start?.id]))
  return counted.reduce((sum, { version, nodeId, entered }) => (nodeId === starts.get(version) ? sum + entered : sum), 0)
}

/** Whether the figures of a query are about this visit. */
export const fits = (visit: Pick<CounterDoc, 'day' | 'version' | 'channelId' | 'language'>, query: StatisticsQuery): boolean =>
  visit.day >= query.from && visit.day <= query.to && isAskedFor(visit, query)

export const isAskedFor = (
  counted: Pick<CounterDoc, 'version' | 'channelId' | 'language'>,
  { version, channel, language }: StatisticsQuery,
): boolean =>
  (version === undefined || counted.version === version) &&
  (channel === undefined || counted.channelId === channel) &&
  (language === undefined || counted.language === language)
