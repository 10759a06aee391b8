import type { Store } from '../store/contract.ts'
import { findAll, pagesOf } from '../store/find-all.ts'
import { type WorkspaceDoc, workspaces } from './collections.ts'

/** The workspace with this id, or null. */
export const workspaceOf = (store: Store, workspaceId: string): Promise<WorkspaceDoc | null> =>
  store.collection(workspaces).get(workspaceId)

/** All workspaces of this server. */
export const allWorkspaces = (store: Store): Promise<WorkspaceDoc[]> => findAll(store.collection(workspaces), {}, { _id: 1 })

/** The ids of all workspaces, read as they are asked for. */
export async function* workspaceIds(store: Store): AsyncGenerator<string> {
  const options = { sort: { _id: 1 as const }, limit: 100, fields: ['_id'] }
  for await (const page of pagesOf(store.collection(workspaces), {}, options)) for (const { _id } of page) yield _id
}
