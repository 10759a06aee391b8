import type { IncomingHttpHeaders } from 'node:http'
import { instantAt } from '#schemas/instant.ts'
import { mayGive } from '#schemas/roles.ts'
import { scopeOf } from '#schemas/scope.ts'
import { type Deps, instantNow } from '../deps.ts'
import { memberOf, noteTokenUse, tokenWithHash } from '../workspaces/index.ts'
import type { Caller } from './caller.ts'
import { signIns, type UserDoc, users } from './collections.ts'
import { hashOfSecret, sessionDays, sessionTokenIn } from './session-cookie.ts'

export type AuthDeps = Pick<Deps, 'store' | 'config' | 'now'>
type Credentials = Pick<IncomingHttpHeaders, 'authorization' | 'cookie'>

export interface SignedIn {
  caller: Caller
  /**
   * Prolongs a session that is more than a day old. For whoever can set the cookie it gives, which would otherwise end before its
   * session: the token, or null when the session has ended meanwhile.
   */
  renew?: () => Promise<string | null>
}

/** Who sends these headers, or null. */
export async function authenticate(deps: AuthDeps, headers: Credentials): Promise<SignedIn | null> {
  const bearer = headers.authorization?.match(/^Bearer (alur_[\w-]{43})$/i)?.[1]
  // A token that is wrong must not fall back to a cookie that happens to be right.
  if (headers.authorization !== undefined) return bearer ? byToken(deps, bearer) : null
  const session = sessionTokenIn(headers.cookie, deps.config)
  return session ? bySession(deps, session) : null
}

async function bySession(deps: AuthDeps, token: string): Promise<SignedIn | null> {
  const sessions = deps.store.collection(signIns)
  const session = await sessions.get(hashOfSecret(token))
  const now = instantNow(deps)
  if (!session || session.expiresAt <= now) return null
  const user = await deps.store.collection(users).get(session.userId)
  if (!user || session.createdAt < user.passwordChangedAt) return null
  const caller: Caller = { user: view(user), signInId: session._id }
  const dayOld = session.expiresAt < instantIn(deps, sessionDays - 1)
  if (!dayOld) return { caller }
  const renew = async (): Promise<string | null> =>
    (await sessions.update(session._id, { $set: { expiresAt: instantIn(deps, sessionDays) } })) && token
  return { caller, renew }
}

async function byToken(deps: AuthDeps, secret: string) {
  const token = await tokenWithHash(deps.store, hashOfSecret(secret))
  const now = instantNow(deps)
  if (!token || token.expiresAt <= now) return null
  const [user, member] = await Promise.all([
    deps.store.collection(users).get(token.userId),
    memberOf(deps.store, token.workspaceId, token.userId),
  ])
  // A token reaches no further than the person who made it does today.
  if (!user || !member || token.createdAt < user.passwordChangedAt || !mayGive[member.role].includes(token.role)) return null
  const minuteAgo = instantAt(deps.now() - 60_000)
  if ((token.lastUsedAt ?? '') < minuteAgo) await noteTokenUse(deps.store, token._id, now)
  const { _id: id, workspaceId, role } = token
  return { caller: { user: view(user), token: { id, workspaceId, role, scope: scopeOf(member) } } }
}

const view = ({ _id, name, email }: UserDoc): Caller['user'] => ({ id: _id, name, email })

/** The instant that many days from now. */
export const instantIn = (deps: Pick<Deps, 'now'>, days: number): string => instantAt(deps.now() + days * 86_400_000)
