import { type Deps, instantNow, newId } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { type UserDoc, users } from './collections.ts'
import { hashPassword } from './passwords.ts'

/** A person with the name and the password they chose, not kept yet. */
export async function newUser(
  deps: Pick<Deps, 'now' | 'random'>,
  { email, name, password }: { email: string; name: string; password: string },
): Promise<UserDoc> {
  const createdAt = instantNow(deps)
  return {
    _id: newId(deps),
    email: email.trim().toLowerCase(),
    name,
    passwordHash: await hashPassword(password),
    passwordChangedAt: createdAt,
    createdAt,
  }
}

/** Lets them sign in from now on; `account-exists` where somebody has the address. */
export async function addUser(store: Store, user: UserDoc): Promise<void> {
  try {
    await store.collection(users).insert(user)
  } catch (error) {
    throw error instanceof UniqueViolation ? new AppError('account-exists') : error
  }
}

/** Takes back an account that is of no use: the address stays free. */
export async function dropUser(store: Store, userId: string): Promise<void> {
  await store.collection(users).delete({ _id: userId })
}
