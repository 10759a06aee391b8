import { useQuery } from '@tanstack/react-query'
import { keys } from '../../api/keys.ts'
import { listTeams } from '../../api/teams.ts'

/** What the teams of a workspace are called, by their ids. */
export function useTeamNames(workspaceId: string): ReadonlyMap<string, string> {
  const teams = useQuery({ queryKey: keys.teams(workspaceId), queryFn: () => listTeams(workspaceId) })
  return new Map(teams.data?.items.map(({ id, name }) => [id, name]))
}
