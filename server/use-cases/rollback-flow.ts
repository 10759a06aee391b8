import type { VersionView } from '#schemas/api/contract.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../repositories/in-workspace.ts'
import { flows } from '../store/collections.ts'
import type { FlowDeps } from './create-flow.ts'
import { readVersion } from './read-versions.ts'
import { type Actor, recordAudit } from './record-audit.ts'

/** Makes an earlier version live again. The draft stays as it is; people inside stay on the version they started. */
export async function rollbackFlow(deps: FlowDeps, actor: Actor, flowId: string, version: number): Promise<VersionView> {
  await readVersion(deps, actor.workspaceId, flowId, version)
  const live = await inWorkspace(deps.store, flows, actor.workspaceId).update(flowId, {
    $set: { liveVersion: version, liveRevision: null },
  })
  if (!live) throw new AppError('not-found')
  await recordAudit(deps, actor, 'rollback', `flow ${flowId} version ${version}`)
  deps.engine.flows.forget(actor.workspaceId)
  return readVersion(deps, actor.workspaceId, flowId, version)
}
