import { summarise } from '#runtime/metrics/statistics.ts'
import { shownEvent } from '#runtime/shown-event.ts'
import type { FlowStatistics, Listing, StatisticsChat } from '#schemas/api/contract.ts'
import { instantAt } from '#schemas/instant.ts'
import type { VisitOutcome } from '#schemas/turn.ts'
import { type CounterDoc, conversations, counters, turns } from '../store/collections.ts'
import type { Filter, Store } from '../store/contract.ts'
import { contentText, nameOf } from '../workers/conversation-list.ts'

export interface StatisticsQuery {
  /** Days as YYYY-MM-DD, both included. */
  from: string
  to: string
  version?: number
  channel?: string
  language?: string
}

/** The figures of every node of a flow, from the roll-ups. */
export async function readStatistics(
  store: Store,
  workspaceId: string,
  flowId: string,
  query: StatisticsQuery,
  now: number,
): Promise<FlowStatistics> {
  const filter: Filter = { flowId, day: { $gte: query.from, $lte: query.to } }
  const kept: CounterDoc[] = []
  const versions = new Set<number>()
  let after: string | undefined
  do {
    const page = await store.collection(counters).find(filter, { sort: { day: 1 }, limit: 1000, ...(after ? { after } : {}) })
    for (const doc of page.items) {
      if (doc.workspaceId !== workspaceId) continue
      versions.add(doc.version)
      if (fits(doc, query)) kept.push(doc)
    }
    after = page.next
  } while (after)
  const summary = summarise(kept)
  const people = Math.max(0, ...Object.values(summary.nodes).map((node) => node.entered))
  return {
    from: query.from,
    to: query.to,
    ...summary,
    versions: [...versions].sort((a, b) => b - a),
    people,
    updatedAt: instantAt(now),
  }
}

const fits = (doc: CounterDoc, { version, channel, language }: StatisticsQuery): boolean =>
  (version === undefined || doc.version === version) &&
  (channel === undefined || doc.channelId === channel) &&
  (language === undefined || doc.language === language)

export type ChatsFigure = 'entered' | 'waiting' | VisitOutcome
const outcomes: VisitOutcome[] = ['answered', 'timed-out', 'failed', 'handed-off', 'dropped']

/** The chats behind a figure of one node, newest first. */
export async function listStatisticsChats(
  store: Store,
  workspaceId: string,
  flowId: string,
  nodeId: string,
  figure: ChatsFigure,
  query: StatisticsQuery,
  limit = 50,
): Promise<Listing<StatisticsChat>> {
  const wanted = figure === 'entered' ? outcomes : figure === 'waiting' ? [] : [figure]
  const ended = (
    await Promise.all(
      wanted.map((outcome) => endedVisits(store, workspaceId, `${flowId}.${nodeId}.${outcome}`, nodeId, query, limit)),
    )
  ).flat()
  const waiting =
    figure === 'entered' || figure === 'waiting' ? await waitingVisits(store, workspaceId, flowId, nodeId, query, limit) : []
  const newest = new Map<string, StatisticsChat>()
  for (const chat of [...ended, ...waiting]) {
    const known = newest.get(chat.conversationId)
    if (!known || known.enteredAt < chat.enteredAt) newest.set(chat.conversationId, chat)
  }
  const items = [...newest.values()].sort((a, b) => (a.enteredAt > b.enteredAt ? -1 : 1)).slice(0, limit)
  return { items }
}

async function endedVisits(
  store: Store,
  workspaceId: string,
  mark: string,
  nodeId: string,
  query: StatisticsQuery,
  limit: number,
): Promise<StatisticsChat[]> {
  const chats: StatisticsChat[] = []
  const docs = store.collection(turns)
  let after: string | undefined
  do {
    // A visit ends on the day it began or later.
    const page = await docs.find(
      { marks: mark, at: { $gte: query.from } },
      { sort: { at: -1 }, limit: Math.max(limit, 100), ...(after ? { after } : {}) },
    )
    for (const turn of page.items) {
      const step = turn.steps.findLast((one) => one.nodeId === nodeId && one.outcome !== undefined)
      if (turn.workspaceId !== workspaceId || !step) continue
      const day = step.enteredAt.slice(0, 10)
      if (day < query.from || day > query.to) continue
      if (query.version !== undefined && step.version !== query.version) continue
      if (query.channel !== undefined && turn.state.channel.id !== query.channel) continue
      if (query.language !== undefined && step.enteredLanguage !== query.language) continue
      const event = shownEvent(turn)
      chats.push({
        conversationId: turn.state.conversationId,
        contactName: nameOf(turn),
        channelKind: turn.state.channel.kind,
        enteredAt: step.enteredAt,
        lastText: event.kind === 'message' ? contentText(event.message.content) : '',
      })
      if (chats.length >= limit) return chats
    }
    after = page.next
  } while (after)
  return chats
}

async function waitingVisits(
  store: Store,
  workspaceId: string,
  flowId: string,
  nodeId: string,
  query: StatisticsQuery,
  limit: number,
): Promise<StatisticsChat[]> {
  const filter: Filter = { flowId, nodeId, ...(query.version === undefined ? {} : { version: query.version }) }
  const { items } = await store.collection(conversations).find(filter, { sort: { flowId: 1 }, limit })
  return items
    .filter((doc) => doc.workspaceId === workspaceId && (query.channel === undefined || doc.channelId === query.channel))
    .map((doc) => ({
      conversationId: doc._id,
      contactName: doc.contactName,
      channelKind: doc.channelKind,
      enteredAt: doc.updatedAt,
      lastText: doc.last.text,
    }))
}
