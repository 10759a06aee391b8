import type { ContactEntry, FoldedContact } from '#schemas/contact-entry.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/** A person, on whatever channels they write: the fold of their log. */
export interface ContactDoc extends Stored, FoldedContact {
  workspaceId: string
  firstSeenAt: Instant
  /** In which hour they wrote or opened a chat last: when that began. */
  lastSeenAt: Instant
  /** Counts its changes; absent before the first. */
  revision?: number
}

export const contacts = define<ContactDoc>('contacts', [{ name: 'recent', fields: { workspaceId: 1, lastSeenAt: -1 } }])

/** The logs of all contacts. Entries are added, and go when what they are from is forgotten; none ever changes. */
export interface ContactEntryDoc extends Stored, ContactEntry {
  workspaceId: string
  contactId: string
}

export const contactEntries = define<ContactEntryDoc>('contactEntries', [
  { name: 'contact', fields: { workspaceId: 1, contactId: 1, at: 1 } },
])

/**
 * One of the ids a person has on a channel, and the conversation it leads to: the only place where the one is found by the other. It goes
 * with the conversation. `_id` is made by `identityId`.
 */
export interface IdentityDoc extends Stored {
  workspaceId: string
  conversationId: string
  /**
   * It has come together with another id (the phone number with the user id): `met` where the conversation began as its own, `led` where
   * the other one led it there. Whoever comes with it under yet another id is somebody else.
   */
  link?: 'met' | 'led'
  /** Whose the conversation is when it begins; somebody new's, unless it is given. */
  contactId?: string
}

export const identities = define<IdentityDoc>('identities', [
  { name: 'conversation', fields: { conversationId: 1 } },
  { name: 'contact', fields: { workspaceId: 1, contactId: 1 }, whenPresent: 'contactId' },
])
