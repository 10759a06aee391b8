import { foldContact } from '#runtime/contact-fold.ts'
import type { ContactEntry } from '#schemas/contact-entry.ts'
import { turnId } from '#schemas/turn.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ContactDoc, contactEntries, contactMerges, contacts } from './collections.ts'
import { changeOf, noFacts } from './contact-facts.ts'

/** The contact whose page shows this one: itself, or whom it was merged into; null where there is none. */
export async function headOf(store: Store, workspaceId: string, contactId: string): Promise<ContactDoc | null> {
  const docs = inWorkspace(store, contacts, workspaceId)
  const doc = await docs.get(contactId)
  return doc?.head === undefined ? doc : docs.get(doc.head)
}

/** All contacts that are one person with this one, the head first; just itself as a rule. */
export async function groupOf(store: Store, workspaceId: string, contactId: string): Promise<string[]> {
  const head = await headOf(store, workspaceId, contactId)
  return head ? [head._id, ...(head.members ?? [])] : [contactId]
}

/** The entries that a contact's document is the fold of: its own; of a page with members those of all, and what was chosen as they came. */
export async function entriesOfPage(store: Store, doc: ContactDoc): Promise<ContactEntry[]> {
  const { workspaceId, members = [] } = doc
  const log = store.collection(contactEntries)
  const entries: ContactEntry[] = []
  for (const contactId of [doc._id, ...members]) entries.push(...(await findAll(log, { workspaceId, contactId }, { at: 1 })))
  return members.length === 0 ? entries : [...entries, ...(await chosenIn(store, doc))]
}

/** What was chosen in the merges that hold a page together. */
async function chosenIn(store: Store, { workspaceId, members = [] }: ContactDoc): Promise<ContactEntry[]> {
  const docs = await inWorkspace(store, contacts, workspaceId).getMany(members)
  const ids = docs.flatMap(({ mergedInto }) => (mergedInto ? [turnId(workspaceId, mergedInto.merge)] : []))
  const merges = await inWorkspace(store, contactMerges, workspaceId).getMany(ids)
  return merges.flatMap(({ _id, at, into, chosen }) =>
    chosen ? [{ _id: `${into}/${_id}`, at, source: 'merge' as const, ...chosen }] : [],
  )
}

/** Makes a contact's document what its logs say, whoever writes to them meanwhile. May be repeated. */
export async function refold(store: Store, workspaceId: string, contactId: string): Promise<void> {
  const docs = inWorkspace(store, contacts, workspaceId)
  for (;;) {
    const doc = await docs.get(contactId)
    if (!doc) return
    const { stamps: _, ...bare } = { ...doc, ...noFacts, fields: {}, tags: [] }
    const { times, alone } = await seenIn(store, doc)
    const made = foldContact<ContactDoc>({ ...bare, ...times, alone: undefined }, await entriesOfPage(store, doc))
    const change = changeOf(made)
    const done = await docs.update(
      contactId,
      {
        ...change,
        $set: { ...change.$set, ...times, ...(alone ? { alone } : {}) },
        ...(alone ? {} : { $unset: [...(change.$unset ?? []), 'alone'] }),
      },
      { revision: doc.revision ?? null },
    )
    if (done) return
  }
}

/** When a page was seen first and last, and where; with members, when and where the contact itself was. */
async function seenIn(
  store: Store,
  doc: ContactDoc,
): Promise<{ times: Required<ContactDoc>['alone']; alone?: Required<ContactDoc>['alone'] }> {
  const { firstSeenAt, lastSeenAt, channels, workspaceId, members = [] } = doc
  const alone = doc.alone ?? { firstSeenAt, lastSeenAt, ...(channels && { channels }) }
  if (members.length === 0) return { times: alone }
  const all = [alone, ...(await inWorkspace(store, contacts, workspaceId).getMany(members))]
  const times = {
    firstSeenAt: all.map((one) => one.firstSeenAt).sort()[0] as string,
    lastSeenAt: all
      .map((one) => one.lastSeenAt)
      .sort()
      .at(-1) as string,
    channels: [...new Set(all.flatMap((one) => one.channels ?? []))],
  }
  return { times, alone }
}
