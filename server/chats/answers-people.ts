import { may } from '#schemas/roles.ts'
import type { Store } from '../store/contract.ts'
import { memberOf } from '../workspaces/index.ts'

/** Whether a person answers people in a workspace: a member whose role may. Somebody who was removed, or only reads now, does not. */
export async function answersPeople(
  store: Store,
  { workspaceId, agentId }: { workspaceId: string; agentId: string },
): Promise<boolean> {
  const member = await memberOf(store, workspaceId, agentId)
  return member !== null && (may.answerPeople as readonly string[]).includes(member.role)
}
