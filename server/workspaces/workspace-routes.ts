import { newWorkspace, workspace, workspaceChange, workspaces } from '#schemas/api/workspaces.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { changeWorkspace } from './change-workspace.ts'
import { createWorkspace } from './create-workspace.ts'
import { listWorkspaces } from './list-workspaces.ts'

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
    summary: 'Rename a workspace, move it to another time zone, or change after how many quiet hours a case is over',
    body: workspaceChange,
    reply: workspace,
    handle: ({ deps, body, ...actor }) => changeWorkspace(deps, actor, body),
  }),
]
