import type { Listing, WorkspaceView } from '#schemas/api/contract.ts'
import { request } from './request.ts'

export interface WorkspaceChange {
  name?: string
  timeZone?: string
}

export const listWorkspaces = () => request<Listing<WorkspaceView>>('GET', '/workspaces')

export const createWorkspace = (name: string, timeZone: string) =>
  request<WorkspaceView>('POST', '/workspaces', { name, timeZone })

export const changeWorkspace = (w: string, change: WorkspaceChange) => request<WorkspaceView>('PATCH', `/workspaces/${w}`, change)
