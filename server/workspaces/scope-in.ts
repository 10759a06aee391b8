import { type Scope, scopeOf } from '#schemas/scope.ts'
import type { Store } from '../store/contract.ts'
import { memberOf } from './memberships.ts'

/** Which chats somebody may see in a workspace today; nothing of any team when they are no member any more. */
export async function scopeIn(store: Store, workspaceId: string, userId: string): Promise<Scope> {
  const member = await memberOf(store, workspaceId, userId)
  return member ? scopeOf(member) : { sees: 'own', teams: [] }
}
