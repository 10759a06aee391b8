import { invalidInput } from '../errors.ts'
import type { Store } from '../store/contract.ts'
import { membersOf } from '../workspaces/index.ts'

/** Throws for somebody who is no member of the workspace. */
export async function checkMembers(store: Store, workspaceId: string, userIds: readonly string[]): Promise<void> {
  const known = new Set((await membersOf(store, workspaceId)).map(({ userId }) => userId))
  const unknown = userIds.findIndex((userId) => !known.has(userId))
  if (unknown >= 0) throw invalidInput({ path: `/members/${unknown}`, message: 'is no member of this workspace' })
}
