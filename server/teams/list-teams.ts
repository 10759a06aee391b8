import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import type { TeamView } from '#schemas/api/teams.ts'
import type { Deps } from '../deps.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { teams } from './collections.ts'
import { teamViews } from './team-view.ts'

/** The teams of a workspace by name. */
export async function listTeams(deps: Pick<Deps, 'store'>, workspaceId: string, page: PageQuery): Promise<Listing<TeamView>> {
  const { items, next } = await inWorkspace(deps.store, teams, workspaceId).find({}, { sort: { name: 1 }, ...page })
  return { items: await teamViews(deps, workspaceId, items), ...(next ? { next } : {}) }
}
