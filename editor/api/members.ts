import type { MemberView, Role } from '#schemas/api/contract.ts'
import type { NewMember } from '#schemas/api/workspaces.ts'
import { readAll } from './read-all.ts'
import { request } from './request.ts'

export const listMembers = (w: string) => readAll<MemberView>(`/workspaces/${w}/members`)

export const addMember = (w: string, member: NewMember) => request<MemberView>('POST', `/workspaces/${w}/members`, member)

export const changeRole = (w: string, userId: string, role: Role) =>
  request<MemberView>('PATCH', `/workspaces/${w}/members/${userId}`, { role })

export const removeMember = (w: string, userId: string) => request<void>('DELETE', `/workspaces/${w}/members/${userId}`)
