import { foldContact } from '#runtime/contact-fold.ts'
import type { ContactEntry } from '#schemas/contact-entry.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { ChannelKind } from '#schemas/message.ts'
import { changeTo } from '../engine/projections/move-forward.ts'
import type { Change, Store } from '../store/contract.ts'
import { type ContactDoc, contacts } from './collections.ts'
import { foundBy } from './found-by.ts'

const hourMs = 3_600_000
export const hourOf = (at: Instant): Instant => instantAt(Date.parse(at) - (Date.parse(at) % hourMs))

/** A contact of whom nothing is known. */
export const noFacts = {
  name: undefined,
  phone: undefined,
  email: undefined,
  language: undefined,
  timeZone: undefined,
  birthday: undefined,
  stage: undefined,
  optedOut: undefined,
  consents: undefined,
  firstSource: undefined,
  newestSource: undefined,
  stamps: undefined,
}

/** A contact that begins with these entries. */
export function contactOf(begins: {
  id: string
  workspaceId: string
  firstSeenAt: Instant
  lastSeenAt?: Instant | undefined
  channels?: ChannelKind[]
  entries: readonly ContactEntry[]
}): ContactDoc {
  const { id, workspaceId, firstSeenAt, lastSeenAt = hourOf(firstSeenAt), channels, entries } = begins
  const bare: ContactDoc = { _id: id, workspaceId, firstSeenAt, lastSeenAt, fields: {}, tags: [] }
  const folded = foldContact(channels ? { ...bare, channels } : bare, entries)
  return { ...folded, ...foundBy(folded), unsorted: true }
}

/**
 * Moves a contact on, whoever else changes it at the same moment; `make` begins one where there is none. The contact after it, as it is
 * when `change` gives back the same object; null where there is none.
 */
export async function moveTo(
  store: Store,
  to: { id: string; workspaceId: string; make?: () => ContactDoc; change(is: ContactDoc): ContactDoc },
): Promise<ContactDoc | null> {
  const docs = store.collection(contacts)
  for (;;) {
    const is = await docs.get(to.id)
    if (!is) {
      const made = to.make?.()
      if (!made) return null
      if ((await docs.insertMany([made])).inserted > 0) return made
      continue
    }
    if (is.workspaceId !== to.workspaceId) return null
    const changed = to.change(is)
    if (changed === is) return is
    const saved = await docs.update(to.id, changeOf(changed), { revision: is.revision ?? null })
    if (saved) return saved
  }
}

/** With the channels on which they begin a chat; the same object where these are known. */
export function onChannels(contact: ContactDoc, fresh: readonly ChannelKind[]): ContactDoc {
  const { alone } = contact
  const [channels, own] = [withAll(contact.channels, fresh), withAll(alone?.channels, fresh)]
  if (channels === contact.channels && (!alone || own === alone.channels)) return contact
  return { ...contact, ...(channels && { channels }), ...(alone && { alone: { ...alone, ...(own && { channels: own }) } }) }
}

const withAll = (known: ChannelKind[] | undefined, fresh: readonly ChannelKind[]): ChannelKind[] | undefined =>
  fresh.every((kind) => known?.includes(kind)) ? known : [...new Set([...(known ?? []), ...fresh])]

/** Writes the facts of a contact, and what it is found by. */
export function changeOf(contact: ContactDoc): Change {
  const { name, phone, email, language, timeZone, birthday, stage, optedOut, consents, fields, tags, stamps } = contact
  const { firstSource, newestSource, channels, alone, revision = 0 } = contact
  const facts = { name, phone, email, language, timeZone, birthday, stage, optedOut, consents, fields, tags, stamps }
  return changeTo(
    { ...facts, firstSource, newestSource, channels, ...foundBy(contact), revision: revision + 1, unsorted: true },
    { alone },
  )
}
