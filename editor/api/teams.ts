import type { NewTeam, TeamChange, TeamView } from '#schemas/api/teams.ts'
import { readAll } from './read-all.ts'
import { create, request } from './request.ts'

export const listTeams = (w: string) => readAll<TeamView>(`/workspaces/${w}/teams`)

export const createTeam = (w: string, team: NewTeam) => create<TeamView>(`/workspaces/${w}/teams`, team)

export const changeTeam = (w: string, teamId: string, change: TeamChange) =>
  request<TeamView>('PATCH', `/workspaces/${w}/teams/${teamId}`, change)

/** What waits for it waits for whoever takes it. */
export const deleteTeam = (w: string, teamId: string) => request<void>('DELETE', `/workspaces/${w}/teams/${teamId}`)
