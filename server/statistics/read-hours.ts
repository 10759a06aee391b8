import { hoursOf, startOfHour } from '#nodes/dates.ts'
import { daysFrom } from '#runtime/metrics/period.ts'
import { summarise } from '#runtime/metrics/statistics.ts'
import type { HourStatistics } from '#schemas/api/statistics.ts'
import type { Deps } from '../deps.ts'
import { pagesOf } from '../store/find-all.ts'
import { type CounterDoc, counters } from './collections.ts'
import { isAskedFor, type StatisticsQuery, startedOf } from './read-statistics.ts'

/** After every hour of a day, whatever the clock's distance from UTC. */
const lastOf = (day: string): string => `${day}T99`

/** What was counted in every hour of a few days, in their order; hours in which nothing was are there, too. */
export async function readHours(
  { store, engine }: Pick<Deps, 'store' | 'engine'>,
  workspaceId: string,
  flowId: string,
  query: StatisticsQuery,
): Promise<HourStatistics[]> {
  const timeZone = await engine.timeZones.of(workspaceId)
  const hours = new Map<string, CounterDoc[]>(
    daysFrom(query.from, query.to).flatMap((day) => hoursOf(day, timeZone).map((hour) => [startOfHour(hour), []])),
  )
  const filter = { flowId, grain: 'hour', day: { $gte: query.from, $lte: lastOf(query.to) } }
  for await (const page of pagesOf(store.collection(counters), filter, { sort: { day: 1 }, limit: 1000 }))
    for (const doc of page) {
      if (doc.workspaceId !== workspaceId || !isAskedFor(doc, query)) continue
      const at = startOfHour(doc.day)
      hours.set(at, [...(hours.get(at) ?? []), doc])
    }
  const inOrder = [...hours].sort(([one], [other]) => (one < other ? -1 : 1))
  return Promise.all(
    inOrder.map(async ([at, docs]) => ({
      at,
      started: await startedOf(engine, workspaceId, flowId, docs),
      nodes: summarise(docs).nodes,
    })),
  )
}
