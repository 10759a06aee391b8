import type { Page, Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ConversationDoc, conversations } from './collections.ts'

/** The row of a chat in the list, a moment behind its newest turn; null where the list does not have it yet. */
export const rowOf = (store: Store, conversationId: string): Promise<ConversationDoc | null> =>
  store.collection(conversations).get(conversationId)

/** Those of these chats that the list has. */
export const rowsOf = (store: Store, conversationIds: string[]): Promise<ConversationDoc[]> =>
  store.collection(conversations).getMany(conversationIds)

/** Tells of every row as it changes, whichever process wrote it. Returns the way to stop. */
export const onRow = (
  store: Store,
  told: (change: { id: string; doc: ConversationDoc | null }) => void,
  missed: () => void,
): (() => void) => store.collection(conversations).subscribe(told, missed)

/** How many chats wait for a team. */
export const waitingForTeam = (store: Store, workspaceId: string, teamId: string): Promise<number> =>
  inWorkspace(store, conversations, workspaceId).count({ list: 'waiting', team: teamId, waitingSince: { $gt: '' } })

/** Where in a flow: anywhere, in one version, in those up to one, at one node. */
interface Inside {
  flowId: string
  version?: number
  upTo?: number
  nodeId?: string
}

/** How many people wait inside a flow. */
export const countInside = (store: Store, workspaceId: string, inside: Inside): Promise<number> =>
  inWorkspace(store, conversations, workspaceId).count(filterOf(inside))

/** The chats of those people, a page at a time. */
export const pageInside = (
  store: Store,
  workspaceId: string,
  inside: Inside,
  page: { limit: number; after?: string },
): Promise<Page<ConversationDoc>> => inWorkspace(store, conversations, workspaceId).find(filterOf(inside), page)

/** The chats of those who came to a node in a period and wait there, the last who came first. */
export const pageAtNode = (
  store: Store,
  workspaceId: string,
  { flowId, nodeId, from, to }: { flowId: string; nodeId: string; from: string; to: string },
  page: { limit: number; after?: string },
): Promise<Page<ConversationDoc>> =>
  inWorkspace(store, conversations, workspaceId).find(
    { flowId, nodeId, enteredAt: { $gte: from, $lt: to } },
    { sort: { enteredAt: -1 }, ...page },
  )

const filterOf = ({ flowId, version, upTo, nodeId }: Inside) => ({
  flowId,
  nodeId: nodeId ?? { $gt: '' },
  ...(version === undefined ? {} : { version }),
  ...(upTo === undefined ? {} : { version: { $lte: upTo } }),
})
