import type { Caller } from '../accounts/index.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { audit } from './collections.ts'

/** Someone doing something in a workspace: what use cases that change things are given. */
export interface Actor {
  caller: Caller
  workspaceId: string
}

/** Writes down who did what, such as `('publish', 'flow f1 version 3')`, after it was done. */
export async function recordAudit(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  { caller, workspaceId }: Actor,
  action: string,
  subject: string,
): Promise<void> {
  const doc = { _id: newId(deps), workspaceId, userId: caller.user.id, action, subject, at: instantNow(deps) }
  await deps.store.collection(audit).insert(doc)
}
