import type { ConversationView, InboxCounts } from '#schemas/api/inbox.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { Store } from '../store/contract.ts'
import type { ConversationDoc } from './collections.ts'
import { countInScope, type InboxView, pageInScope } from './in-scope.ts'
import type { Viewer } from './scope.ts'

/** Names that a list shows beside ids. */
export interface Names {
  agent(agentId: string): string | undefined
  channel(channelId: string): string | undefined
  /** By its id, or by what a flow of an earlier release calls it. */
  team(workspaceId: string, named: string): string | undefined
}

/** One page of the inbox: newest first, but of those that wait for a person who has waited longest. */
export async function listConversations(
  store: Store,
  who: Viewer,
  view: InboxView,
  names: Names,
  { tag, ...page }: { tag?: string; after?: string; limit?: number } = {},
): Promise<Listing<ConversationView>> {
  const found = await pageInScope(store, who, view, { ...page, ...(tag === undefined ? {} : { where: { tags: tag } }) })
  return { items: found.items.map((doc) => viewOf(doc, names)), ...(found.next ? { next: found.next } : {}) }
}

/** Whoever reads that so many chats are with flows needs no exact number, and a list is answered at once. */
const mostCounted = 10_000

/** How many chats are in each list an agent works from; of those that flows have at most so many are counted. */
export async function countInbox(store: Store, who: Viewer, most = mostCounted): Promise<InboxCounts> {
  const [waiting, mine, flow] = await Promise.all([
    countInScope(store, who, 'waiting'),
    countInScope(store, who, 'mine'),
    countInScope(store, who, 'flow', most),
  ])
  return { waiting, mine, flow, ...(flow >= most ? { about: ['flow' as const] } : {}) }
}

/** A row of the list as the API says it. */
export function viewOf(doc: ConversationDoc, names: Names): ConversationView {
  const ownerName = doc.agentId ? names.agent(doc.agentId) : undefined
  const speaker = doc.last.agentId ? names.agent(doc.last.agentId) : undefined
  return {
    id: doc._id,
    contact: {
      id: doc.contactId,
      name: doc.contactName,
      tags: doc.tags ?? [],
      ...(doc.contactPhone ? { phone: doc.contactPhone } : {}),
    },
    channel: { id: doc.channelId, kind: doc.channelKind, name: names.channel(doc.channelId) ?? doc.channelKind },
    owner: doc.owner,
    ...(ownerName ? { ownerName } : {}),
    status: doc.status,
    ...(doc.language ? { language: doc.language } : {}),
    last: speaker ? { ...doc.last, name: speaker } : doc.last,
    unread: Math.max(0, doc.inbound - doc.read),
    ...(doc.undelivered ? { undelivered: true as const } : {}),
    turn: doc.turn,
    ...(doc.waitingSince ? { waitingSince: doc.waitingSince } : {}),
    ...(doc.topic ? { topic: doc.topic } : {}),
    ...(doc.team ? { team: { id: doc.team, name: names.team(doc.workspaceId, doc.team) ?? doc.team } } : {}),
    updatedAt: doc.updatedAt,
  }
}
