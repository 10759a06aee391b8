import type { Credentials } from '#schemas/api/sign-in.ts'
import { forgetAttempts, takeAttempt } from '../auth/attempts.ts'
import { instantIn } from '../auth/authenticate.ts'
import { networkOf } from '../auth/network-of.ts'
import { isPassword } from '../auth/passwords.ts'
import { hashOfSecret, sessionDays } from '../auth/session-cookie.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { signIns, users } from '../store/collections.ts'

export type SessionDeps = Pick<Deps, 'store' | 'now' | 'random'>

/** Attempts at one account from one network, and at all accounts from one network. */
const attemptsPerAccount = 5
const attemptsPerNetwork = 100

/** Starts a session of the person with this e-mail and password; `token` is the cookie's secret, stored only as a hash. */
export async function signIn(deps: SessionDeps, { email, password }: Credentials, ip: string) {
  const account = email.trim().toLowerCase()
  const network = networkOf(ip)
  const key = `sign-in ${account} ${network}`
  await takeAttempt(deps, `sign-in ${network}`, attemptsPerNetwork)
  const attemptsLeft = await takeAttempt(deps, key, attemptsPerAccount)
  const { items } = await deps.store.collection(users).find({ email: account }, { limit: 1 })
  const user = items[0]
  if (!(await isPassword(password, user?.passwordHash)) || !user) throw new AppError('wrong-password', { attemptsLeft })
  await forgetAttempts(deps, key)
  return { userId: user._id, token: await startSession(deps, user._id) }
}

/** Returns the new session's token: 256 bits, known to the browser only. */
export async function startSession(deps: SessionDeps, userId: string): Promise<string> {
  const token = deps.random(32).toString('base64url')
  await deps.store
    .collection(signIns)
    .insert({ _id: hashOfSecret(token), userId, createdAt: instantNow(deps), expiresAt: instantIn(deps, sessionDays) })
  return token
}
