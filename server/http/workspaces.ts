import { newWorkspace, workspace, workspaceChange, workspaces } from '#schemas/api/workspaces.ts'
import { may } from '#schemas/roles.ts'
import { changeWorkspace } from '../use-cases/change-workspace.ts'
import { createWorkspace } from '../use-cases/create-workspace.ts'
import { listWorkspaces } from '../use-cases/list-workspaces.ts'
import { route } from './route.ts'

export const workspaceRoutes = [
  route({
    method: 'get',
    path: '/workspaces',
    who: 'signed-in',
    summary: 'Your workspaces',
    reply: workspaces,
    handle: ({ deps, caller }) => listWorkspaces(deps, caller.user.id),
  }),
  route({
    method: 'post',
    path: '/workspaces',
    who: { roles: ['owner'] },
    summary: 'Create a workspace and own it; for whoever owns one already',
    body: newWorkspace,
    reply: workspace,
    status: 201,
    handle: ({ deps, caller, body }) => createWorkspace(deps, caller, body),
  }),
  route({
    method: 'patch',
    path: '/workspaces/{w}',
    who: { roles: may.changeWorkspace },
    summary: 'Rename a workspace or move it to another time zone',
    body: workspaceChange,
    reply: workspace,
    handle: ({ deps, body, ...actor }) => changeWorkspace(deps, actor, body),
  }),
]
