import { addDays, dayOf } from '#nodes/dates.ts'
import { hoursToldDays } from '#runtime/metrics/by-hour.ts'
import {
  chatsFilter,
  flowStatistics,
  hoursFilter,
  type StatisticsFilter,
  statisticsByHour,
  statisticsChats,
  statisticsFilter,
} from '#schemas/api/statistics.ts'
import { may } from '#schemas/roles.ts'
import type { Deps } from '../deps.ts'
import { invalidInput } from '../errors.ts'
import { findFlow } from '../flows/index.ts'
import { route } from '../http/route.ts'
import { listStatisticsChats } from './list-statistics-chats.ts'
import { readByHour } from './read-by-hour.ts'
import { readHours } from './read-hours.ts'
import { readStatistics, type StatisticsQuery } from './read-statistics.ts'

const path = '/workspaces/{w}/flows/{f}/statistics'
const usualDays = 14
const mostDays = 366
const mostDaysByHour = 7

export const statisticsRoutes = [
  route({
    method: 'get',
    path,
    who: { roles: may.readStatistics },
    summary: 'The figures of every node: entered, answered, dropped and so on',
    query: statisticsFilter,
    reply: flowStatistics,
    handle: async ({ deps, workspaceId, params, query, now }) => {
      await findFlow(deps, workspaceId, params.f)
      const asked = await withPeriod(deps, workspaceId, query, now)
      const figures = await readStatistics(deps, workspaceId, params.f, asked, deps.now())
      if (query.grain !== 'hour') return figures
      refuseManyHours(asked, dayOf(now, await deps.engine.timeZones.of(workspaceId)), mostDaysByHour)
      return { ...figures, hours: await readHours(deps, workspaceId, params.f, asked) }
    },
  }),
  route({
    method: 'get',
    path: `${path}/hours`,
    who: { roles: may.readStatistics },
    summary: 'How often the flow, or a visit to a node, began in every hour of a period and of the week',
    query: hoursFilter,
    reply: statisticsByHour,
    handle: async ({ deps, workspaceId, params, query, now }) => {
      await findFlow(deps, workspaceId, params.f)
      const asked = await withPeriod(deps, workspaceId, query, now)
      refuseManyHours(asked, dayOf(now, await deps.engine.timeZones.of(workspaceId)), hoursToldDays)
      return readByHour(deps, workspaceId, { flowId: params.f, nodeId: query.nodeId }, asked)
    },
  }),
  route({
    method: 'get',
    path: `${path}/chats`,
    who: { roles: may.readStatisticsChats },
    summary: 'The chats behind one figure of one node',
    query: chatsFilter,
    reply: statisticsChats,
    handle: async ({ deps, workspaceId, caller, scope, params, query, now }) => {
      await findFlow(deps, workspaceId, params.f)
      const { nodeId, figure, after } = query
      const of = { flowId: params.f, nodeId, figure }
      const asked = await withPeriod(deps, workspaceId, query, now)
      return listStatisticsChats(deps, { workspaceId, agentId: caller.user.id, scope }, of, asked, after)
    },
  }),
]

/** Hours are kept for some weeks, and so many days of them are read at once. */
function refuseManyHours({ from, to }: StatisticsQuery, today: string, mostDays: number): void {
  if (from <= addDays(to, -mostDays))
    throw invalidInput({ path: '/query/from', message: `by the hour are at most ${mostDays} days` })
  if (from <= addDays(today, -hoursToldDays))
    throw invalidInput({ path: '/query/from', message: `hours are kept for ${hoursToldDays} days` })
}

/** The period that is meant: the last 14 days where the workspace is unless both or one end is given. */
async function withPeriod(
  { engine }: Deps,
  workspaceId: string,
  { version, channel, language, from, to }: StatisticsFilter,
  now: string,
): Promise<StatisticsQuery> {
  const end = to ?? dayOf(now, await engine.timeZones.of(workspaceId))
  const start = from ?? addDays(end, 1 - usualDays)
  if (start > end) throw invalidInput({ path: '/query/from', message: 'is after the end of the period' })
  if (start < addDays(end, -mostDays)) throw invalidInput({ path: '/query/from', message: `is more than ${mostDays} days ago` })
  return {
    from: start,
    to: end,
    ...(version === undefined ? {} : { version }),
    ...(channel === undefined ? {} : { channel }),
    ...(language === undefined ? {} : { language }),
  }
}
