import type { Credentials } from '#schemas/api/accounts.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { forgetAttempts, returnAttempt, takeAttempt } from './attempts.ts'
import { instantIn } from './authenticate.ts'
import { knownPlaces, signIns } from './collections.ts'
import { userWithEmail } from './find-user.ts'
import { networkOf } from './network-of.ts'
import { isPassword } from './passwords.ts'
import { hashOfSecret, sessionDays } from './session-cookie.ts'

export type SessionDeps = Pick<Deps, 'store' | 'now' | 'random'>

/** Wrong passwords for one account from one network, and for all accounts from one network. */
const attemptsPerAccount = 5
const attemptsPerNetwork = 100
const knownPlaceDays = 90

/**
 * Starts a session of the person with this e-mail and password; `token` is the cookie's secret, stored only as a hash. Wrong passwords
 * are counted, right ones are not. A whole office or everybody behind one proxy is one network: who has signed in from there before
 * has attempts of their own, whatever strangers guess.
 */
export async function signIn(deps: SessionDeps, { email, password }: Credentials, ip: string) {
  const account = email.trim().toLowerCase()
  const network = networkOf(ip)
  const place = `sign-in ${account} ${network}`
  const crowd = (await isKnownPlace(deps, place)) ? undefined : `sign-in ${network}`
  if (crowd) await takeAttempt(deps, crowd, attemptsPerNetwork)
  const attemptsLeft = await takeAttempt(deps, place, attemptsPerAccount)
  const user = await userWithEmail(deps.store, account)
  if (!(await isPassword(password, user?.passwordHash)) || !user) throw new AppError('wrong-password', { attemptsLeft })
  await forgetAttempts(deps, place)
  if (crowd) await returnAttempt(deps, crowd)
  await rememberPlace(deps, user.email, ip)
  return { userId: user._id, token: await startSession(deps, user._id) }
}

/** Somebody was let in from this address as this account. */
export async function rememberPlace(deps: SessionDeps, email: string, ip: string): Promise<void> {
  const _id = hashOfSecret(`sign-in ${email} ${networkOf(ip)}`)
  await deps.store.collection(knownPlaces).put({ _id, expiresAt: instantIn(deps, knownPlaceDays) })
}

async function isKnownPlace(deps: SessionDeps, place: string): Promise<boolean> {
  const known = await deps.store.collection(knownPlaces).get(hashOfSecret(place))
  return known !== null && known.expiresAt > instantNow(deps)
}

/** Returns the new session's token: 256 bits, known to the browser only. */
export async function startSession(deps: SessionDeps, userId: string): Promise<string> {
  const token = deps.random(32).toString('base64url')
  await deps.store
    .collection(signIns)
    .insert({ _id: hashOfSecret(token), userId, createdAt: instantNow(deps), expiresAt: instantIn(deps, sessionDays) })
  return token
}
