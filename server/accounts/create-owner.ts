import type { NewOwner } from '#schemas/api/accounts.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { addWorkspace, checkLanguage, checkTimeZone, newWorkspace } from '../workspaces/index.ts'
import { addUser, newUser } from './add-user.ts'
import { firstRun } from './collections.ts'

type OwnerDeps = Pick<Deps, 'store' | 'now' | 'random'>

/**
 * Makes the server's first person and workspace; possible once. One document decides who was first and carries all that is to be
 * made, so two at once give one owner and a crash in between is finished by `finishFirstRun`. Returns the owner's id.
 */
export async function createOwner(deps: OwnerDeps, given: NewOwner): Promise<{ userId: string; workspaceId: string }> {
  checkLanguage(given.language)
  checkTimeZone(given.timeZone)
  if (!(await needsOwner(deps.store))) throw new AppError('owner-exists')
  const { workspaceName, language, timeZone } = given
  const user = await newUser(deps, given)
  const { workspace, member } = newWorkspace(deps, { name: workspaceName, language, timeZone }, user._id)
  const at = user.createdAt
  try {
    await deps.store.collection(firstRun).insert({ _id: 'owner', at, toMake: { user, workspace, member } })
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
  await addWorkspace(store, toMake)
  await addUser(store, toMake.user).catch((error) => {
    if (!(error instanceof AppError)) throw error
  })
  await store.collection(firstRun).update('owner', { $unset: ['toMake'] })
}
