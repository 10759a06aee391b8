import type { InvitationOffer, Joining } from '#schemas/api/invitations.ts'
import { mayGive } from '#schemas/roles.ts'
import { addUser, dropUser, hashOfSecret, newUser, userOf } from '../accounts/index.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { UniqueViolation } from '../store/contract.ts'
import { knownTeams } from '../teams/index.ts'
import { type InvitationDoc, invitations, members } from './collections.ts'
import { workspaceOf } from './find-workspace.ts'
import { memberOf } from './memberships.ts'
import { recordAudit } from './record-audit.ts'

type AnswerDeps = Pick<Deps, 'store' | 'now' | 'random'>

/** What an invitation offers to whoever holds its link. Says to those who invited that it was opened. */
export async function openInvitation(deps: AnswerDeps, secret: string): Promise<InvitationOffer> {
  const invitation = await withSecret(deps, secret)
  const [workspace, inviter] = await Promise.all([
    workspaceOf(deps.store, invitation.workspaceId),
    userOf(deps.store, invitation.invitedBy),
  ])
  if (!workspace) throw new AppError('invitation-over')
  const { _id, email, role, expiresAt, openedAt, endedAt } = invitation
  const state = stateOf(deps, invitation)
  if (state === 'open' && !openedAt)
    await deps.store.collection(invitations).update(_id, { $set: { openedAt: instantNow(deps) } }, { state: 'open' })
  const offer = { workspaceName: workspace.name, invitedBy: inviter?.name ?? '', email, role, expiresAt, state }
  return { ...offer, ...(endedAt ? { endedAt } : {}) }
}

/**
 * Makes a member of a person with an account. The invitation is marked with them first, so that of two who answer at once one joins;
 * the same person may answer again, should a crash have come before they were in.
 */
export async function acceptInvitation(deps: AnswerDeps, userId: string, secret: string): Promise<void> {
  const invitation = await withSecret(deps, secret)
  const { _id, workspaceId, role, sees } = invitation
  const [user, member] = await Promise.all([userOf(deps.store, userId), memberOf(deps.store, workspaceId, userId)])
  if (!user) throw new AppError('signed-out')
  if (member) throw new AppError('already-member')
  // Somebody else could come in with the same password.
  if (user.passwordBy) throw new AppError('unclaimed-account')
  await refuseDeadWord(deps, invitation)
  const now = instantNow(deps)
  const docs = deps.store.collection(invitations)
  const mine =
    (await docs.update(
      _id,
      { $set: { state: 'accepted', acceptedBy: userId, endedAt: now } },
      { state: 'open', hash: invitation.hash, expiresAt: { $gt: now } },
    )) ?? (await docs.get(_id))
  if (mine?.acceptedBy !== userId) throw new AppError('invitation-over')
  const teams = await teamsLeft(deps, invitation)
  const scope = { ...(sees ? { sees } : {}), ...(teams.length > 0 ? { teams } : {}) }
  try {
    await deps.store
      .collection(members)
      .insert({ _id: `${workspaceId}.${userId}`, workspaceId, userId, role, ...scope, createdAt: now })
  } catch (error) {
    // The same answer, twice at once.
    if (error instanceof UniqueViolation) return
    throw error
  }
  const caller = { user: { id: userId, name: user.name, email: user.email } }
  await recordAudit(deps, { caller, workspaceId }, 'join', `workspace by invitation ${_id} as ${role}`)
}

/** The teams they were invited into, without those that were deleted since. */
async function teamsLeft({ store }: AnswerDeps, { workspaceId, teams = [] }: InvitationDoc): Promise<string[]> {
  if (teams.length === 0) return []
  const known = await knownTeams(store, workspaceId)
  return teams.filter((team) => known.includes(team))
}

/** Makes an account for the invited address, with the name and password its person chose, and joins. Returns the new person's id. */
export async function joinByInvitation(deps: AnswerDeps, { secret, name, password }: Joining): Promise<string> {
  const invitation = await withSecret(deps, secret)
  if (stateOf(deps, invitation) !== 'open') throw new AppError('invitation-over')
  await refuseDeadWord(deps, invitation)
  const user = await newUser(deps, { email: invitation.email, name, password })
  await addUser(deps.store, user)
  try {
    await acceptInvitation(deps, user._id, secret)
  } catch (error) {
    // Somebody else was faster: the account is of no use, and the address stays free.
    if (error instanceof AppError) await dropUser(deps.store, user._id)
    throw error
  }
  return user._id
}

/** Says no; whoever invited sees it. */
export async function declineInvitation(deps: AnswerDeps, secret: string): Promise<void> {
  const { _id, hash } = await withSecret(deps, secret)
  const now = instantNow(deps)
  const declined = await deps.store
    .collection(invitations)
    .update(_id, { $set: { state: 'declined', endedAt: now } }, { state: 'open', hash, expiresAt: { $gt: now } })
  if (!declined) throw new AppError('invitation-over')
}

/** A link that was never ours looks like one that was taken back. */
async function withSecret({ store }: AnswerDeps, secret: string): Promise<InvitationDoc> {
  const { items } = await store.collection(invitations).find({ hash: hashOfSecret(secret) }, { limit: 1 })
  if (!items[0]) throw new AppError('invitation-over')
  return items[0]
}

const stateOf = (deps: AnswerDeps, { state, expiresAt }: InvitationDoc): InvitationOffer['state'] =>
  state === 'open' && expiresAt <= instantNow(deps) ? 'expired' : state

/** An invitation is the word of who gave it, and reaches no further than they do today. */
async function refuseDeadWord({ store }: AnswerDeps, { workspaceId, invitedBy, role }: InvitationDoc): Promise<void> {
  const inviter = await memberOf(store, workspaceId, invitedBy)
  if (!inviter || !mayGive[inviter.role].includes(role)) throw new AppError('invitation-over')
}
