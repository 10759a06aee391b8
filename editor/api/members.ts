import type { MemberChange, MemberView } from '#schemas/api/members.ts'
import { readAll } from './read-all.ts'
import { request } from './request.ts'

export const listMembers = (w: string) => readAll<MemberView>(`/workspaces/${w}/members`)

export const changeMember = (w: string, userId: string, change: MemberChange) =>
  request<MemberView>('PATCH', `/workspaces/${w}/members/${userId}`, change)

export const removeMember = (w: string, userId: string) => request<void>('DELETE', `/workspaces/${w}/members/${userId}`)

export const leaveWorkspace = (w: string) => request<void>('DELETE', `/workspaces/${w}/membership`)
