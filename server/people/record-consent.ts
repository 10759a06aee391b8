import { type ConsentChange, everything } from '#schemas/consent.ts'
import type { EntrySource } from '#schemas/contact-entry.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ContactDoc, type ContactEntryDoc, contactEntries, contacts } from './collections.ts'
import { refold } from './page-of.ts'

/** A consent that no turn tells of. */
export interface NewConsentEntry {
  workspaceId: string
  contactId: string
  /** Names the change: the same one again is written once. */
  id: string
  at: Instant
  source: Extract<EntrySource, 'edit' | 'api' | 'import' | 'link' | 'vendor'>
  by?: string
  consent: ConsentChange
}

/**
 * Writes down what a person said, and lets it count from when this resolves. Cut off in between, asking again does the rest. False where there is no such contact.
 */
export async function recordConsent(store: Store, told: NewConsentEntry): Promise<boolean> {
  const { workspaceId, contactId, id, at, source, by, consent } = told
  const doc = await inWorkspace(store, contacts, workspaceId).get(contactId)
  if (!doc) return false
  const stop = consent.purpose === everything && !consent.conversationId
  const entry: ContactEntryDoc = {
    _id: `${contactId}/${id}`,
    workspaceId,
    contactId,
    at,
    source,
    ...(by ? { by } : {}),
    ...(stop ? { contact: { optedOut: consent.state === 'refused' } } : {}),
    consent,
  }
  await store.collection(contactEntries).insertMany([entry])
  await refold(store, workspaceId, contactId)
  if (doc.head !== undefined) await refold(store, workspaceId, doc.head)
  return true
}

/** The entries that are consents of the person on a contact's page, oldest first. */
export const consentEntries = async (
  store: Store,
  { _id, workspaceId, members = [] }: ContactDoc,
): Promise<ContactEntryDoc[]> => {
  const log = store.collection(contactEntries)
  const all = await Promise.all(
    [_id, ...members].map((contactId) => findAll(log, { workspaceId, contactId, consent: { $exists: true } }, { at: 1 })),
  )
  return all.flat().sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}
