import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { restrictContact } from '../people/index.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'

/** Somebody restricted leaves segments, broadcasts and exports, and is answered when they write. */
export async function setRestriction(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor,
  contactId: string,
  restricted: boolean,
): Promise<void> {
  if (!(await restrictContact(deps.store, actor.workspaceId, contactId, restricted))) throw new AppError('not-found')
  await recordAudit(deps, actor, restricted ? 'restrict' : 'release', `contact ${contactId}`)
}
