import { type Scope, scopeOf } from '#schemas/scope.ts'
import type { Store } from '../store/contract.ts'
import { members } from './collections.ts'

/** Which chats somebody may see in a workspace today; nothing of any team when they are no member any more. */
export async function scopeIn(store: Store, workspaceId: string, userId: string): Promise<Scope> {
  const member = await store.collection(members).get(`${workspaceId}.${userId}`)
  return member ? scopeOf(member) : { sees: 'own', teams: [] }
}
