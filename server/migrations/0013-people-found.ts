import type { ChannelKind } from '#schemas/message.ts'
import { conversations } from '../chats/collections.ts'
import { type ContactDoc, contacts } from '../people/collections.ts'
import { foundBy } from '../people/index.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import type { StoreMigration } from './migration.ts'

/** People are found in lists: by their names and numbers, by what they are, and by the channels they write on. */
export const peopleAreFound: StoreMigration = {
  id: '0013-people-found',
  does: 'people are found by name, number, tag and channel',
  async page(store, after) {
    const docs = store.collection(contacts)
    const page = await docs.find({}, { sort: { _id: 1 }, limit: 200, ...(after === undefined ? {} : { after }) })
    let changed = 0
    for (const contact of page.items) if (contact.keys === undefined && (await lift(store, contact))) changed++
    return { changed, next: page.next }
  },
}

async function lift(store: Store, contact: ContactDoc): Promise<boolean> {
  const { _id: contactId, workspaceId, revision = null } = contact
  const chats = await findAll(store.collection(conversations), { workspaceId, contactId }, { _id: 1 }, ['channelKind'])
  const channels = [...new Set(chats.map(({ channelKind }): ChannelKind => channelKind))]
  const found = foundBy({ ...contact, channels })
  return (await store.collection(contacts).update(contactId, { $set: { channels, ...found } }, { revision })) !== null
}
