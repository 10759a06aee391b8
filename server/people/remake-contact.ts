import { isDeepStrictEqual } from 'node:util'
import { foldContact } from '#runtime/contact-fold.ts'
import { idsOfTurns, turnId } from '#schemas/turn.ts'
import type { Remake } from '../engine/parts.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { type ContactDoc, type ContactEntryDoc, contactEntries, contacts } from './collections.ts'
import { changeOf, contactOf, noFacts, onChannels } from './contact-facts.ts'
import { foundBy } from './found-by.ts'
import { entriesOfPage } from './page-of.ts'
import { channelsBegun, entriesOf, lastSeenIn } from './project-contacts.ts'

/**
 * What a conversation's turns say of its person, and the contact as the fold of their whole log. An entry whose turn is not there stays: it
 * is of an earlier release, or of a conversation that was deleted. When they were seen is only ever widened: it is of all their conversations.
 */
export const remakeContact: Remake = async ({ store }, { workspaceId, conversationId, turns }) => {
  const log = store.collection(contactEntries)
  const is = await findAll(log, { _id: idsOfTurns(conversationId) }, { _id: 1 })
  const told = new Map(turns.flatMap(entriesOf).map((entry) => [entry._id, JSON.parse(JSON.stringify(entry)) as ContactEntryDoc]))
  const numbers = new Set(turns.map(({ number }) => turnId(conversationId, number)))
  const isThere = ({ _id }: ContactEntryDoc): boolean => numbers.has(_id.slice(0, _id.lastIndexOf('.')))
  // Of somebody forgotten, only that they said STOP may stay.
  const wrong = is.filter((entry) =>
    turns.length === 0
      ? entry.contact?.optedOut === undefined && entry.source !== 'before'
      : isThere(entry) && !isDeepStrictEqual(entry, told.get(entry._id)),
  )
  for (const { _id } of wrong) await log.delete({ _id })
  const { inserted } = await log.insertMany([...told.values()])
  const changed = wrong.length > 0 || inserted > 0
  const ids = new Set([...turns.map(({ state }) => state.contact.id), ...is.map(({ contactId }) => contactId)])
  const seen = turns[0] && {
    firstSeenAt: turns[0].at,
    lastSeenAt: lastSeenIn(turns) ?? '',
    channels: channelsBegun(turns),
  }
  const folded = await Promise.all([...ids].map((id) => refold(store, workspaceId, id, seen)))
  return changed || folded.some((done) => done) ? 'changed' : 'same'
}

type Seen = Pick<ContactDoc, 'firstSeenAt' | 'lastSeenAt'> & Required<Pick<ContactDoc, 'channels'>>

/** Whether the contact was another one before. */
async function refold(store: Store, workspaceId: string, _id: string, seen: Seen | undefined): Promise<boolean> {
  const docs = store.collection(contacts)
  for (;;) {
    const is = await docs.get(_id)
    const entries = is
      ? await entriesOfPage(store, is)
      : await findAll(store.collection(contactEntries), { workspaceId, contactId: _id }, { at: 1 })
    if (!is) {
      if (!seen) return false
      if ((await docs.insertMany([contactOf({ id: _id, workspaceId, ...seen, entries })])).inserted > 0) return true
      continue
    }
    const { stamps: _, ...bare } = { ...is, ...noFacts, fields: {}, tags: [] }
    const made = onChannels(foldContact<ContactDoc>(bare, entries), seen?.channels ?? [])
    const times = {
      firstSeenAt: seen && seen.firstSeenAt < is.firstSeenAt ? seen.firstSeenAt : is.firstSeenAt,
      lastSeenAt: seen && seen.lastSeenAt > is.lastSeenAt ? seen.lastSeenAt : is.lastSeenAt,
    }
    // The page that they are part of is the fold of their log, too.
    const onPage = is.head !== undefined && (await refold(store, workspaceId, is.head, undefined))
    if (isDeepStrictEqual(is, JSON.parse(JSON.stringify({ ...made, ...foundBy(made), ...times })))) return onPage
    const change = changeOf(made)
    if (await docs.update(_id, { ...change, $set: { ...change.$set, ...times } }, { revision: is.revision ?? null })) return true
  }
}
