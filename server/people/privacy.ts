import type { PrivacyChange, PrivacyView } from '#schemas/api/privacy.ts'
import { servicePurpose } from '#schemas/consent.ts'
import { firstPrivacy, type Purpose } from '#schemas/privacy.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { privacySettings } from './collections.ts'

/** What people of a workspace are asked for. */
export const purposesOf = async (store: Store, workspaceId: string): Promise<Purpose[]> =>
  (await readPrivacy(store, workspaceId)).purposes

export async function readPrivacy(store: Store, workspaceId: string): Promise<PrivacyView> {
  const doc = await inWorkspace(store, privacySettings, workspaceId).get(workspaceId)
  if (!doc) return { ...firstPrivacy(), revision: 0 }
  const { purposes, retention, revision, changedAt } = doc
  return { purposes, retention, revision, changedAt }
}

/** Sets purposes and retention on top of the revision they were made from: whoever comes later than another is told. */
export async function changePrivacy(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor,
  { revision, purposes, retention }: PrivacyChange,
): Promise<PrivacyView> {
  checkPurposes(purposes)
  const { workspaceId } = actor
  const docs = inWorkspace(deps.store, privacySettings, workspaceId)
  const said = { purposes, retention, changedAt: instantNow(deps), changedBy: actor.caller.user.id }
  const written =
    revision === 0
      ? await first(() => docs.insert({ _id: workspaceId, revision: 1, ...said }))
      : await docs.update(workspaceId, { $set: { ...said, revision: revision + 1 } }, { revision })
  if (!written) throw new AppError('stale-privacy')
  await recordAudit(deps, actor, 'change', 'privacy')
  return readPrivacy(deps.store, workspaceId)
}

async function first<T>(insert: () => Promise<T>): Promise<T | null> {
  try {
    return await insert()
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    return null
  }
}

function checkPurposes(purposes: readonly Purpose[]): void {
  if (!purposes.some(({ id }) => id === servicePurpose))
    throw invalidInput({ path: '/purposes', message: `has ${servicePurpose}, which is always there` })
  for (const [at, { id }] of purposes.entries())
    if (purposes.findIndex((other) => other.id === id) !== at)
      throw invalidInput({ path: `/purposes/${at}/id`, message: 'stands there twice' })
}
