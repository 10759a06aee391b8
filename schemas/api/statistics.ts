import type { Instant } from '../instant.ts'
import type { ChannelKind } from '../message.ts'
import { visitOutcomes } from '../turn.ts'
import {
  anyText,
  day,
  id,
  instant,
  type Listing,
  language,
  listOf,
  mapOf,
  maybe,
  named,
  number,
  object,
  oneOf,
  text,
  whole,
} from './shape.ts'
import { channelKind } from './turns.ts'

/** GET /workspaces/{w}/flows/{f}/statistics?version=&from=YYYY-MM-DD&to=&channel=&language= */
export interface FlowStatistics {
  from: string
  to: string
  /** Versions that have numbers, newest first. */
  versions: number[]
  /** How often the flow began: `entered` of its start node. */
  started: number
  updatedAt: Instant
  nodes: Record<string, NodeStatistics>
  /** The node where most people drop out, when at least 30 entered it and at least 10 dropped. */
  leak?: { nodeId: string; dropped: number; entered: number }
}
/** entered = waiting + answered + timedOut + failed + handedOff + dropped + onlyOpened, always. Counted in visits, by the day of entering in the workspace's time zone. */
export interface NodeStatistics {
  entered: number
  waiting: number
  answered: number
  timedOut: number
  failed: number
  handedOff: number
  dropped: number
  /** Of those who were greeted when they opened the chat and never wrote; absent when there are none. */
  onlyOpened?: number
  /** Of those timed out: let go by a no-answer path that leads to the end without a word; absent when there are none. */
  quiet?: number
  /** How often each output was taken. */
  outputs: Record<string, number>
  /** Seconds from entering to answering, of answered visits; absent when there are none. */
  median?: number
  p90?: number
  mean?: number
}
/**
 * GET /workspaces/{w}/flows/{f}/statistics/chats?nodeId=&figure=entered|waiting|answered|timed-out|failed|handed-off|dropped|only-opened&version=&from=&to=&channel=&language=&after=
 * One for each visit that the figure counts.
 */
export interface StatisticsChat {
  conversationId: string
  contactName: string
  channelKind: ChannelKind
  enteredAt: Instant
  lastText: string
}
/** `deleted`, on the last page: how many more visits the figure counts whose chats an owner has deleted. */
export type StatisticsChats = Listing<StatisticsChat> & { deleted?: number }

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
