import type { Listing } from '#schemas/api/shape.ts'
import type { HandingFlow } from '#schemas/api/teams.ts'
import { teamIdOf } from '#schemas/team.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { namedIn } from './examine-flow.ts'
import { flowsWithLive } from './pages-of-flows.ts'

/** The flows whose live version hands chats over to a team. */
export async function flowsOfTeam(
  deps: Pick<Deps, 'store' | 'engine' | 'registry'>,
  workspaceId: string,
  teamId: string,
): Promise<Listing<HandingFlow>> {
  if (!(await deps.engine.teams.get(workspaceId)).has(teamId)) throw new AppError('not-found')
  const items: HandingFlow[] = []
  for await (const { flowId, name, live } of flowsWithLive(deps, workspaceId))
    if (live && namedIn(live, deps.registry, 'team').some((named) => teamIdOf(named) === teamId)) items.push({ flowId, name })
  return { items }
}
