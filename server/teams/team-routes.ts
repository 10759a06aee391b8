import { pageQuery } from '#schemas/api/shape.ts'
import { newTeam, team, teamChange, teams } from '#schemas/api/teams.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { changeTeam } from './change-team.ts'
import { createTeam } from './create-team.ts'
import { deleteTeam } from './delete-team.ts'
import { listTeams } from './list-teams.ts'

const path = '/workspaces/{w}/teams'
const who = { roles: may.changeTeams }

export const teamRoutes = [
  route({
    method: 'get',
    path,
    who: { roles: may.readTeams },
    summary: 'The teams, who is in each, and how many chats wait for it',
    query: pageQuery,
    reply: teams,
    handle: ({ deps, workspaceId, query }) => listTeams(deps, workspaceId, query),
  }),
  route({
    method: 'post',
    path,
    who,
    summary: 'Make a team; flows hand chats to it by its id',
    body: newTeam,
    reply: team,
    status: 201,
    errors: ['team-exists'],
    handle: ({ deps, body, ...actor }) => createTeam(deps, actor, body),
  }),
  route({
    method: 'patch',
    path: `${path}/{teamId}`,
    who,
    summary: 'Rename a team, or say anew who is in it',
    body: teamChange,
    reply: team,
    errors: ['team-exists'],
    handle: ({ deps, params, body, ...actor }) => changeTeam(deps, actor, params.teamId, body),
  }),
  route({
    method: 'delete',
    path: `${path}/{teamId}`,
    who,
    summary: 'Delete a team; what waits for it waits for whoever takes it',
    handle: ({ deps, params, ...actor }) => deleteTeam(deps, actor, params.teamId),
  }),
]
