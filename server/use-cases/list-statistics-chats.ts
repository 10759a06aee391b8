import { addDays, dayOf } from '#nodes/dates.ts'
import { shownEvent } from '#runtime/shown-event.ts'
import type { Listing, StatisticsChat } from '#schemas/api/contract.ts'
import type { VisitOutcome } from '#schemas/turn.ts'
import { inWorkspace } from '../repositories/in-workspace.ts'
import { conversations, turns } from '../store/collections.ts'
import { BadPageKey, type Page, type Store } from '../store/contract.ts'
import { contentText, nameOf } from '../workers/conversation-list.ts'
import { fits, type StatisticsQuery } from './read-statistics.ts'

/** Every visit is in one of these lists. */
const lists = ['waiting', 'answered', 'timed-out', 'failed', 'handed-off', 'dropped'] as const satisfies (
  | 'waiting'
  | VisitOutcome
)[]
type List = (typeof lists)[number]

export interface ChatsOfFigure {
  flowId: string
  nodeId: string
  figure: 'entered' | List
}

/**
 * The chats behind a figure of one node, once for each visit that it counts. Behind `entered` those that still wait come first,
 * then the others by how they ended; within each the newest come first. A page has at least `limit` unless it is the last.
 */
export async function listStatisticsChats(
  store: Store,
  workspaceId: string,
  of: ChatsOfFigure,
  query: StatisticsQuery,
  page: { after?: string; limit?: number } = {},
): Promise<Listing<StatisticsChat>> {
  const { after: key, limit = 50 } = page
  const read = reader(store, workspaceId, of, query, Math.max(limit, 100))
  const wanted: readonly List[] = of.figure === 'entered' ? lists : [of.figure]
  let { at, after } = key === undefined ? { at: 0, after: undefined } : readKey(key, wanted)
  const items: StatisticsChat[] = []
  for (let list = wanted[at]; list; list = wanted[at]) {
    if (items.length >= limit) return { items, next: `${list}.${after ?? ''}` }
    const found: Page<StatisticsChat> = await read(list, after)
    items.push(...found.items)
    after = found.next
    if (after === undefined) at += 1
  }
  return { items }
}

/** `<list>.<the store's key in it>`: where a page ended. */
function readKey(key: string, wanted: readonly List[]): { at: number; after: string | undefined } {
  const [list, after] = key.split('.')
  const at = wanted.indexOf(list as List)
  if (at < 0) throw new BadPageKey('this is not the key of a page of these chats')
  return { at, after: after || undefined }
}

/** Reads a page of a list from the store and leaves out what the query is not about. */
function reader(store: Store, workspaceId: string, { flowId, nodeId }: ChatsOfFigure, query: StatisticsQuery, limit: number) {
  // Wide enough for a day in any time zone; which visits are in it is for `fits` to say.
  const [earliest, latest] = [addDays(query.from, -1), addDays(query.to, 2)]

  const waiting = async (after?: string): Promise<Page<StatisticsChat>> => {
    const { items, next } = await inWorkspace(store, conversations, workspaceId).find(
      { flowId, nodeId, enteredAt: { $gte: earliest, $lt: latest } },
      { sort: { enteredAt: -1 }, limit, ...(after ? { after } : {}) },
    )
    const chats = items.flatMap((doc) => {
      const { version = 0, enteredAt = '', enteredLanguage = '', channelId } = doc
      if (!fits({ day: dayOf(enteredAt), version, channelId, language: enteredLanguage }, query)) return []
      const { _id: conversationId, contactName, channelKind, last } = doc
      return [{ conversationId, contactName, channelKind, enteredAt, lastText: last.text }]
    })
    return { items: chats, ...(next ? { next } : {}) }
  }

  const ended = async (outcome: VisitOutcome, after?: string): Promise<Page<StatisticsChat>> => {
    const { items, next } = await inWorkspace(store, turns, workspaceId).find(
      // A visit ends on the day it began or later.
      { marks: `${flowId}.${nodeId}.${outcome}`, at: { $gte: earliest } },
      { sort: { at: -1 }, limit, ...(after ? { after } : {}) },
    )
    const chats = items.flatMap((turn) => {
      const { conversationId, channel } = turn.state
      const event = shownEvent(turn)
      const lastText = event.kind === 'message' ? contentText(event.message.content) : ''
      return turn.steps
        .filter((step) => step.flowId === flowId && step.nodeId === nodeId && step.outcome === outcome)
        .filter(({ enteredAt, version, enteredLanguage: language }) =>
          fits({ day: dayOf(enteredAt), version, channelId: channel.id, language }, query),
        )
        .map(({ enteredAt }) => ({ conversationId, contactName: nameOf(turn), channelKind: channel.kind, enteredAt, lastText }))
    })
    return { items: chats, ...(next ? { next } : {}) }
  }

  return (list: List, after?: string) => (list === 'waiting' ? waiting(after) : ended(list, after))
}
