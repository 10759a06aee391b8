import type { Listing } from '#schemas/api/shape.ts'
import type { HandingFlow, NewTeam, TeamChange, TeamView } from '#schemas/api/teams.ts'
import { readAll } from './read-all.ts'
import { create, request } from './request.ts'

export const listTeams = (w: string) => readAll<TeamView>(`/workspaces/${w}/teams`)

export const createTeam = (w: string, team: NewTeam) => create<TeamView>(`/workspaces/${w}/teams`, team)

export const changeTeam = (w: string, teamId: string, change: TeamChange) =>
  request<TeamView>('PATCH', `/workspaces/${w}/teams/${teamId}`, change)

/** The live flows that hand chats over to it. */
export const listFlowsOfTeam = (w: string, teamId: string) =>
  request<Listing<HandingFlow>>('GET', `/workspaces/${w}/teams/${teamId}/flows`)

/** What waits for it waits for whoever takes it. */
export const deleteTeam = (w: string, teamId: string) => request<void>('DELETE', `/workspaces/${w}/teams/${teamId}`)
