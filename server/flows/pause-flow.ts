import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { livePointers } from './collections.ts'
import type { FlowDeps } from './create-flow.ts'
import { findFlow } from './read-flow.ts'

/** Lets nobody new into a flow, or lets them in again. Whoever is inside goes on, and flows that go to it still get there. */
export async function pauseFlow(deps: FlowDeps, actor: Actor, flowId: string, paused: boolean): Promise<void> {
  const pointers = inWorkspace(deps.store, livePointers, actor.workspaceId)
  const changed = await pointers.update(flowId, paused ? { $set: { paused } } : { $unset: ['paused'] }, {
    liveVersion: { $gt: 0 },
  })
  if (!changed) {
    await findFlow(deps, actor.workspaceId, flowId)
    throw new AppError('not-live')
  }
  await recordAudit(deps, actor, paused ? 'pause' : 'resume', `flow ${flowId}`)
  deps.engine.flows.forget(actor.workspaceId)
}
