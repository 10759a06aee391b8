import type { ConversationView, InboxCounts } from '#schemas/api/inbox.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { Filter, Store } from '../store/contract.ts'
import { type ConversationDoc, conversations } from './collections.ts'

export type InboxView = 'waiting' | 'mine' | 'flow' | 'all' | 'closed'

/** Names that a list shows beside ids. */
export interface Names {
  agent(agentId: string): string | undefined
  channel(channelId: string): string | undefined
}

/** One page of the inbox: newest first, but of those that wait for a person who has waited longest. */
export async function listConversations(
  store: Store,
  who: { workspaceId: string; agentId: string },
  view: InboxView,
  names: Names,
  { tag, ...page }: { tag?: string; after?: string; limit?: number } = {},
): Promise<Listing<ConversationView>> {
  const filters: Record<InboxView, Filter> = {
    waiting: { workspaceId: who.workspaceId, list: 'waiting', waitingSince: { $gt: '' } },
    mine: { workspaceId: who.workspaceId, agentId: who.agentId },
    flow: { workspaceId: who.workspaceId, list: 'flow' },
    closed: { workspaceId: who.workspaceId, list: 'closed' },
    all: { workspaceId: who.workspaceId },
  }
  const found = await store
    .collection(conversations)
    .find({ ...filters[view], ...(tag === undefined ? {} : { tags: tag }) } as Filter, {
      sort: view === 'waiting' ? { waitingSince: 1 } : { updatedAt: -1 },
      limit: page.limit ?? 50,
      ...(page.after ? { after: page.after } : {}),
    })
  return { items: found.items.map((doc) => viewOf(doc, names)), ...(found.next ? { next: found.next } : {}) }
}

/** How many chats are in each list an agent works from. */
export async function countInbox(store: Store, who: { workspaceId: string; agentId: string }): Promise<InboxCounts> {
  const docs = store.collection(conversations)
  const [waiting, mine, flow] = await Promise.all([
    docs.count({ workspaceId: who.workspaceId, list: 'waiting' }),
    docs.count({ workspaceId: who.workspaceId, agentId: who.agentId }),
    docs.count({ workspaceId: who.workspaceId, list: 'flow' }),
  ])
  return { waiting, mine, flow }
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
    updatedAt: doc.updatedAt,
  }
}
