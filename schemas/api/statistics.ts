import { channelKinds } from '../message.ts'
import { visitOutcomes } from '../turn.ts'
import {
  anyText,
  count,
  day,
  type FromFields,
  type FromShape,
  id,
  instant,
  language,
  listingOf,
  listOf,
  mapOf,
  maybe,
  named,
  number,
  object,
  oneOf,
  type Shape,
  text,
  version,
  whole,
} from './shape.ts'

const nodeFields = {
  entered: count,
  waiting: count,
  answered: count,
  timedOut: count,
  failed: count,
  handedOff: count,
  dropped: count,
  /** Of those who were greeted when they opened the chat and never wrote; absent when there are none. */
  onlyOpened: maybe(count),
  /** Of those timed out: let go by a no-answer path that leads to the end without a word; absent when there are none. */
  quiet: maybe(count),
  /** How often each output was taken. */
  outputs: mapOf(count),
  /** Seconds from entering to answering, of answered visits; absent when there are none. */
  median: maybe(number),
  p90: maybe(number),
  mean: maybe(number),
}
/** entered = waiting + answered + timedOut + failed + handedOff + dropped + onlyOpened, always. Counted in visits, by the day of entering in the workspace's time zone. */
export type NodeStatistics = FromFields<typeof nodeFields>
const nodeStatistics = named<NodeStatistics>('NodeStatistics', object(nodeFields))

const hourFields = {
  /** When it began. */
  at: instant,
  started: count,
  nodes: mapOf(nodeStatistics),
}
/** What is counted of visits that began in one hour. */
export type HourStatistics = FromFields<typeof hourFields>
const hourStatistics = named<HourStatistics>('HourStatistics', object(hourFields))

const flowFields = {
  from: day,
  to: day,
  /** Versions that have numbers, newest first. */
  versions: listOf(version),
  /** How often the flow began: `entered` of its start node. */
  started: count,
  updatedAt: instant,
  nodes: mapOf(nodeStatistics),
  /** The node where most people drop out, when at least 30 entered it and at least 10 dropped. */
  leak: maybe(object({ nodeId: id, dropped: count, entered: count })),
  /** Where `grain=hour` is asked: every hour of the period, in order. A day has 23 or 25 where clocks change. */
  hours: maybe(listOf(hourStatistics)),
}
/** GET /workspaces/{w}/flows/{f}/statistics?StatisticsFilter */
export type FlowStatistics = FromFields<typeof flowFields>
export const flowStatistics = named<FlowStatistics>('FlowStatistics', object(flowFields))

const filterFields = { version: maybe(version), from: maybe(day), to: maybe(day), channel: maybe(id), language: maybe(language) }
/** Days in the workspace's time zone, both included; the last 14 unless said otherwise. */
export type StatisticsFilter = FromFields<typeof filterFields>
/** By the hour as well: of at most 7 days, which began at most 39 days ago. */
export const statisticsFilter = object({ ...filterFields, grain: maybe(oneOf(['hour'] as const)) })

/** Of at most 40 days, which began at most 39 days ago. */
export const hoursFilter = object({ ...filterFields, nodeId: maybe(id) })

const countedHourFields = {
  /** When it began. */
  at: instant,
  /** By the workspace's clock. */
  day,
  hour: whole(0, 23),
  /** How often the flow began in it; of one node, how many visits did. */
  count,
}
/** One hour, told by its beginning. Where clocks change, one that comes twice is there twice. */
export type CountedHour = FromFields<typeof countedHourFields>

const weekHourFields = {
  /** 0 is Monday. */
  weekday: whole(0, 6),
  hour: whole(0, 23),
  count,
  /** How many such hours have begun in the period, so that `count / hours` is the mean. */
  hours: whole(1, 1000),
}
/** What was counted in one hour of the week. */
export type WeekHour = FromFields<typeof weekHourFields>

const byHourFields = {
  from: day,
  to: day,
  updatedAt: instant,
  /** Days before were counted before hours were, or in part: what they say is too little. Absent where all is known. */
  knownFrom: maybe(day),
  /** In all hours together. */
  count,
  /** Every hour of the period, in order. */
  hours: listOf(named<CountedHour>('CountedHour', object(countedHourFields))),
  /** The hours of the week that have begun in the period, on days that are known. */
  week: listOf(named<WeekHour>('WeekHour', object(weekHourFields))),
}
/** GET /workspaces/{w}/flows/{f}/statistics/hours?hoursFilter */
export type StatisticsByHour = FromFields<typeof byHourFields>
export const statisticsByHour = named<StatisticsByHour>('StatisticsByHour', object(byHourFields))

/** Every visit that `entered` is in one of the others. */
export const figures = ['entered', 'waiting', ...visitOutcomes] as const
export const chatsFilter = object({ ...filterFields, nodeId: id, figure: oneOf(figures), after: maybe(text(2000)) })
export type ChatsFilter = FromShape<typeof chatsFilter>

const chatFields = {
  conversationId: id,
  contactName: anyText,
  channelKind: oneOf(channelKinds),
  enteredAt: instant,
  lastText: anyText,
}
/** One for each visit that the figure counts. */
export type StatisticsChat = FromFields<typeof chatFields>
const chatsFields = {
  ...listingOf(named<StatisticsChat>('StatisticsChat', object(chatFields))),
  /** On the last page: how many more visits the figure counts whose chats an owner has deleted. */
  deleted: maybe(count),
  /** How many visits were left out of this page, since their chats are not this person's to see. */
  unseen: maybe(count),
}
/** GET /workspaces/{w}/flows/{f}/statistics/chats?ChatsFilter */
export type StatisticsChats = FromFields<typeof chatsFields>
export const statisticsChats: Shape<StatisticsChats> = object(chatsFields)
