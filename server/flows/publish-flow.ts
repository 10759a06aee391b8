import type { Publish, VersionView } from '#schemas/api/publishing.ts'
import { instantNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { type LivePointerDoc, livePointers, versions } from './collections.ts'
import type { FlowDeps } from './create-flow.ts'
import { examineFlow } from './examine-flow.ts'
import { examineOthers } from './examine-others.ts'
import { placeFlow } from './flow-order.ts'
import { findFlow } from './read-flow.ts'
import { readVersion, versionId } from './read-versions.ts'
import { staleRevision } from './save-draft.ts'

/**
 * Makes revision `revision` of the draft the live version; one that was paused lets people in again. Its place among the others is given
 * before. The version's own document comes first, under a number that only one
 * publisher can take; then the flow's pointer is moved to it by compare-and-set. A process that dies in between leaves a number that was
 * never live: nobody sees it, the next publisher skips and removes it.
 */
export async function publishFlow(
  deps: FlowDeps,
  actor: Actor,
  flowId: string,
  { revision, order }: Publish,
): Promise<VersionView> {
  const { workspaceId, caller } = actor
  const flow = await findFlow(deps, workspaceId, flowId)
  if (flow.revision !== revision) throw await staleRevision(deps, flow)
  if (flow.liveVersion !== null && flow.liveRevision === revision) return readVersion(deps, workspaceId, flowId, flow.liveVersion)
  const problems = await examineFlow(deps, workspaceId, flow.draft, flowId)
  if (problems.some(({ severity }) => severity === 'error')) throw new AppError('has-errors', { problems })

  await placeFlow(deps, workspaceId, flowId, flow.draft, order)
  const docs = inWorkspace(deps.store, versions, workspaceId)
  const version = await nextVersion(deps, workspaceId, flowId)
  const _id = versionId(flowId, version)
  try {
    await docs.insert({ _id, flowId, version, flow: flow.draft, publishedAt: instantNow(deps), publishedBy: caller.user.id })
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    throw await staleRevision(deps, await findFlow(deps, workspaceId, flowId))
  }
  const live = await inWorkspace(deps.store, livePointers, workspaceId).update(
    flowId,
    {
      $set: { liveVersion: version, newestVersion: version, liveRevision: revision, moved: movedBy(deps, actor) },
      $unset: ['paused'],
    },
    { newestVersion: flow.newestVersion },
  )
  if (!live) {
    await docs.delete({ _id })
    throw await staleRevision(deps, await findFlow(deps, workspaceId, flowId))
  }
  await docs.delete({ flowId, version: { $gt: flow.newestVersion, $lt: version } })
  await recordAudit(deps, actor, 'publish', `flow ${flowId} version ${version}`)
  await deps.engine.flows.changed(workspaceId)
  if (flow.liveVersion === null) await examineOthers(deps, workspaceId, flowId)
  return readVersion(deps, workspaceId, flowId, version)
}

/** Who moves a pointer, now. */
export const movedBy = (deps: Pick<FlowDeps, 'now'>, { caller }: Actor): NonNullable<LivePointerDoc['moved']> => ({
  at: instantNow(deps),
  by: caller.user.id,
})

/** The number the next version gets: one more than any number taken, live or not. */
export async function nextVersion({ store }: Pick<FlowDeps, 'store'>, workspaceId: string, flowId: string): Promise<number> {
  const { items } = await inWorkspace(store, versions, workspaceId).find(
    { flowId },
    { sort: { version: -1 }, limit: 1, fields: ['workspaceId', 'version'] },
  )
  return (items[0]?.version ?? 0) + 1
}
