import type { SecretChange, SecretView } from '#schemas/api/secrets.ts'
import { isWithin } from '#schemas/secret.ts'
import { instantNow } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { keptSecrets } from './collections.ts'
import type { SecretDeps } from './create-secret.ts'
import { sealSecret } from './seal-secret.ts'
import { secretViews } from './secret-view.ts'

/**
 * Replaces a secret's value, or says anew where it may go. A host it may not go to now is only added by whoever gives the value again:
 * else everyone who builds flows could send it to a host of their own and read it there.
 */
export async function changeSecret(
  deps: SecretDeps,
  actor: Actor,
  secretId: string,
  { hosts, value }: SecretChange,
): Promise<SecretView> {
  const { workspaceId, caller } = actor
  const docs = inWorkspace(deps.store, keptSecrets, workspaceId)
  const by = { changedBy: caller.user.id, changedAt: instantNow(deps) }
  for (;;) {
    const before = await docs.get(secretId)
    if (!before) throw new AppError('not-found')
    if (value === undefined && !isWithin(hosts, before.hosts))
      throw invalidInput({ path: '/value', message: 'must be given again when it may go to another host' })
    const sealed = value === undefined ? { sealed: before.sealed } : sealSecret(deps, value)
    const ending = value === undefined || 'ending' in sealed ? {} : { $unset: ['ending'] }
    const revision = (before.revision ?? 0) + 1
    // Against the value and the hosts that were looked at: a host that was taken away meanwhile does not come back without the value.
    const seen = { sealed: before.sealed, revision: before.revision ?? { $exists: false } }
    const changed = await docs.update(secretId, { $set: { ...sealed, hosts, ...by, revision }, ...ending }, seen)
    if (!changed) continue
    deps.engine.secretBook.forget(workspaceId)
    const what = value === undefined ? 'change' : 'replace'
    await recordAudit(deps, actor, what, `secret ${secretId} for ${hosts.join(', ')}`)
    const [view] = await secretViews(deps, workspaceId, [changed])
    return view as SecretView
  }
}
