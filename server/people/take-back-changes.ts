import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { contactEntries, contacts, identities } from './collections.ts'
import { refold } from './page-of.ts'

interface Taken {
  workspaceId: string
  contactId: string
  /** The ids of the changes, as `changeContact` was given them. */
  changes: { $gt: string; $lt: string }
  /** How these changes said the shop's own system calls them. */
  externalIds: readonly string[]
}

/**
 * Takes changes out of a person's log: of each fact what was known before, or what others said since, counts again. Who was made by them, of
 * whom nothing else is known and who never wrote, goes. Whether there was anything to take back; may be repeated.
 */
export async function takeBackChanges(store: Store, { workspaceId, contactId, changes, externalIds }: Taken): Promise<boolean> {
  const docs = inWorkspace(store, contacts, workspaceId)
  const log = inWorkspace(store, contactEntries, workspaceId)
  const taken = await log.delete({ _id: { $gt: `${contactId}/${changes.$gt}`, $lt: `${contactId}/${changes.$lt}` }, contactId })
  for (const externalId of externalIds) await docs.update(contactId, { $pull: { externalIds: externalId } })
  for (;;) {
    const doc = await docs.get(contactId)
    if (!doc) return taken > 0
    const isAlone = doc.head === undefined && !doc.members && !doc.channels?.length && !doc.externalIds?.length
    const isKnown =
      !isAlone || (await log.count({ contactId }, { atMost: 1 })) > 0 || (await identityOf(store, workspaceId, contactId))
    if (isKnown) {
      await refold(store, workspaceId, contactId)
      if (doc.head !== undefined) await refold(store, workspaceId, doc.head)
      return taken > 0 || externalIds.length > 0
    }
    // Somebody may change them meanwhile: then they stay.
    if ((await docs.delete({ _id: contactId, revision: doc.revision ?? null })) > 0) return true
  }
}

const identityOf = async (store: Store, workspaceId: string, contactId: string): Promise<boolean> =>
  (await inWorkspace(store, identities, workspaceId).count({ contactId }, { atMost: 1 })) > 0
