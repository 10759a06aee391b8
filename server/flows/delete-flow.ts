import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { flows, livePointers } from './collections.ts'
import type { FlowDeps } from './create-flow.ts'
import { examineOthers } from './examine-others.ts'
import { findFlow } from './read-flow.ts'

/** Deletes a flow: nobody starts it any more. Its published versions stay for the people who are inside and for their history. */
export async function deleteFlow(deps: FlowDeps, actor: Actor, flowId: string): Promise<void> {
  const { liveVersion } = await findFlow(deps, actor.workspaceId, flowId)
  const gone = await inWorkspace(deps.store, livePointers, actor.workspaceId).delete({ _id: flowId, withdrawAt: null })
  if (gone === 0) throw new AppError('still-leaving')
  await inWorkspace(deps.store, flows, actor.workspaceId).delete({ _id: flowId })
  await recordAudit(deps, actor, 'delete', `flow ${flowId}`)
  await deps.engine.flows.changed(actor.workspaceId)
  if (liveVersion !== null) await examineOthers(deps, actor.workspaceId, flowId)
}
