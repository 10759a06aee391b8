import { passChats } from '../chats/index.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { AppError } from '../errors.ts'
import { beginJob } from '../jobs/begin-job.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, putIntoTeam, recordAudit } from '../workspaces/index.ts'
import { teams } from './collections.ts'
import { teamKey } from './team-key.ts'

/**
 * Deletes a team. What waits for it waits for whoever takes it, by a job that is begun first: cut off in between, the team is still
 * there to be deleted again, and no chat waits for one that is not.
 */
export async function deleteTeam(
  deps: Pick<Deps, 'store' | 'now' | 'random' | 'engine'>,
  actor: Actor,
  teamId: string,
): Promise<void> {
  const { workspaceId } = actor
  const docs = inWorkspace(deps.store, teams, workspaceId)
  const _id = teamKey(workspaceId, teamId)
  if (!(await docs.get(_id))) throw new AppError('not-found')
  const input = { team: teamId, at: instantNow(deps) }
  await beginJob(deps, passChats, { id: newId(deps), workspaceId, by: actor.caller.user.id, input })
  await putIntoTeam(deps.store, workspaceId, teamId, [])
  await docs.delete({ _id })
  deps.engine.teams.forget(workspaceId)
  await recordAudit(deps, actor, 'delete', `team ${teamId}`)
}
