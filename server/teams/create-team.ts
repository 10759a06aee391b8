import type { NewTeam, TeamView } from '#schemas/api/teams.ts'
import { teamIdOf } from '#schemas/team.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, putIntoTeam, recordAudit } from '../workspaces/index.ts'
import { checkMembers } from './check-members.ts'
import { type TeamDoc, teams } from './collections.ts'
import { teamKey } from './team-key.ts'
import { teamViews } from './team-view.ts'

/**
 * Makes a team. Its id is made of its name; where an older team that was renamed has that one, it is one that nobody else has.
 */
export async function createTeam(
  deps: Pick<Deps, 'store' | 'now' | 'random' | 'engine'>,
  actor: Actor,
  { name, members = [] }: NewTeam,
): Promise<TeamView> {
  const { workspaceId } = actor
  await checkMembers(deps.store, workspaceId, members)
  const made = await insert(deps, workspaceId, name, teamIdOf(name), teamIdOf(`team ${deps.random(10).toString('hex')}`))
  // A chat that is handed over now must not wait to be told by the store.
  deps.engine.teams.forget(workspaceId)
  const id = made._id.slice(workspaceId.length + 1)
  await putIntoTeam(deps.store, workspaceId, id, members)
  await recordAudit(deps, actor, 'create', `team ${id}`)
  const [view] = await teamViews(deps, workspaceId, [made])
  return view as TeamView
}

async function insert(deps: Pick<Deps, 'store' | 'now'>, workspaceId: string, name: string, ...ids: string[]): Promise<TeamDoc> {
  for (const id of ids)
    try {
      return await inWorkspace(deps.store, teams, workspaceId).insert({
        _id: teamKey(workspaceId, id),
        name,
        createdAt: instantNow(deps),
      })
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error
      if (error.index === 'name') break
    }
  throw new AppError('team-exists')
}
