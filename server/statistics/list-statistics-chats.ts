import { setImmediate } from 'node:timers/promises'
import { addDays, dayOf } from '#nodes/dates.ts'
import { isForgotten } from '#runtime/forget.ts'
import { shownEvent } from '#runtime/shown-event.ts'
import type { ChatsFilter, StatisticsChat, StatisticsChats } from '#schemas/api/statistics.ts'
import { type VisitOutcome, visitOutcomes } from '#schemas/turn.ts'
import {
  belongs,
  contentText,
  deletedChatsWith,
  type ForgettingDoc,
  nameOf,
  pageAtNode,
  rowsOf,
  type Viewer,
} from '../chats/index.ts'
import type { Deps } from '../deps.ts'
import { turns } from '../engine/collections.ts'
import { BadPageKey, type Page, type Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { fits, type StatisticsQuery } from './read-statistics.ts'

/** Every visit is in one of these lists. */
const lists = ['waiting', ...visitOutcomes] as const
type List = (typeof lists)[number]

export type ChatsOfFigure = { flowId: string } & Pick<ChatsFilter, 'nodeId' | 'figure'>

/** As many as this are read at once, and as many make a page. */
const atOnce = 50
/** Where few of those that are read fit the query, a page that has read this often ends with what it has found. */
const mostReads = 20

/**
 * The chats behind a figure of one node, once for each visit that it counts. Behind `entered` those that still wait come first,
 * then the others by how they ended; within each the newest come first. A page may be short, even empty, and not the last.
 */
export async function listStatisticsChats(
  { store, engine }: Pick<Deps, 'store' | 'engine'>,
  who: Viewer,
  { figure, ...node }: ChatsOfFigure,
  query: StatisticsQuery,
  key?: string,
): Promise<StatisticsChats> {
  const { workspaceId } = who
  const asked: Asked = { store, who, workspaceId, ...node, query, timeZone: await engine.timeZones.of(workspaceId) }
  const wanted: readonly List[] = figure === 'entered' ? lists : [figure]
  let { at, after } = key === undefined ? { at: 0, after: undefined } : readKey(key, wanted)
  const items: StatisticsChat[] = []
  let reads = 0
  let unseen = 0
  for (let list = wanted[at]; list; list = wanted[at]) {
    if (items.length >= atOnce || reads === mostReads)
      return { items, next: `${list}.${after ?? ''}`, ...(unseen > 0 ? { unseen } : {}) }
    // A store within this process answers without waiting; messages and timers get their turn in between.
    if (reads++ > 0) await setImmediate()
    const page = list === 'waiting' ? await waiting(asked, after) : await ended(asked, list, after)
    const seen = await visible(asked, page.items)
    items.push(...seen)
    unseen += page.items.length - seen.length
    after = page.next
    if (after === undefined) at += 1
  }
  const deleted = await deletedOf(asked, wanted)
  return { items, ...(deleted > 0 ? { deleted } : {}), ...(unseen > 0 ? { unseen } : {}) }
}

/** Those of these chats that may be seen by who asks. */
async function visible({ store, who, workspaceId }: Asked, chats: StatisticsChat[]): Promise<StatisticsChat[]> {
  if (!who.scope || who.scope.sees === 'all' || chats.length === 0) return chats
  const ids = [...new Set(chats.map(({ conversationId }) => conversationId))]
  const rows = (await rowsOf(store, ids)).filter((row) => row.workspaceId === workspaceId)
  const theirs = new Set(rows.filter((row) => belongs(who, row)).map(({ _id }) => _id))
  return chats.filter(({ conversationId }) => theirs.has(conversationId))
}

/** How many of the visits behind a figure were in chats that are deleted. */
async function deletedOf({ store, workspaceId, flowId, nodeId, query }: Asked, wanted: readonly List[]): Promise<number> {
  const marks = wanted.filter((list) => list !== 'waiting').map((outcome) => `${flowId}.${nodeId}.${outcome}`)
  const chats = new Map<string, ForgettingDoc>()
  for (const mark of marks) for (const doc of await deletedChatsWith(store, workspaceId, mark)) chats.set(doc._id, doc)
  const visits = [...chats.values()].flatMap(({ visits = [] }) => visits)
  return visits
    .filter((visit) => visit.flowId === flowId && visit.nodeId === nodeId && wanted.includes(visit.outcome) && fits(visit, query))
    .reduce((sum, { count }) => sum + count, 0)
}

/** `<list>.<the store's key in it>`: where a page ended. */
function readKey(key: string, wanted: readonly List[]): { at: number; after: string | undefined } {
  const [list, after] = key.split('.')
  const at = wanted.indexOf(list as List)
  if (at < 0) throw new BadPageKey('this is not the key of a page of these chats')
  return { at, after: after || undefined }
}

interface Asked {
  store: Store
  who: Viewer
  workspaceId: string
  flowId: string
  nodeId: string
  query: StatisticsQuery
  /** Where its days begin. */
  timeZone: string | undefined
}

async function waiting(asked: Asked, after?: string): Promise<Page<StatisticsChat>> {
  const { store, workspaceId, flowId, nodeId, query, timeZone } = asked
  const period = { from: earliest(query), to: addDays(query.to, 2) }
  const page = { limit: atOnce, ...(after ? { after } : {}) }
  const { items, next } = await pageAtNode(store, workspaceId, { flowId, nodeId, ...period }, page)
  const chats = items.flatMap((doc) => {
    const { version = 0, enteredAt = '', enteredLanguage = '', channelId } = doc
    if (!fits({ day: dayOf(enteredAt, timeZone), version, channelId, language: enteredLanguage }, query)) return []
    const { _id: conversationId, contactName, channelKind, last } = doc
    return [{ conversationId, contactName, channelKind, enteredAt, lastText: last.text }]
  })
  return { items: chats, ...(next ? { next } : {}) }
}

async function ended(asked: Asked, outcome: VisitOutcome, after?: string): Promise<Page<StatisticsChat>> {
  const { store, workspaceId, flowId, nodeId, query, timeZone } = asked
  const { items, next } = await inWorkspace(store, turns, workspaceId).find(
    // A visit ends on the day it began or later, and nobody knows how much later.
    { marks: `${flowId}.${nodeId}.${outcome}`, at: { $gte: earliest(query) } },
    { sort: { at: -1 }, limit: atOnce, ...(after ? { after } : {}) },
  )
  // They are called as everywhere else: by what is known of them by now.
  const rows = await rowsOf(store, [...new Set(items.map(({ state }) => state.conversationId))])
  const names = new Map(rows.map(({ _id, contactName }) => [_id, contactName]))
  const chats = items.flatMap((turn) => {
    if (isForgotten(turn.state)) return []
    const { conversationId, channel } = turn.state
    const contactName = names.get(conversationId) ?? nameOf(turn)
    const event = shownEvent(turn)
    const lastText = event.kind === 'message' ? contentText(event.message.content) : ''
    return turn.steps
      .filter((step) => step.flowId === flowId && step.nodeId === nodeId && step.outcome === outcome)
      .filter(({ enteredAt, version, enteredLanguage: language }) =>
        fits({ day: dayOf(enteredAt, timeZone), version, channelId: channel.id, language }, query),
      )
      .map(({ enteredAt }) => ({ conversationId, contactName, channelKind: channel.kind, enteredAt, lastText }))
  })
  return { items: chats, ...(next ? { next } : {}) }
}

/** Before any time zone's first day of the period; which visits are in it is for `fits` to say. */
const earliest = ({ from }: StatisticsQuery): string => addDays(from, -1)
