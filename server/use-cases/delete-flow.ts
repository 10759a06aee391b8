import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../repositories/in-workspace.ts'
import { flows } from '../store/collections.ts'
import { type Actor, recordAudit } from './record-audit.ts'

/** Deletes a flow: nobody starts it any more. Its published versions stay for the people who are inside and for their history. */
export async function deleteFlow(deps: Pick<Deps, 'store' | 'now' | 'random'>, actor: Actor, flowId: string): Promise<void> {
  const gone = await inWorkspace(deps.store, flows, actor.workspaceId).delete({ _id: flowId })
  if (gone === 0) throw new AppError('not-found')
  await recordAudit(deps, actor, 'delete', `flow ${flowId}`)
}
