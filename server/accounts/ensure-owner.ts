import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { createOwner, finishFirstRun, needsOwner } from './create-owner.ts'

/**
 * At every start: finishes a first run that was cut off, and makes the owner that the environment names if there is none yet.
 * Of two processes that start at once one makes the owner.
 */
export async function ensureOwner(deps: Pick<Deps, 'store' | 'config' | 'now' | 'random'>): Promise<void> {
  await finishFirstRun(deps.store)
  const { owner } = deps.config
  if (!owner || !(await needsOwner(deps.store))) return
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const name = owner.email.split('@')[0] as string
  try {
    await createOwner(deps, { ...owner, name, workspaceName: 'My workspace', language: 'en', timeZone })
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'owner-exists')) throw error
  }
}
