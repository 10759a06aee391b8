import { chatsFilter, flowStatistics, type StatisticsFilter, statisticsChats, statisticsFilter } from '#schemas/api/statistics.ts'
import { may } from '#schemas/roles.ts'
import { invalidInput } from '../errors.ts'
import { listStatisticsChats } from '../use-cases/list-statistics-chats.ts'
import { findFlow } from '../use-cases/read-flow.ts'
import { readStatistics, type StatisticsQuery } from '../use-cases/read-statistics.ts'
import { route } from './route.ts'

const path = '/workspaces/{w}/flows/{f}/statistics'
const usualDays = 14
const mostDays = 366

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
      return readStatistics(deps.store, workspaceId, params.f, withPeriod(query, now), deps.now())
    },
  }),
  route({
    method: 'get',
    path: `${path}/chats`,
    who: { roles: may.readStatistics },
    summary: 'The chats behind one figure of one node',
    query: chatsFilter,
    reply: statisticsChats,
    handle: async ({ deps, workspaceId, params, query, now }) => {
      await findFlow(deps, workspaceId, params.f)
      const { nodeId, figure, after } = query
      const of = { flowId: params.f, nodeId, figure }
      return listStatisticsChats(deps.store, workspaceId, of, withPeriod(query, now), after === undefined ? {} : { after })
    },
  }),
]

/** The period that is meant: the last 14 days unless both or one end is given. */
function withPeriod({ version, channel, language, from, to }: StatisticsFilter, now: string): StatisticsQuery {
  const end = to ?? now.slice(0, 10)
  const start = from ?? daysBefore(end, usualDays - 1)
  if (start > end) throw invalidInput({ path: '/query/from', message: 'is after the end of the period' })
  if (start < daysBefore(end, mostDays)) throw invalidInput({ path: '/query/from', message: `is more than ${mostDays} days ago` })
  return {
    from: start,
    to: end,
    ...(version === undefined ? {} : { version }),
    ...(channel === undefined ? {} : { channel }),
    ...(language === undefined ? {} : { language }),
  }
}

const daysBefore = (day: string, days: number): string => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)
