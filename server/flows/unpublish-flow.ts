import type { Unpublish } from '#schemas/api/publishing.ts'
import { countInside } from '../chats/index.ts'
import { instantNow, newId } from '../deps.ts'
import { AppError } from '../errors.ts'
import { beginJob } from '../jobs/begin-job.ts'
import { jobs } from '../jobs/collections.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { livePointers } from './collections.ts'
import type { FlowDeps } from './create-flow.ts'
import { examineOthers } from './examine-others.ts'
import { findFlow } from './read-flow.ts'
import { withdrawPeople } from './withdraw-people.ts'

/**
 * Takes a flow out of the world: nobody starts it and no flow goes to it. The people inside finish, or are moved out by a job: that is
 * begun before, and comes to nothing where a process dies before the flow is unpublished.
 */
export async function unpublishFlow(deps: FlowDeps, actor: Actor, flowId: string, { version, people }: Unpublish): Promise<void> {
  const { workspaceId, caller } = actor
  const { newestVersion } = await findFlow(deps, workspaceId, flowId)
  const at = instantNow(deps)
  const inside = await countInside(deps.store, workspaceId, { flowId })
  const job = { id: newId(deps), workspaceId, by: caller.user.id, input: { flowId, at }, of: inside }
  if (people !== 'finish') await beginJob(deps, withdrawPeople, job)
  const gone = { liveVersion: null, liveRevision: null, moved: { at, by: caller.user.id } }
  const changed = await inWorkspace(deps.store, livePointers, workspaceId).update(
    flowId,
    people === 'finish'
      ? { $set: gone, $unset: ['paused'] }
      : {
          $set: { ...gone, withdrawn: { upTo: newestVersion, people, by: caller.user.id, at, inside }, withdrawAt: at },
          $unset: ['paused'],
        },
    { liveVersion: version },
  )
  if (!changed) {
    await deps.store.collection(jobs).delete({ _id: job.id })
    throw new AppError('not-live')
  }
  await deps.engine.flows.changed(workspaceId)
  await recordAudit(deps, actor, 'unpublish', `flow ${flowId} version ${version}, people: ${people}`)
  await examineOthers(deps, workspaceId, flowId)
}
