import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { contacts } from './collections.ts'
import { headOf } from './page-of.ts'

/** Marks a person, with all who were merged into them, or takes the mark away. False where there is none. */
export async function restrictContact(
  store: Store,
  workspaceId: string,
  contactId: string,
  restricted: boolean,
): Promise<boolean> {
  const head = await headOf(store, workspaceId, contactId)
  if (!head) return false
  const change = restricted
    ? { $set: { restricted: true, unsorted: true } }
    : { $set: { unsorted: true }, $unset: ['restricted'] }
  for (const id of [head._id, ...(head.members ?? [])])
    await inWorkspace(store, contacts, workspaceId).update(id, { ...change, $inc: { revision: 1 } })
  return true
}
