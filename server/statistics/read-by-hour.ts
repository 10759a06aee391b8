import { addDays, type Day, startOfHour } from '#nodes/dates.ts'
import { hoursIn, weekOf } from '#runtime/metrics/by-hour.ts'
import { counterIdsOf } from '#runtime/metrics/count.ts'
import type { StatisticsByHour } from '#schemas/api/statistics.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Deps } from '../deps.ts'
import { findAll, pagesOf } from '../store/find-all.ts'
import { type CounterDoc, counters } from './collections.ts'
import { isAskedFor, type StatisticsQuery } from './read-statistics.ts'

/** What is counted: a flow's beginnings, or visits to one of its nodes. */
export interface CountedThing {
  flowId: string
  nodeId: string | undefined
}

/** A counter of a day or an hour, as much of it as is read here. */
type Entered = Pick<CounterDoc, 'workspaceId' | 'version' | 'nodeId' | 'channelId' | 'language' | 'grain' | 'day' | 'entered'>
const entered = ['workspaceId', 'version', 'nodeId', 'channelId', 'language', 'grain', 'day', 'entered']

/** How much of something began in every hour of a period and of the week, and from which day on that is known. */
export async function readByHour(
  { store, engine, now }: Pick<Deps, 'store' | 'engine' | 'now'>,
  workspaceId: string,
  { flowId, nodeId }: CountedThing,
  query: StatisticsQuery,
): Promise<StatisticsByHour> {
  const { from, to } = query
  const docs = store.collection(counters)
  const all: Entered[] = await findAll(docs, { flowId, grain: null, day: { $gte: from, $lte: to } }, { day: 1 }, entered)
  const ours = all.filter((doc) => doc.workspaceId === workspaceId)
  const versions = [...new Set(ours.map(({ version }) => version))]
  const nodes = new Map<number, string>()
  for (const version of versions) {
    const node = nodeId ?? (await engine.flows.version(workspaceId, flowId, version))?.start?.id
    if (node) nodes.set(version, node)
  }
  const isCounted = ({ version, nodeId }: Entered) => nodes.get(version) === nodeId
  const days = sumsByDay(ours.filter(isCounted))

  const readHours = async (): Promise<Entered[]> => {
    const hours: Entered[] = []
    for (const [version, nodeId] of nodes) {
      // A day more on either side: the workspace may have been in another zone.
      const [first, last] = counterIdsOf({ flowId, version, nodeId }, { from: addDays(from, -1), to: addDays(to, 1) })
      const options = { sort: { _id: 1 as const }, limit: 1000, fields: entered }
      for await (const page of pagesOf(docs, { _id: { $gte: first, $lte: last } }, options))
        hours.push(...page.filter((doc) => doc.grain === 'hour' && doc.workspaceId === workspaceId && isCounted(doc)))
    }
    return hours
  }
  let read = await readHours()
  let known = knownFrom(days, sumsByDay(read))
  // What is counted just now is in its day first: before a day is called unknown, its hours are looked at again.
  if (known) {
    read = await readHours()
    known = knownFrom(days, sumsByDay(read))
  }

  const counts = read
    .filter((doc) => isAskedFor(doc, query))
    .map(({ day, entered }) => ({ at: startOfHour(day), count: entered }))
  const timeZone = await engine.timeZones.of(workspaceId)
  const hours = hoursIn(from, to, timeZone, counts)
  const updatedAt = instantAt(now())
  return {
    from,
    to,
    updatedAt,
    ...(known ? { knownFrom: known } : {}),
    count: hours.reduce((sum, { count }) => sum + count, 0),
    hours,
    week: weekOf(
      hours.filter(({ day }) => !known || day >= known),
      updatedAt,
    ),
  }
}

function sumsByDay(docs: readonly Entered[]): Map<Day, number> {
  const sums = new Map<Day, number>()
  for (const { day, entered } of docs) sums.set(day.slice(0, 10), (sums.get(day.slice(0, 10)) ?? 0) + entered)
  return sums
}

/** After the last day that counts more than its hours do: it, or a part of it, is of before hours were counted. */
function knownFrom(days: ReadonlyMap<Day, number>, hours: ReadonlyMap<Day, number>): Day | undefined {
  const unknown = [...days].filter(([day, count]) => (hours.get(day) ?? 0) < count).map(([day]) => day)
  const last = unknown.sort().at(-1)
  return last && addDays(last, 1)
}
