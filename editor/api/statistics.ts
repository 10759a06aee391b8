import type { ChatsFilter, FlowStatistics, StatisticsByHour, StatisticsChats } from '#schemas/api/statistics.ts'
import { type Query, request } from './request.ts'

/** Days as YYYY-MM-DD in the workspace's time zone, both ends included. */
export interface StatisticsFilter {
  version?: number
  from?: string
  to?: string
  channel?: string
  language?: string
}
export type Figure = ChatsFilter['figure']

export const getStatistics = (w: string, f: string, filter: StatisticsFilter = {}) =>
  request<FlowStatistics>('GET', `/workspaces/${w}/flows/${f}/statistics`, undefined, { ...filter } satisfies Query)

/** How often the flow, or a visit to a node, began in every hour of at most 40 days, and of the week. */
export const getStatisticsByHour = (w: string, f: string, of: StatisticsFilter & { nodeId?: string | undefined }) =>
  request<StatisticsByHour>('GET', `/workspaces/${w}/flows/${f}/statistics/hours`, undefined, { ...of } satisfies Query)

/** The chats behind one figure of one node. */
export const listStatisticsChats = (
  w: string,
  f: string,
  of: StatisticsFilter & { nodeId: string; figure: Figure; after?: string },
) => request<StatisticsChats>('GET', `/workspaces/${w}/flows/${f}/statistics/chats`, undefined, { ...of } satisfies Query)
