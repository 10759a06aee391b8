import type { WorkspaceView } from '#schemas/api/contract.ts'
import type { NewWorkspace, WorkspaceChange } from '#schemas/api/workspaces.ts'
import { request } from './request.ts'

export const createWorkspace = (workspace: NewWorkspace) => request<WorkspaceView>('POST', '/workspaces', workspace)

export const changeWorkspace = (w: string, change: WorkspaceChange) => request<WorkspaceView>('PATCH', `/workspaces/${w}`, change)
