import type { SecretUser, SecretView } from '#schemas/api/secrets.ts'
import { userNames } from '../accounts/index.ts'
import type { Deps } from '../deps.ts'
import { opens } from '../secret-key.ts'
import type { SecretDoc } from './collections.ts'
import { usersOfSecrets } from './secret-users.ts'

/** Secrets as people may see them: everything but what they are. */
export async function secretViews(
  deps: Pick<Deps, 'store' | 'registry' | 'engine' | 'secrets'>,
  workspaceId: string,
  docs: SecretDoc[],
): Promise<SecretView[]> {
  const [nameOf, users] = await Promise.all([
    userNames(
      deps.store,
      docs.map(({ changedBy }) => changedBy),
    ),
    usersOfSecrets(deps, workspaceId),
  ])
  return docs.map((doc) => view(doc, nameOf(doc.changedBy), users.get(doc.name) ?? [], !opens(deps.secrets, doc.sealed)))
}

/** `lost`: it was sealed with a key that this server does not have. */
const view = (doc: SecretDoc, changedBy: SecretView['changedBy'], usedBy: SecretUser[], lost: boolean): SecretView => ({
  id: doc._id,
  name: doc.name,
  ...(doc.ending ? { ending: doc.ending } : {}),
  hosts: doc.hosts,
  changedAt: doc.changedAt,
  changedBy,
  ...(doc.lastUsedAt ? { lastUsedAt: doc.lastUsedAt } : {}),
  ...(lost ? { lost } : {}),
  usedBy,
})
