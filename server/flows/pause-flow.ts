import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { livePointers } from './collections.ts'
import type { FlowDeps } from './create-flow.ts'
import { movedBy } from './publish-flow.ts'
import { findFlow } from './read-flow.ts'

/** Lets nobody new into a flow, or lets them in again. Whoever is inside goes on, and flows that go to it still get there. */
export async function pauseFlow(deps: FlowDeps, actor: Actor, flowId: string, paused: boolean): Promise<void> {
  const pointers = inWorkspace(deps.store, livePointers, actor.workspaceId)
  const moved = movedBy(deps, actor)
  const change = paused ? { $set: { paused, moved } } : { $set: { moved }, $unset: ['paused'] }
  const changed = await pointers.update(flowId, change, { liveVersion: { $gt: 0 } })
  if (!changed) {
    await findFlow(deps, actor.workspaceId, flowId)
    throw new AppError('not-live')
  }
  await recordAudit(deps, actor, paused ? 'pause' : 'resume', `flow ${flowId}`)
  await deps.engine.flows.changed(actor.workspaceId)
}
