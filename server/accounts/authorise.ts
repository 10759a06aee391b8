import type { Role } from '#schemas/roles.ts'
import { type Scope, scopeOf } from '#schemas/scope.ts'
import { AppError } from '../errors.ts'
import { memberOf, membershipsOf, workspaceOf } from '../workspaces/index.ts'
import type { AuthDeps } from './authenticate.ts'
import type { Caller } from './caller.ts'

interface Door {
  who: 'anyone' | 'known' | 'signed-in' | { roles: readonly Role[]; people?: true }
  /** The workspace of the path, if it has one. */
  workspaceId?: string
}

/** Lets the caller through with their role, or throws. Another workspace looks exactly like one that does not exist. */
export async function authorise(
  deps: Pick<AuthDeps, 'store'>,
  caller: Caller | null,
  { who, workspaceId }: Door,
): Promise<{ role?: Role; workspaceId?: string; scope?: Scope }> {
  if (who === 'anyone') return {}
  if (!caller) throw new AppError('signed-out')
  if (who === 'known') return {}
  if (who === 'signed-in') {
    if (caller.token) throw new AppError('people-only')
    return {}
  }
  if (workspaceId === undefined) return { role: await roleAnywhere(deps, caller, who.roles) }
  const standing = await standingIn(deps, caller, workspaceId)
  if (!standing) throw new AppError('not-found')
  if (who.people && caller.token) throw new AppError('people-only')
  if (!who.roles.includes(standing.role)) throw new AppError('not-allowed')
  return { ...standing, workspaceId }
}

/** The caller's role in a workspace and which chats they see there; undefined when it is not theirs to see. */
async function standingIn(
  deps: Pick<AuthDeps, 'store'>,
  caller: Caller,
  workspaceId: string,
): Promise<{ role: Role; scope: Scope } | undefined> {
  if (caller.token) {
    const { role, scope } = caller.token
    return caller.token.workspaceId === workspaceId ? { role, scope } : undefined
  }
  const [member, workspace] = await Promise.all([
    memberOf(deps.store, workspaceId, caller.user.id),
    workspaceOf(deps.store, workspaceId),
  ])
  return workspace && member ? { role: member.role, scope: scopeOf(member) } : undefined
}

async function roleAnywhere(deps: Pick<AuthDeps, 'store'>, caller: Caller, roles: readonly Role[]): Promise<Role> {
  if (caller.token) throw new AppError('people-only')
  const theirs = await membershipsOf(deps.store, caller.user.id)
  const found = roles.find((role) => theirs.some((member) => member.role === role))
  if (!found) throw new AppError('not-allowed')
  return found
}
