import { visitOutcomes } from '../turn.ts'
import type { FlowStatistics, NodeStatistics, StatisticsChat, StatisticsChats } from './contract.ts'
import { anyText, day, id, instant, language, listOf, mapOf, maybe, named, number, object, oneOf, text, whole } from './shape.ts'
import { channelKind } from './turns.ts'

const count = whole(0, Number.MAX_SAFE_INTEGER)
const version = whole(1, 1_000_000_000)

const nodeStatistics = named(
  'NodeStatistics',
  object<NodeStatistics>({
    entered: count,
    waiting: count,
    answered: count,
    timedOut: count,
    failed: count,
    handedOff: count,
    dropped: count,
    onlyOpened: maybe(count),
    quiet: maybe(count),
    outputs: mapOf(count),
    median: maybe(number),
    p90: maybe(number),
    mean: maybe(number),
  }),
)
export const flowStatistics = named(
  'FlowStatistics',
  object<FlowStatistics>({
    from: day,
    to: day,
    versions: listOf(version),
    started: count,
    updatedAt: instant,
    nodes: mapOf(nodeStatistics),
    leak: maybe(object<NonNullable<FlowStatistics['leak']>>({ nodeId: id, dropped: count, entered: count })),
  }),
)

/** Days in the workspace's time zone, both included; the last 14 unless said otherwise. */
export interface StatisticsFilter {
  version?: number
  from?: string
  to?: string
  channel?: string
  language?: string
}
const filter = { version: maybe(version), from: maybe(day), to: maybe(day), channel: maybe(id), language: maybe(language) }
export const statisticsFilter = object<StatisticsFilter>(filter)

/** Every visit that `entered` is in one of the others. */
export const figures = ['entered', 'waiting', ...visitOutcomes] as const
export type ChatsFilter = StatisticsFilter & { nodeId: string; figure: (typeof figures)[number]; after?: string }
export const chatsFilter = object<ChatsFilter>({ ...filter, nodeId: id, figure: oneOf(figures), after: maybe(text(2000)) })

const statisticsChat = named(
  'StatisticsChat',
  object<StatisticsChat>({ conversationId: id, contactName: anyText, channelKind, enteredAt: instant, lastText: anyText }),
)
export const statisticsChats = object<StatisticsChats>({
  items: listOf(statisticsChat),
  next: maybe(text(2000)),
  deleted: maybe(count),
})
