import type { Instant } from '#schemas/instant.ts'
import { idsOfTurns, turnId } from '#schemas/turn.ts'
import { type Change, type Store, UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ContactDoc, type ContactMergeDoc, contactMerges, contacts } from './collections.ts'
import { refold } from './page-of.ts'

/** Who decided it, when, and what is chosen for the page. */
export type Decided = Pick<ContactMergeDoc, 'at' | 'by' | 'chosen'>

/**
 * Two people are one from now on: `other`, with all who came to them, is on the page of `contactId`. Nothing is copied; each keeps their
 * log. The merge, or undefined where they are one already, or one of them is not there.
 */
export const mergeContacts = (
  store: Store,
  workspaceId: string,
  { contactId, other, ...decided }: Decided & { contactId: string; other: string },
): Promise<ContactMergeDoc | undefined> =>
  write(store, workspaceId, async (head) => {
    const [page, comes] = [await head(contactId), await head(other)]
    if (!page || !comes || page._id === comes._id) return undefined
    return { kind: 'merge', contactId: comes._id, moved: [comes._id, ...(comes.members ?? [])], into: page._id, ...decided }
  })

/** Takes back the merge by which a contact came to a page: they have a page again, with all who had come to them. Undefined where there is none. */
export const unmergeContact = (
  store: Store,
  workspaceId: string,
  contactId: string,
  decided: Omit<Decided, 'chosen'>,
): Promise<ContactMergeDoc | undefined> =>
  write(store, workspaceId, async (head) => {
    const page = await head(contactId)
    if (!page || page._id === contactId) return undefined
    const members = await inWorkspace(store, contacts, workspaceId).getMany(page.members ?? [])
    return { kind: 'unmerge', contactId, moved: withAllBelow(contactId, members), into: page._id, ...decided }
  })

/** Finishes what a crash left of a merge. */
export async function finishMerges(store: Store, workspaceId: string): Promise<void> {
  const { items } = await inWorkspace(store, contactMerges, workspaceId).find({ pending: true })
  for (const doc of items.sort((a, b) => a.number - b.number)) await carryOut(store, doc)
}

/** Finishes in all workspaces what nobody has in hand any more. How many. */
export async function finishLeftMerges(store: Store, before: Instant): Promise<number> {
  const { items } = await store.collection(contactMerges).find({ pending: true, at: { $lte: before } })
  for (const workspaceId of new Set(items.map((doc) => doc.workspaceId))) await finishMerges(store, workspaceId)
  return items.length
}

type Move = Omit<ContactMergeDoc, '_id' | 'workspaceId' | 'number' | 'pending'>

/**
 * Adds to the log of merges and carries it out. What is decided is decided on people as all before it left them: should another process
 * add one meanwhile, the number is taken and it is decided anew.
 */
async function write(
  store: Store,
  workspaceId: string,
  decide: (head: (contactId: string) => Promise<ContactDoc | null>) => Promise<Move | undefined>,
): Promise<ContactMergeDoc | undefined> {
  const log = inWorkspace(store, contactMerges, workspaceId)
  const docs = inWorkspace(store, contacts, workspaceId)
  const head = async (contactId: string): Promise<ContactDoc | null> => {
    const doc = await docs.get(contactId)
    return doc?.head === undefined ? doc : docs.get(doc.head)
  }
  for (;;) {
    const newest = await log.find({ _id: idsOfTurns(workspaceId) }, { sort: { _id: -1 }, limit: 1 })
    await finishMerges(store, workspaceId)
    const move = await decide(head)
    if (!move) return undefined
    const number = (newest.items[0]?.number ?? 0) + 1
    try {
      const doc = await log.insert({ _id: turnId(workspaceId, number), number, ...move, pending: true })
      await carryOut(store, doc)
      return doc
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error
    }
  }
}

/**
 * Every step may be repeated, by any process, and does nothing where a later merge has moved the contact on. The page knows its members
 * before they know their page, and forgets them first: what is projected meanwhile of a member counts on the page only as long as both say so
 * (`project-contacts.ts`), and the logs are folded after that.
 */
async function carryOut(store: Store, doc: ContactMergeDoc): Promise<void> {
  const { workspaceId, number, kind, contactId, moved, into } = doc
  const docs = inWorkspace(store, contacts, workspaceId)
  const move = async (id: string, change: (contact: ContactDoc) => Change): Promise<void> => {
    for (;;) {
      const contact = await docs.get(id)
      if (!contact || (contact.merges ?? 0) >= number) return
      const { $set, $unset } = change(contact)
      const revision = contact.revision ?? null
      const anew = { $set: { ...$set, merges: number, revision: (contact.revision ?? 0) + 1 }, ...($unset ? { $unset } : {}) }
      if (await docs.update(id, anew, { revision })) return
    }
  }
  if (kind === 'merge') {
    await move(into, ({ members = [] }) => ({ $set: { members: [...new Set([...members, ...moved])] } }))
    for (const id of moved)
      await move(id, () =>
        id === contactId
          ? { $set: { head: into, mergedInto: { contactId: into, merge: number } }, $unset: ['members'] }
          : { $set: { head: into } },
      )
  } else {
    await move(into, ({ members = [] }) => {
      const left = members.filter((id) => !moved.includes(id))
      return left.length > 0 ? { $set: { members: left } } : { $set: {}, $unset: ['members'] }
    })
    const others = moved.filter((id) => id !== contactId)
    await move(contactId, () => ({
      $set: others.length > 0 ? { members: others } : {},
      $unset: ['head', 'mergedInto'],
    }))
    for (const id of others) await move(id, () => ({ $set: { head: contactId } }))
  }
  for (const id of [contactId, into]) await refold(store, workspaceId, id)
  await inWorkspace(store, contactMerges, workspaceId).update(doc._id, { $unset: ['pending'] })
}

/** A contact and all who came to them, or to one of those. */
function withAllBelow(contactId: string, members: readonly ContactDoc[]): string[] {
  const below = members.filter(({ mergedInto }) => mergedInto?.contactId === contactId)
  return [contactId, ...below.flatMap(({ _id }) => withAllBelow(_id, members))]
}

/** Takes a contact that is to go out of its page, and those that came to it out of its own. */
export async function partFromAll(
  store: Store,
  workspaceId: string,
  contactId: string,
  at: Instant,
  user: string,
): Promise<void> {
  const docs = inWorkspace(store, contacts, workspaceId)
  const doc = await docs.get(contactId)
  if (!doc || (!doc.head && !doc.members)) return
  const page = doc.head ? await docs.get(doc.head) : doc
  const members = await docs.getMany(page?.members ?? [])
  const below = members.filter(({ mergedInto }) => mergedInto?.contactId === contactId)
  for (const { _id } of below) await unmergeContact(store, workspaceId, _id, { at, by: { user } })
  await unmergeContact(store, workspaceId, contactId, { at, by: { user } })
}
