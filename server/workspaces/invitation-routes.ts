import { me } from '#schemas/api/accounts.ts'
import { invitation, invitationOffer, invitationSecret, invitations, joining, newInvitation } from '#schemas/api/invitations.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { may } from '#schemas/roles.ts'
import { readMe, rememberPlace, startSession } from '../accounts/index.ts'
import { route } from '../http/route.ts'
import { acceptInvitation, declineInvitation, joinByInvitation, openInvitation } from './answer-invitation.ts'
import { invite, inviteAgain, listInvitations, takeBack } from './invite.ts'

const path = '/workspaces/{w}/invitations'
const who = { roles: may.changeMembers, people: true } as const

/** Inviting is for who may change members. Answering is for whoever holds the link, whose secret goes in the body: paths are logged. */
export const invitationRoutes = [
  route({
    method: 'get',
    path,
    who: { roles: may.changeMembers },
    summary: 'Invitations that nobody has accepted, newest first',
    query: pageQuery,
    reply: invitations,
    handle: ({ deps, workspaceId, query }) => listInvitations(deps, workspaceId, query),
  }),
  route({
    method: 'post',
    path,
    who,
    summary: 'Invite somebody; the link to hand over is in this answer only, works once, and lasts seven days',
    body: newInvitation,
    reply: invitation,
    status: 201,
    errors: ['already-member'],
    handle: ({ deps, body, ...actor }) => invite(deps, actor, body),
  }),
  route({
    method: 'post',
    path: `${path}/{invitationId}/again`,
    who,
    summary: 'Another link for an invitation; the one before it ends',
    reply: invitation,
    handle: ({ deps, params, ...actor }) => inviteAgain(deps, actor, params.invitationId),
  }),
  route({
    method: 'delete',
    path: `${path}/{invitationId}`,
    who,
    summary: 'Take an invitation back',
    handle: ({ deps, params, ...actor }) => takeBack(deps, actor, params.invitationId),
  }),
  route({
    method: 'post',
    path: '/invitation',
    who: 'anyone',
    summary: 'What an invitation offers, for whoever holds its link',
    body: invitationSecret,
    reply: invitationOffer,
    errors: ['invitation-over', 'too-many-requests'],
    handle: ({ deps, body }) => openInvitation(deps, body.secret),
  }),
  route({
    method: 'post',
    path: '/invitation/accept',
    who: 'signed-in',
    summary: 'Join the workspace with the account that is signed in',
    body: invitationSecret,
    reply: me,
    errors: ['invitation-over', 'already-member', 'unclaimed-account', 'too-many-requests'],
    handle: async ({ deps, body, caller }) => {
      await acceptInvitation(deps, caller.user.id, body.secret)
      return readMe(deps, caller.user.id)
    },
  }),
  route({
    method: 'post',
    path: '/invitation/join',
    who: 'anyone',
    summary: 'Create an account for the invited address, sign in and join',
    body: joining,
    reply: me,
    status: 201,
    errors: ['invitation-over', 'account-exists', 'too-many-requests'],
    handle: async ({ deps, body, ip, setSession }) => {
      const userId = await joinByInvitation(deps, body)
      setSession(await startSession(deps, userId))
      const joined = await readMe(deps, userId)
      await rememberPlace(deps, joined.user.email, ip)
      return joined
    },
  }),
  route({
    method: 'post',
    path: '/invitation/decline',
    who: 'anyone',
    summary: 'Say no to an invitation',
    body: invitationSecret,
    errors: ['invitation-over', 'too-many-requests'],
    handle: ({ deps, body }) => declineInvitation(deps, body.secret),
  }),
]
