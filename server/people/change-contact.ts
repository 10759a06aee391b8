import { foldContact } from '#runtime/contact-fold.ts'
import type { ChangeSource, ContactEntry } from '#schemas/contact-entry.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ContactDoc, type ContactEntryDoc, contactEntries, contacts } from './collections.ts'
import { contactOf, moveTo } from './contact-facts.ts'
import { tellPage } from './project-contacts.ts'

/** What somebody but a turn says of a person. Whoever calls has checked it: `check-change.ts`. */
export interface PersonChange extends Pick<ContactEntry, 'contact' | 'fields' | 'tags' | 'came' | 'by'> {
  contactId: string
  /** Unique among the changes of the contact: the same change, told again, is made once. */
  changeId: string
  source: ChangeSource
  /** When it was so; now, unless it is told. */
  at?: Instant
  /** Nobody of this id is known: they begin with it. */
  makes?: true
}

type Parts = { store: Store; now(): number }

/** Changes together are written so many at a time. */
const atOnce = 32

/**
 * Changes a person, or makes one: how everybody but turns writes what is known of people. The log and its fold survive a crash in between:
 * an entry is `open` until the contact has it, and a duty finishes what is (`finish-changes.ts`). The contact after it; null where there
 * is none of this id. Of one that is part of another's page, that page.
 */
export async function changeContact(parts: Parts, workspaceId: string, change: PersonChange): Promise<ContactDoc | null> {
  const [changed] = await changeContacts(parts, workspaceId, [change])
  return changed ?? null
}

/** The same for many people, each on their own; the contacts in the order of the changes. */
export async function changeContacts(
  { store, now }: Parts,
  workspaceId: string,
  changes: readonly PersonChange[],
): Promise<(ContactDoc | null)[]> {
  const changed: (ContactDoc | null)[] = []
  for (let from = 0; from < changes.length; from += atOnce) {
    const some = changes.slice(from, from + atOnce)
    const entries = some.map((change) => entryOf(change, workspaceId, instantAt(now())))
    await store.collection(contactEntries).insertMany(entries)
    changed.push(...(await Promise.all(entries.map((entry) => closeEntry(store, entry)))))
  }
  return changed
}

function entryOf(change: PersonChange, workspaceId: string, now: Instant): ContactEntryDoc {
  const { contactId, changeId, source, at = now, by, makes, contact, fields, tags, came } = change
  return {
    _id: `${contactId}/${changeId}`,
    workspaceId,
    contactId,
    at,
    source,
    open: now,
    ...(by !== undefined && { by }),
    ...(makes && { makes }),
    ...(contact && { contact }),
    ...(fields && { fields }),
    ...(tags && { tags }),
    ...(came && { came }),
  }
}

/** Brings an open entry into its contact. Of a contact that is not there, and does not begin with it, it goes. */
export async function closeEntry(store: Store, given: ContactEntryDoc): Promise<ContactDoc | null> {
  const { _id, workspaceId, contactId } = given
  const log = inWorkspace(store, contactEntries, workspaceId)
  // Told twice, what counts is what was told first.
  const entry = (await log.get(_id)) ?? undefined
  if (!entry) return inWorkspace(store, contacts, workspaceId).get(contactId)
  const contact = await moveTo(store, {
    id: contactId,
    workspaceId,
    ...(entry.makes && { make: () => contactOf({ id: contactId, workspaceId, firstSeenAt: entry.at, entries: [entry] }) }),
    change: (is) => foldContact(is, [entry]),
  })
  if (!contact) {
    await log.delete({ _id })
    return null
  }
  const page =
    contact.head === undefined
      ? contact
      : await tellPage(store.collection(contacts), contact.head, { id: contactId, entries: [entry] })
  await log.update(_id, { $unset: ['open'] })
  return page
}
