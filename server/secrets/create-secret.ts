import type { NewSecret, SecretView } from '#schemas/api/secrets.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import { UniqueViolation } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { keptSecrets, type SecretDoc } from './collections.ts'
import { sealSecret } from './seal-secret.ts'
import { secretViews } from './secret-view.ts'

export type SecretDeps = Pick<Deps, 'store' | 'now' | 'random' | 'registry' | 'engine' | 'secrets'>

/** Keeps a secret under a name of its own. Its value is in no answer, this one included. */
export async function createSecret(deps: SecretDeps, actor: Actor, { name, value, hosts }: NewSecret): Promise<SecretView> {
  const { workspaceId, caller } = actor
  const [by, at] = [caller.user.id, instantNow(deps)]
  const made = { createdBy: by, createdAt: at, changedBy: by, changedAt: at }
  const doc = { _id: newId(deps), name, ...sealSecret(deps, value), hosts, ...made }
  await refuseLookalike(deps, workspaceId, name)
  const kept = await insert(deps, workspaceId, doc)
  deps.engine.secretBook.forget(workspaceId)
  await recordAudit(deps, actor, 'create', `secret ${kept._id} for ${hosts.join(', ')}`)
  const [view] = await secretViews(deps, workspaceId, [kept])
  return view as SecretView
}

/** Two names that differ in capitals only are one to whoever picks from a list. */
async function refuseLookalike({ store }: SecretDeps, workspaceId: string, name: string): Promise<void> {
  const there = await findAll(store.collection(keptSecrets), { workspaceId }, { name: 1 })
  const alike = there.find((other) => other.name !== name && lookOf(other.name) === lookOf(name))
  if (alike) throw invalidInput({ path: '/name', message: `differs from “${alike.name}” in capitals only` })
}

const lookOf = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

async function insert({ store }: SecretDeps, workspaceId: string, doc: Omit<SecretDoc, 'workspaceId'>): Promise<SecretDoc> {
  try {
    return await inWorkspace(store, keptSecrets, workspaceId).insert(doc)
  } catch (error) {
    throw error instanceof UniqueViolation ? new AppError('secret-exists') : error
  }
}
