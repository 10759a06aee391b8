import type { MemberChange, MemberView } from '#schemas/api/members.ts'
import { mayGive, type Role } from '#schemas/roles.ts'
import { userOf } from '../accounts/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace, type WorkspaceCollection } from '../store/in-workspace.ts'
import { checkTeams } from './check-teams.ts'
import { invitations, type MemberDoc, members, tokens } from './collections.ts'
import { memberView } from './list-members.ts'
import { type Actor, recordAudit } from './record-audit.ts'

type MemberDeps = Pick<Deps, 'store' | 'now' | 'random'>
type MemberActor = Actor & { role: Role }

/** Gives a member another role, other teams or another sight of the inbox, at once: rights are looked up with every request. */
export async function changeMember(
  deps: MemberDeps,
  actor: MemberActor,
  userId: string,
  { role, sees, teams }: MemberChange,
): Promise<MemberView> {
  const { docs, member } = await changeable(deps, actor, userId)
  if (role && !mayGive[actor.role].includes(role)) throw new AppError('not-allowed')
  if (teams) await checkTeams(deps.store, actor.workspaceId, teams)
  if (role) await refuseLastOwner(docs, member)
  const user = await userOf(deps.store, userId)
  const set = { ...(role && { role }), ...(sees && { sees }), ...(teams && { teams: [...new Set(teams)] }) }
  const changed = Object.keys(set).length > 0 ? await docs.update(member._id, { $set: set }) : member
  if (!user || !changed) throw new AppError('not-found')
  if (role && member.role === 'owner' && (await docs.count({ role: 'owner' })) === 0) {
    await docs.update(member._id, { $set: { role: 'owner' } })
    throw new AppError('last-owner')
  }
  if (role) await recordAudit(deps, actor, 'change', `member ${userId} from ${member.role} to ${role}`)
  if (sees || teams)
    await recordAudit(
      deps,
      actor,
      'change',
      `member ${userId} sees ${changed.sees ?? 'all'}, teams ${changed.teams?.join(' ') ?? ''}`,
    )
  return memberView(changed, user)
}

/** Takes a person out of a workspace. What belongs to it ends; what they are elsewhere is none of its business. */
export async function removeMember(deps: MemberDeps, actor: MemberActor, userId: string): Promise<void> {
  const { docs, member } = await changeable(deps, actor, userId)
  await end(deps, docs, member)
  await recordAudit(deps, actor, 'remove', `member ${userId}`)
}

/** Takes oneself out of a workspace, whatever one's role. */
export async function leaveWorkspace(deps: MemberDeps, actor: MemberActor): Promise<void> {
  const docs = inWorkspace(deps.store, members, actor.workspaceId)
  const member = await docs.get(`${actor.workspaceId}.${actor.caller.user.id}`)
  if (!member) throw new AppError('not-found')
  await end(deps, docs, member)
  await recordAudit(deps, actor, 'leave', 'workspace')
}

/** Ends a membership with the person's API tokens here, the invitations they gave, and the one they came by, which lets nobody back in. */
async function end(deps: MemberDeps, docs: WorkspaceCollection<MemberDoc>, member: MemberDoc): Promise<void> {
  const { _id, workspaceId, userId, role } = member
  await refuseLastOwner(docs, member)
  await docs.delete({ _id })
  if (role === 'owner' && (await docs.count({ role: 'owner' })) === 0) {
    await docs.insert(member)
    throw new AppError('last-owner')
  }
  await inWorkspace(deps.store, tokens, workspaceId).delete({ userId })
  const invited = inWorkspace(deps.store, invitations, workspaceId)
  await invited.delete({ acceptedBy: userId })
  await invited.delete({ invitedBy: userId, state: { $ne: 'accepted' } })
}

/** Nothing of the only owner is touched: their chats would be released at once. */
async function refuseLastOwner(docs: WorkspaceCollection<MemberDoc>, { _id, role }: MemberDoc): Promise<void> {
  if (role === 'owner' && (await docs.count({ role: 'owner', _id: { $ne: _id } })) === 0) throw new AppError('last-owner')
}

/**
 * The member, if the actor may touch them: owners are changed by owners only. That one owner stays is checked once more after the
 * change, which is then taken back: two owners who leave at once are seen by whoever comes last.
 */
async function changeable(deps: MemberDeps, actor: MemberActor, userId: string) {
  const docs = inWorkspace(deps.store, members, actor.workspaceId)
  const member = await docs.get(`${actor.workspaceId}.${userId}`)
  if (!member) throw new AppError('not-found')
  if (!mayGive[actor.role].includes(member.role)) throw new AppError('not-allowed')
  return { docs, member }
}
