import type { MemberView, Role } from '#schemas/api/contract.ts'
import type { NewMember } from '#schemas/api/workspaces.ts'
import { mayGive } from '#schemas/roles.ts'
import { hashPassword } from '../auth/passwords.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../repositories/in-workspace.ts'
import { members, type UserDoc, users } from '../store/collections.ts'
import { UniqueViolation } from '../store/contract.ts'
import { memberView } from './list-members.ts'
import { type Actor, recordAudit } from './record-audit.ts'

type MemberDeps = Pick<Deps, 'store' | 'now' | 'random'>

/**
 * Adds a person to a workspace. Someone who already signs in to this server keeps their own name and password: an admin of one
 * workspace must not take over an account that reaches another. For the same reason nobody adds an account whose password an
 * admin of another workspace still knows.
 */
export async function addMember(deps: MemberDeps, actor: Actor & { role: Role }, given: NewMember): Promise<MemberView> {
  if (!mayGive[actor.role].includes(given.role)) throw new AppError('not-allowed')
  const user = (await userWith(deps, given.email)) ?? (await createUser(deps, actor, given))
  if (user.passwordBy && user.passwordBy !== actor.caller.user.id) throw new AppError('unclaimed-account')
  try {
    const member = await inWorkspace(deps.store, members, actor.workspaceId).insert({
      _id: `${actor.workspaceId}.${user._id}`,
      userId: user._id,
      role: given.role,
      createdAt: instantNow(deps),
    })
    await recordAudit(deps, actor, 'add', `member ${user._id} as ${given.role}`)
    return memberView(member, user)
  } catch (error) {
    throw error instanceof UniqueViolation ? new AppError('already-member') : error
  }
}

const emailOf = (email: string): string => email.trim().toLowerCase()

async function userWith({ store }: MemberDeps, email: string): Promise<UserDoc | undefined> {
  const { items } = await store.collection(users).find({ email: emailOf(email) }, { limit: 1 })
  return items[0]
}

async function createUser(deps: MemberDeps, { caller }: Actor, { name, email, password }: NewMember): Promise<UserDoc> {
  const createdAt = instantNow(deps)
  const user = {
    _id: newId(deps),
    email: emailOf(email),
    name,
    passwordHash: await hashPassword(password),
    passwordBy: caller.user.id,
    passwordChangedAt: createdAt,
    createdAt,
  }
  try {
    await deps.store.collection(users).insert(user)
    return user
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    // Someone else added the same person a moment ago.
    const there = await userWith(deps, email)
    if (!there) throw error
    return there
  }
}
