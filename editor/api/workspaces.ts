import type { Listing, WorkspaceView } from '#schemas/api/contract.ts'
import type { NewWorkspace } from '#schemas/api/workspaces.ts'
import { request } from './request.ts'

export const listWorkspaces = () => request<Listing<WorkspaceView>>('GET', '/workspaces')

export const createWorkspace = (workspace: NewWorkspace) => request<WorkspaceView>('POST', '/workspaces', workspace)

export const changeWorkspace = (w: string, change: Partial<NewWorkspace>) =>
  request<WorkspaceView>('PATCH', `/workspaces/${w}`, change)
