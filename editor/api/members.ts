import type { MemberView } from '#schemas/api/members.ts'
import type { Role } from '#schemas/roles.ts'
import { readAll } from './read-all.ts'
import { request } from './request.ts'

export const listMembers = (w: string) => readAll<MemberView>(`/workspaces/${w}/members`)

export const changeRole = (w: string, userId: string, role: Role) =>
  request<MemberView>('PATCH', `/workspaces/${w}/members/${userId}`, { role })

export const removeMember = (w: string, userId: string) => request<void>('DELETE', `/workspaces/${w}/members/${userId}`)

export const leaveWorkspace = (w: string) => request<void>('DELETE', `/workspaces/${w}/membership`)
