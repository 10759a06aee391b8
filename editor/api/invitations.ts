import type { Me } from '#schemas/api/accounts.ts'
import type { Invitation, InvitationOffer, Joining, NewInvitation } from '#schemas/api/invitations.ts'
import { readAll } from './read-all.ts'
import { create, request } from './request.ts'

export const listInvitations = (w: string) => readAll<Invitation>(`/workspaces/${w}/invitations`)

/** The link is in the answer and nowhere else. */
export const invite = (w: string, invitation: NewInvitation) => create<Invitation>(`/workspaces/${w}/invitations`, invitation)

export const inviteAgain = (w: string, id: string) => request<Invitation>('POST', `/workspaces/${w}/invitations/${id}/again`)

export const takeBack = (w: string, id: string) => request<void>('DELETE', `/workspaces/${w}/invitations/${id}`)

/** What the link's secret offers; 410 `invitation-over` when there is no such invitation any more. */
export const openInvitation = (secret: string) => request<InvitationOffer>('POST', '/invitation', { secret })

export const acceptInvitation = (secret: string) => request<Me>('POST', '/invitation/accept', { secret })

export const joinByInvitation = (joining: Joining) => request<Me>('POST', '/invitation/join', joining)

export const declineInvitation = (secret: string) => request<void>('POST', '/invitation/decline', { secret })
