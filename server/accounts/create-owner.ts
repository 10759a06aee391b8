import type { NewOwner } from '#schemas/api/accounts.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { checkLanguage, checkTimeZone, members, workspaces } from '../workspaces/index.ts'
import { firstRun, users } from './collections.ts'
import { hashPassword } from './passwords.ts'

type OwnerDeps = Pick<Deps, 'store' | 'now' | 'random'>

/**
 * Makes the server's first person and workspace; possible once. One document decides who was first and carries all that is to be
 * made, so two at once give one owner and a crash in between is finished by `finishFirstRun`. Returns the owner's id.
 */
export async function createOwner(deps: OwnerDeps, given: NewOwner): Promise<{ userId: string; workspaceId: string }> {
  checkLanguage(given.language)
  checkTimeZone(given.timeZone)
  if (!(await needsOwner(deps.store))) throw new AppError('owner-exists')
  const createdAt = instantNow(deps)
  const user = {
    _id: newId(deps),
    email: given.email.trim().toLowerCase(),
    name: given.name,
    passwordHash: await hashPassword(given.password),
    passwordChangedAt: createdAt,
    createdAt,
  }
  const { workspaceName, language, timeZone } = given
  const workspace = { _id: newId(deps), name: workspaceName, language, timeZone, demo: false, createdAt }
  const member = {
    _id: `${workspace._id}.${user._id}`,
    workspaceId: workspace._id,
    userId: user._id,
    role: 'owner' as const,
    createdAt,
  }
  try {
    await deps.store.collection(firstRun).insert({ _id: 'owner', at: createdAt, toMake: { user, workspace, member } })
  } catch (error) {
    throw error instanceof UniqueViolation ? new AppError('owner-exists') : error
  }
  await finishFirstRun(deps.store)
  return { userId: user._id, workspaceId: workspace._id }
}

/** Nobody owns this server yet. */
export const needsOwner = async (store: Store): Promise<boolean> => (await store.collection(firstRun).get('owner')) === null

/** Makes what the first run was about to make when the process ended. Runs at every start; doing it again changes nothing. */
export async function finishFirstRun(store: Store): Promise<void> {
  const toMake = (await store.collection(firstRun).get('owner'))?.toMake
  if (!toMake) return
  await unlessThere(store.collection(workspaces).insert(toMake.workspace))
  await unlessThere(store.collection(members).insert(toMake.member))
  await unlessThere(store.collection(users).insert(toMake.user))
  await store.collection(firstRun).update('owner', { $unset: ['toMake'] })
}

async function unlessThere(insertion: Promise<void>): Promise<void> {
  try {
    await insertion
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
  }
}
