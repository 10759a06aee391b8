import { useQuery } from '@tanstack/react-query'
import { teamIdOf } from '#schemas/team.ts'
import { keys } from '../api/keys.ts'
import { listTeams } from '../api/teams.ts'

/** What a team is called today; as the flow names it, until that is known or where there is none of it. */
export function TeamName({ workspaceId, named }: { workspaceId: string; named: string }) {
  const teams = useQuery({ queryKey: keys.teams(workspaceId), queryFn: () => listTeams(workspaceId), staleTime: 60_000 })
  const id = teamIdOf(named)
  return <>{teams.data?.items.find((team) => team.id === id)?.name ?? named}</>
}
