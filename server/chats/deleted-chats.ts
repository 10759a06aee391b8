import type { Page, Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { type ForgettingDoc, forgettings } from './collections.ts'

/** What stays of the chats that were deleted in a workspace, the first that was deleted first. */
export const deletedChats = (store: Store, workspaceId: string): Promise<ForgettingDoc[]> =>
  findAll(store.collection(forgettings), { workspaceId }, { at: 1 })

/** How many were deleted, of which some counted visit is known. */
export async function countDeletedChats(store: Store, workspaceId: string): Promise<number> {
  const all = await findAll(store.collection(forgettings), { workspaceId }, { at: 1 }, ['visits'])
  return all.filter(({ visits }) => visits).length
}

/** Those in which a visit ended like this: `<flowId>.<nodeId>.<outcome>`. */
export const deletedChatsWith = (store: Store, workspaceId: string, mark: string): Promise<ForgettingDoc[]> =>
  findAll(store.collection(forgettings), { workspaceId, marks: mark }, { marks: 1 })

/** All of them, a page at a time. */
export const pageOfDeletedChats = (
  store: Store,
  workspaceId: string,
  page: { limit: number; after?: string },
): Promise<Page<ForgettingDoc>> => store.collection(forgettings).find({ workspaceId }, { sort: { at: 1 }, ...page })
