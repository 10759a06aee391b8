import { isDeepStrictEqual } from 'node:util'
import { withEvent } from '#runtime/seen-events.ts'
import type { PersonEvent } from '#schemas/event.ts'
import type { Store } from '../store/contract.ts'
import { type ContactDoc, contacts } from './collections.ts'

interface Told extends Pick<PersonEvent, 'type' | 'at' | 'data'> {
  _id: string
  workspaceId: string
  contactId: string
}

/**
 * Counts an event on its person, once however often it is told: the contact names the events that it has counted until they are gone
 * through to their end. `open` says which of some are not, and is asked after the contact is read. False where there is no such contact.
 */
export async function seeEvent(store: Store, event: Told, open: (ids: string[]) => Promise<string[]>): Promise<boolean> {
  const { _id, workspaceId, contactId, type } = event
  const docs = store.collection(contacts)
  for (;;) {
    const is = await docs.get(contactId)
    if (is?.workspaceId !== workspaceId) return false
    const { counting = [], revision = 0 } = is
    if (counting.includes(_id)) return true
    const still = new Set(await open([...counting, _id]))
    if (!still.has(_id)) return true
    const change = {
      seen: seenWith(is, event, type),
      counting: [...counting.filter((id) => still.has(id)), _id],
      revision: revision + 1,
      unsorted: true,
    }
    if (await docs.update(contactId, { $set: change }, { revision: is.revision ?? null })) return true
  }
}

function seenWith({ seen = [] }: Pick<ContactDoc, 'seen'>, event: Told, type: string): NonNullable<ContactDoc['seen']> {
  const known = seen.find((one) => one.type === type)
  return [...seen.filter((one) => one !== known), { type, ...withEvent(known, event) }]
}

/**
 * What is kept of somebody’s events is what these say, those that are being counted among them. `read` gives those that are gone through to
 * their end, and of the others which are named. Whether it was something else.
 */
export async function recountEvents(
  store: Store,
  contactId: string,
  read: (counting: readonly string[]) => Promise<readonly Told[]>,
): Promise<boolean> {
  const docs = store.collection(contacts)
  for (;;) {
    const is = await docs.get(contactId)
    if (!is) return false
    const counted = await read(is.counting ?? [])
    const seen = counted.reduce<Seen>((all, event) => seenWith({ seen: all }, event, event.type), [])
    const inOrder = (some: Seen): Seen => some.toSorted((a, b) => (a.type < b.type ? -1 : 1))
    if (isDeepStrictEqual(inOrder(is.seen ?? []), inOrder(seen))) return false
    const change = { seen, revision: (is.revision ?? 0) + 1, unsorted: true }
    if (await docs.update(contactId, { $set: change }, { revision: is.revision ?? null })) return true
  }
}

type Seen = NonNullable<ContactDoc['seen']>
