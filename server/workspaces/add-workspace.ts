import type { NewWorkspace } from '#schemas/api/workspaces.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { type MemberDoc, members, type WorkspaceDoc, workspaces } from './collections.ts'

/** A workspace and whose it is. */
export interface Founding {
  workspace: WorkspaceDoc
  member: MemberDoc
}

/** A new, empty workspace and its owner, not kept yet. */
export function newWorkspace(
  deps: Pick<Deps, 'now' | 'random'>,
  { name, language = 'en', timeZone }: NewWorkspace,
  userId: string,
): Founding {
  const createdAt = instantNow(deps)
  const workspace = { _id: newId(deps), name, language, timeZone, demo: false, createdAt }
  const member = { _id: `${workspace._id}.${userId}`, workspaceId: workspace._id, userId, role: 'owner' as const, createdAt }
  return { workspace, member }
}

/** Keeps both; doing it again changes nothing. The membership last: until then nobody sees the workspace. */
export async function addWorkspace(store: Store, { workspace, member }: Founding): Promise<void> {
  await unlessThere(store.collection(workspaces).insert(workspace))
  await unlessThere(store.collection(members).insert(member))
}

/** Says of a workspace that nothing in it is real. */
export async function labelAsDemo(store: Store, workspaceId: string): Promise<void> {
  await store.collection(workspaces).update(workspaceId, { $set: { demo: true } })
}

async function unlessThere(insertion: Promise<void>): Promise<void> {
  try {
    await insertion
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
  }
}
