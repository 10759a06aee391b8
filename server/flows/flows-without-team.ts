import { teamIdOf } from '#schemas/team.ts'
import type { Deps } from '../deps.ts'
import { namedIn } from './examine-flow.ts'

/**
 * The ids of the flows whose live version hands over to a team that is not there: whoever they hand over waits for anybody. None where
 * the workspace has no teams at all: there everybody answers everybody.
 */
export async function flowsWithoutTeam(
  { engine, registry }: Pick<Deps, 'engine' | 'registry'>,
  workspaceId: string,
): Promise<string[]> {
  const [{ reachable }, teams] = await Promise.all([engine.flows.live(workspaceId), engine.teams.get(workspaceId)])
  if (teams.size === 0) return []
  return reachable
    .filter(({ flow }) => namedIn(flow, registry, 'team').some((named) => named.trim() !== '' && !teams.has(teamIdOf(named))))
    .map(({ flowId }) => flowId)
}
