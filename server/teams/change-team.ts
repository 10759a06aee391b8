import type { TeamChange, TeamView } from '#schemas/api/teams.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type Change, UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, putIntoTeam, recordAudit } from '../workspaces/index.ts'
import { checkMembers } from './check-members.ts'
import { type TeamDoc, teams } from './collections.ts'
import { teamKey } from './team-key.ts'
import { teamViews } from './team-view.ts'

/** Renames a team, or puts other people into it. Flows name it as before. */
export async function changeTeam(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor,
  teamId: string,
  { name, members }: TeamChange,
): Promise<TeamView> {
  const { workspaceId } = actor
  if (members) await checkMembers(deps.store, workspaceId, members)
  const changed = await rename(deps, workspaceId, teamId, name === undefined ? {} : { $set: { name } })
  if (members) await putIntoTeam(deps.store, workspaceId, teamId, members)
  await recordAudit(deps, actor, 'change', `team ${teamId}`)
  const [view] = await teamViews(deps, workspaceId, [changed])
  return view as TeamView
}

async function rename({ store }: Pick<Deps, 'store'>, workspaceId: string, teamId: string, change: Change): Promise<TeamDoc> {
  const docs = inWorkspace(store, teams, workspaceId)
  const id = teamKey(workspaceId, teamId)
  try {
    const team = change.$set ? await docs.update(id, change) : await docs.get(id)
    if (!team) throw new AppError('not-found')
    return team
  } catch (error) {
    throw error instanceof UniqueViolation ? new AppError('team-exists') : error
  }
}
