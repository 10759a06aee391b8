import type { VersionView } from '#schemas/api/publishing.ts'
import { differences } from '#schemas/difference.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { flows, livePointers } from './collections.ts'
import type { FlowDeps } from './create-flow.ts'
import { examineOthers } from './examine-others.ts'
import { placeFlow } from './flow-order.ts'
import { movedBy } from './publish-flow.ts'
import { findFlow } from './read-flow.ts'
import { readVersion, readVersionFlow } from './read-versions.ts'

/** Makes an earlier version live again, also of a flow that is paused or unpublished. The draft stays as it is; people inside stay on the version they started. */
export async function rollbackFlow(deps: FlowDeps, actor: Actor, flowId: string, version: number): Promise<VersionView> {
  const { workspaceId } = actor
  const { flow } = await readVersionFlow(deps, workspaceId, flowId, version)
  const { draft, summary, revision, liveVersion, withdrawn } = await findFlow(deps, workspaceId, flowId)
  await placeFlow(deps, workspaceId, flowId, flow)
  // People who begin in it now are not those who were to leave it.
  const staying = withdrawn && version <= withdrawn.upTo ? ['withdrawn', 'withdrawAt'] : []
  const live = await inWorkspace(deps.store, livePointers, workspaceId).update(flowId, {
    $set: { liveVersion: version, liveRevision: null, moved: movedBy(deps, actor) },
    $unset: ['paused', ...staying],
  })
  if (!live) throw new AppError('not-found')
  // Until its next save lists count the draft's changes themselves, when this is not done.
  const counted = { ...summary, unpublished: differences(flow, draft).length, against: version }
  await inWorkspace(deps.store, flows, workspaceId).update(flowId, { $set: { summary: counted } }, { revision })
  await recordAudit(deps, actor, 'rollback', `flow ${flowId} version ${version}`)
  await deps.engine.flows.changed(workspaceId)
  if (liveVersion === null) await examineOthers(deps, workspaceId, flowId)
  return readVersion(deps, workspaceId, flowId, version)
}
