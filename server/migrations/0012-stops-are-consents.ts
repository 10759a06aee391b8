import { foldConsents, stopStandsSince } from '#runtime/consent.ts'
import type { ContactEntry, FoldedContact } from '#schemas/contact-entry.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import { turns } from '../engine/collections.ts'
import { contactEntries, contacts } from '../people/collections.ts'
import type { CollectionDefinition, Store, Stored } from '../store/contract.ts'
import type { StoreMigration } from './migration.ts'

type OldContact = Stored & Pick<FoldedContact, 'optedOut' | 'stamps' | 'consents'> & { workspaceId: string; revision?: number }
const oldContacts: CollectionDefinition<OldContact> = contacts as CollectionDefinition<Stored> as CollectionDefinition<OldContact>

const unknown: Instant = '1970-01-01T00:00:00.000Z'

/** Whoever said STOP in an earlier release has it as a consent record too: on the channel where they said it, as far as its turn is there. */
export const stopsAreConsents: StoreMigration = {
  id: '0012-stops-are-consents',
  does: 'STOP becomes a record of consent',
  async page(store, after) {
    const page = await store
      .collection(oldContacts)
      .find({}, { sort: { _id: 1 }, limit: 200, ...(after === undefined ? {} : { after }) })
    let changed = 0
    for (const contact of page.items) if (contact.optedOut && (await lift(store, contact))) changed++
    return { changed, next: page.next }
  },
}

async function lift(store: Store, contact: OldContact): Promise<boolean> {
  if (stopStandsSince(contact.consents) !== undefined) return false
  const [at = unknown, entryId = ''] = (contact.stamps?.contact.optedOut ?? '').split(' ') as [string?, string?]
  const state = await stateOf(store, entryId)
  const entry: ContactEntry & { workspaceId: string; contactId: string } = {
    _id: `${contact._id}/0012-stop`,
    workspaceId: contact.workspaceId,
    contactId: contact._id,
    at: at || unknown,
    source: 'before',
    consent: {
      purpose: '',
      channelKind: state?.channel.kind ?? '',
      state: 'refused',
      ...(state?.language ? { language: state.language } : {}),
    },
  }
  await store.collection(contactEntries).insertMany([entry])
  const consents = foldConsents(contact.consents ?? [], [entry])
  const { revision } = contact
  await store
    .collection(oldContacts)
    .update(contact._id, { $set: { consents, revision: (revision ?? 0) + 1 } }, { revision: revision ?? null })
  return true
}

/** Of the conversation in whose turn they said it. */
async function stateOf(store: Store, entryId: string): Promise<ConversationState | undefined> {
  const dot = entryId.lastIndexOf('.')
  return dot < 0 ? undefined : (await store.collection(turns).get(entryId.slice(0, dot)))?.state
}
