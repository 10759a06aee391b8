import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { keptSecrets } from './collections.ts'
import type { SecretDeps } from './create-secret.ts'
import { usersOfSecrets } from './secret-users.ts'

/** Deletes a secret. The calls of flows that name it fail from then on, so that has to be meant. */
export async function deleteSecret(
  deps: SecretDeps,
  actor: Actor,
  secretId: string,
  { evenIfUsed }: { evenIfUsed?: 'yes' },
): Promise<void> {
  const { workspaceId } = actor
  const docs = inWorkspace(deps.store, keptSecrets, workspaceId)
  const doc = await docs.get(secretId)
  if (!doc) throw new AppError('not-found')
  const usedBy = evenIfUsed ? [] : ((await usersOfSecrets(deps, workspaceId)).get(doc.name) ?? [])
  if (usedBy.length > 0) throw new AppError('secret-in-use', { usedBy })
  await docs.delete({ _id: secretId })
  deps.engine.secretBook.forget(workspaceId)
  await recordAudit(deps, actor, 'delete', `secret ${secretId}`)
}
