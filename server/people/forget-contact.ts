import { foldContact } from '#runtime/contact-fold.ts'
import { turnId } from '#schemas/turn.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { contactEntries, contacts, identities } from './collections.ts'
import { changeOf } from './project-contacts.ts'

/** The part of a conversation that is forgotten: everything up to its turn `number`. */
interface Forgotten {
  workspaceId: string
  conversationId: string
  contactId: string
  number: number
  /** Which conversations of the contact there are still; this one, when they have written in it again. */
  left(): Promise<string[]>
}

/**
 * Forgets what a conversation told of its person, and the ids that led to it. The contact goes with it, unless they have another
 * conversation or have begun anew: then it knows what those say. STOP is kept as long as there is another channel to write on.
 */
export async function forgetContact(store: Store, forgotten: Forgotten): Promise<void> {
  const { workspaceId, conversationId, contactId, number } = forgotten
  const [docs, log] = [store.collection(contacts), store.collection(contactEntries)]
  await store.collection(identities).delete({ conversationId })
  const told = { _id: { $gt: `${conversationId}.`, $lt: `${turnId(conversationId, number)}/` }, contactId }
  for (;;) {
    const doc = await docs.get(contactId)
    const left = await forgotten.left()
    const joined = await store.collection(identities).count({ workspaceId, contactId })
    const elsewhere = joined > 0 || left.some((id) => id !== conversationId)
    await log.delete(elsewhere ? { ...told, 'contact.optedOut': null } : told)
    if (!doc) return
    const asIs = { revision: doc.revision ?? null }
    const entries = await findAll(log, { workspaceId, contactId }, { at: 1 })
    // What they wrote since may be in the log before it is anywhere else.
    if (!elsewhere && left.length === 0 && entries.length === 0) {
      if ((await docs.delete({ _id: contactId, ...asIs })) > 0) return
      continue
    }
    const { revision = 0 } = doc
    const refolded = foldContact({ fields: {}, tags: [] }, entries)
    if (await docs.update(contactId, changeOf({ ...doc, ...noFacts, ...refolded, revision }), asIs)) return
  }
}

/** A contact of whom nothing is known. */
export const noFacts = { name: undefined, phone: undefined, email: undefined, optedOut: undefined, stamps: undefined }
