import type { NewWorkspace, WorkspaceChange, WorkspaceView } from '#schemas/api/workspaces.ts'
import { create, request } from './request.ts'

export const createWorkspace = (workspace: NewWorkspace) => create<WorkspaceView>('/workspaces', workspace)

export const changeWorkspace = (w: string, change: WorkspaceChange) => request<WorkspaceView>('PATCH', `/workspaces/${w}`, change)
