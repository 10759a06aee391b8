import type { Instant } from '#schemas/instant.ts'
import { turnId } from '#schemas/turn.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { contactEntries, contactNotes, contactProofs, contacts, identities } from './collections.ts'
import { partFromAll } from './merges.ts'
import { refold } from './page-of.ts'

/** The part of a conversation that is forgotten: everything up to its turn `number`. */
interface Forgotten {
  workspaceId: string
  conversationId: string
  contactId: string
  number: number
  /** When, and who asked for it. */
  at: Instant
  userId: string
  /** Which conversations of the contact there are still; this one, when they have written in it again. */
  left(): Promise<string[]>
}

/**
 * Forgets what a conversation told of its person, and the ids that led to it. The contact goes with it, unless they have another
 * conversation or have begun anew: then it knows what those say. STOP is kept as long as there is another channel to write on.
 */
export async function forgetContact(store: Store, forgotten: Forgotten): Promise<void> {
  const { workspaceId, conversationId, contactId, number, at, userId } = forgotten
  const [docs, log] = [store.collection(contacts), store.collection(contactEntries)]
  await store.collection(identities).delete({ conversationId })
  await store.collection(contactProofs).delete({ conversationId })
  const told = { _id: { $gt: `${conversationId}.`, $lt: `${turnId(conversationId, number)}/` }, contactId }
  for (;;) {
    const doc = await docs.get(contactId)
    const left = await forgotten.left()
    const joined = await store.collection(identities).count({ workspaceId, contactId })
    const elsewhere = joined > 0 || left.some((id) => id !== conversationId)
    await log.delete(elsewhere ? { ...told, 'contact.optedOut': null } : told)
    if (!doc) return
    const entries = await findAll(log, { workspaceId, contactId }, { at: 1 })
    // What they wrote since may be in the log before it is anywhere else.
    if (!elsewhere && left.length === 0 && entries.every(({ _id }) => _id.startsWith(`${contactId}/`))) {
      await forgetTold(store, workspaceId, contactId)
      if (doc.head !== undefined || doc.members) await partFromAll(store, workspaceId, contactId, at, userId)
      else if ((await docs.delete({ _id: contactId, revision: doc.revision ?? null })) > 0) return
      continue
    }
    await refold(store, workspaceId, contactId)
    if (doc.head !== undefined) await refold(store, workspaceId, doc.head)
    return
  }
}

/** What no conversation told: their log beside turns, and what colleagues wrote. */
async function forgetTold(store: Store, workspaceId: string, contactId: string): Promise<void> {
  await store.collection(contactEntries).delete({ _id: { $gt: `${contactId}/`, $lt: `${contactId}0` } })
  await store.collection(contactNotes).delete({ workspaceId, contactId })
}
