import type { PasswordChange } from '#schemas/api/accounts.ts'
import { instantNow } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import { forgetAttempts, takeAttempt } from './attempts.ts'
import { signIns, users } from './collections.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { type SessionDeps, startSession } from './sign-in.ts'

/** Changes a person's password and ends all their sessions and tokens; returns the token of a new session for this browser. */
export async function changePassword(deps: SessionDeps, userId: string, { current, next }: PasswordChange): Promise<string> {
  const key = `password ${userId}`
  await takeAttempt(deps, key, 5)
  const user = await deps.store.collection(users).get(userId)
  if (!user || !(await isPassword(current, user.passwordHash)))
    throw invalidInput({ path: '/current', message: 'is not your password' })
  await forgetAttempts(deps, key)
  const changed = await deps.store
    .collection(users)
    .update(
      userId,
      { $set: { passwordHash: await hashPassword(next), passwordChangedAt: instantNow(deps) }, $unset: ['passwordBy'] },
      { passwordHash: user.passwordHash },
    )
  if (!changed) throw new AppError('signed-out')
  await deps.store.collection(signIns).delete({ userId })
  return startSession(deps, userId)
}
