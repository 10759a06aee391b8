import type { Invitation, NewInvitation } from '#schemas/api/invitations.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import { mayGive, type Role } from '#schemas/roles.ts'
import { hashOfSecret, instantIn, userNames, userWithEmail } from '../accounts/index.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { checkTeams } from './check-teams.ts'
import { type InvitationDoc, invitations } from './collections.ts'
import { memberOf } from './memberships.ts'
import { type Actor, recordAudit } from './record-audit.ts'

type InviteDeps = Pick<Deps, 'store' | 'now' | 'random'>
type Inviter = Actor & { role: Role }

export const invitationDays = 7

/**
 * Invites whoever reads mail at this address. Nothing is looked up but the workspace's own members, so nobody learns whether there is
 * an account, or what its person is called; the account is not touched. An older invitation to the same address ends. The link is in
 * this answer and nowhere else: what is kept is a hash.
 */
export async function invite(deps: InviteDeps, actor: Inviter, given: NewInvitation): Promise<Invitation> {
  if (!mayGive[actor.role].includes(given.role)) throw new AppError('not-allowed')
  const email = given.email.trim().toLowerCase()
  if (await isMember(deps, actor.workspaceId, email)) throw new AppError('already-member')
  const { sees, teams } = given
  if (teams) await checkTeams(deps.store, actor.workspaceId, teams)
  const docs = inWorkspace(deps.store, invitations, actor.workspaceId)
  const secret = newSecret(deps)
  const invitation = await docs.insert({
    _id: newId(deps),
    email,
    role: given.role,
    ...(sees ? { sees } : {}),
    ...(teams ? { teams: [...new Set(teams)] } : {}),
    invitedBy: actor.caller.user.id,
    hash: hashOfSecret(secret),
    state: 'open',
    createdAt: instantNow(deps),
    expiresAt: instantIn(deps, invitationDays),
  })
  await docs.delete({ email, _id: { $ne: invitation._id }, state: { $ne: 'accepted' } })
  await recordAudit(
    deps,
    actor,
    'create',
    `invitation ${invitation._id} as ${given.role}${sees ? `, sees ${sees}` : ''}${teams?.length ? `, teams ${teams.join(' ')}` : ''}`,
  )
  return { ...(await viewer(deps, [invitation]))(invitation), link: linkOf(secret) }
}

/** Gives an invitation another link and its days again; the link before it ends. */
export async function inviteAgain(deps: InviteDeps, actor: Inviter, invitationId: string): Promise<Invitation> {
  const before = await changeable(deps, actor, invitationId)
  const secret = newSecret(deps)
  const renewed = await inWorkspace(deps.store, invitations, actor.workspaceId).update(
    before._id,
    {
      $set: {
        hash: hashOfSecret(secret),
        state: 'open',
        // Who asks again answers for it.
        invitedBy: actor.caller.user.id,
        createdAt: instantNow(deps),
        expiresAt: instantIn(deps, invitationDays),
      },
      $unset: ['openedAt', 'endedAt'],
    },
    { state: { $ne: 'accepted' } },
  )
  if (!renewed) throw new AppError('not-found')
  await recordAudit(deps, actor, 'renew', `invitation ${invitationId}`)
  return { ...(await viewer(deps, [renewed]))(renewed), link: linkOf(secret) }
}

/** Takes an invitation back: its link ends at once. */
export async function takeBack(deps: InviteDeps, actor: Inviter, invitationId: string): Promise<void> {
  await changeable(deps, actor, invitationId)
  await inWorkspace(deps.store, invitations, actor.workspaceId).delete({ _id: invitationId, state: { $ne: 'accepted' } })
  await recordAudit(deps, actor, 'delete', `invitation ${invitationId}`)
}

/** The invitations that nobody has accepted, newest first. */
export async function listInvitations(deps: InviteDeps, workspaceId: string, page: PageQuery): Promise<Listing<Invitation>> {
  const { items, next } = await inWorkspace(deps.store, invitations, workspaceId).find(
    { state: { $ne: 'accepted' } },
    { sort: { createdAt: -1 }, ...page },
  )
  const view = await viewer(deps, items)
  return { items: items.map(view), ...(next ? { next } : {}) }
}

/** The invitation, if it is not accepted and the actor may give its role: to take one back is as much as to give it. */
async function changeable(deps: InviteDeps, actor: Inviter, invitationId: string): Promise<InvitationDoc> {
  const invitation = await inWorkspace(deps.store, invitations, actor.workspaceId).get(invitationId)
  if (!invitation || invitation.state === 'accepted') throw new AppError('not-found')
  if (!mayGive[actor.role].includes(invitation.role)) throw new AppError('not-allowed')
  return invitation
}

/** Only the workspace's members are asked, whose addresses the actor sees anyway. */
async function isMember({ store }: InviteDeps, workspaceId: string, email: string): Promise<boolean> {
  const user = await userWithEmail(store, email)
  return user !== undefined && (await memberOf(store, workspaceId, user._id)) !== null
}

const newSecret = ({ random }: InviteDeps): string => random(32).toString('base64url')

/** A path of the editor. What stands after `#` is sent to no server and stands in no log. */
const linkOf = (secret: string): string => `/invitation#${secret}`

/** What `linkOf` put into a link. */
export const secretIn = (link: string): string => link.slice(link.indexOf('#') + 1)

async function viewer(deps: InviteDeps, docs: InvitationDoc[]): Promise<(doc: InvitationDoc) => Invitation> {
  const name = await userNames(
    deps.store,
    docs.map(({ invitedBy }) => invitedBy),
  )
  const now = instantNow(deps)
  return ({ _id, email, role, sees = 'all', teams = [], invitedBy, state, openedAt, createdAt, expiresAt }) => ({
    id: _id,
    email,
    role,
    sees,
    teams,
    state: state === 'declined' ? 'declined' : expiresAt <= now ? 'expired' : openedAt ? 'opened' : 'waiting',
    invitedBy: name(invitedBy),
    createdAt,
    expiresAt,
  })
}
