import type { ContactFacts } from '#schemas/conversation.ts'
import { type ContactEntryDoc, contactEntries, contacts } from '../people/collections.ts'
import type { CollectionDefinition, Stored } from '../store/contract.ts'
import type { StoreMigration } from './migration.ts'

/** A contact as it was when there was no log, and one conversation for each. */
type OldContact = Stored & Omit<ContactFacts, 'id'> & { workspaceId: string; stamps?: object }
const oldContacts: CollectionDefinition<OldContact> = contacts as CollectionDefinition<Stored> as CollectionDefinition<OldContact>

/** Each contact's log begins with what was known of them, as if their conversation had told it before its first turn. */
export const contactLog: StoreMigration = {
  id: '0005-contact-log',
  does: 'contacts get a log',
  async page(store, after) {
    const page = await store
      .collection(oldContacts)
      .find({}, { sort: { _id: 1 }, limit: 200, ...(after === undefined ? {} : { after }) })
    const known = page.items.filter(({ stamps }) => !stamps).map(entryOf)
    const { inserted } = await store.collection(contactEntries).insertMany(known)
    return { changed: inserted, next: page.next }
  },
}

function entryOf({ _id, workspaceId, name, phone, email, optedOut, fields, tags }: OldContact): ContactEntryDoc {
  const facts = {
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    ...(optedOut !== undefined && { optedOut }),
  }
  return {
    // A contact's id was their conversation's, with a p.
    _id: `c${_id.slice(1)}.00000000.0`,
    workspaceId,
    contactId: _id,
    at: '1970-01-01T00:00:00.000Z',
    source: 'before',
    contact: facts,
    fields,
    tags: { add: tags, remove: [] },
  }
}
