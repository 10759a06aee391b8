import { together } from '#runtime/seen-events.ts'
import type { SeenEvents } from '#schemas/event.ts'
import type { SegmentPerson } from '#schemas/segment.ts'
import type { Page, Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ContactDoc, contacts } from './collections.ts'
import { fieldsOf, stagesOf } from './contact-fields.ts'

/** A person as segments look at them; undefined where there is none, or they are part of another’s page. */
export async function personOf(store: Store, workspaceId: string, contactId: string): Promise<SegmentPerson | undefined> {
  const contact = await inWorkspace(store, contacts, workspaceId).get(contactId)
  return contact ? (await peopleOf(store, [contact]))[0] : undefined
}

/** Whether there is such a contact. */
export const isKnown = async (store: Store, workspaceId: string, contactId: string): Promise<boolean> =>
  (await inWorkspace(store, contacts, workspaceId).get(contactId)) !== null

/** Contacts as segments look at them, in their order; without those who are part of another’s page. */
export const peopleOf = async (store: Store, some: readonly ContactDoc[]): Promise<SegmentPerson[]> =>
  Promise.all(some.filter(({ head }) => head === undefined).map((contact) => personIn(store, contact)))

async function personIn(store: Store, contact: ContactDoc): Promise<SegmentPerson> {
  const { members = [] } = contact
  const others = members.length > 0 ? await store.collection(contacts).getMany(members) : []
  const all = [contact, ...others]
  const {
    _id,
    name,
    phone,
    email,
    timeZone,
    birthday,
    stage,
    firstSource,
    firstSeenAt,
    lastSeenAt,
    fields,
    tags,
    optedOut,
    restricted,
  } = contact
  const language = contact.language ?? (typeof fields.language === 'string' ? fields.language : undefined)
  const known = { name, phone, email, language, timeZone, birthday, stage, optedOut, restricted }
  return {
    id: _id,
    ...(Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Partial<SegmentPerson>),
    ...(firstSource ? { source: [firstSource.kind, ...(firstSource.label ? [firstSource.label] : [])] } : {}),
    firstSeenAt,
    lastSeenAt,
    fields,
    tags,
    channels: [...new Set(all.flatMap(({ channels = [] }) => channels))],
    consents: contact.consents ?? [],
    seen: all.map(seenOf).reduce((one, other) => (Object.keys(one).length === 0 ? other : together(one, other)), {}),
    broadcasts: [],
  }
}

const seenOf = ({ seen = [] }: ContactDoc): Record<string, SeenEvents> =>
  Object.fromEntries(seen.map(({ type, ...events }) => [type, events]))

/** The next few contacts of a workspace, the last seen first. */
export const pageOfPeople = (
  store: Store,
  workspaceId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Page<ContactDoc>> =>
  inWorkspace(store, contacts, workspaceId).find({}, { sort: { lastSeenAt: -1 }, limit, ...(after ? { after } : {}) })

/** How many contacts a workspace has; no further than `atMost`. */
export const countPeople = (store: Store, workspaceId: string, atMost: number): Promise<number> =>
  inWorkspace(store, contacts, workspaceId).count({}, { atMost })

/** Contacts that changed since somebody looked in which segments they are. */
export const pageOfChanged = async (store: Store, workspaceId: string, limit: number): Promise<ContactDoc[]> =>
  (await inWorkspace(store, contacts, workspaceId).find({ unsorted: true }, { limit })).items

/** It is known in which segments they are, unless they changed meanwhile. */
export async function sortedOut(store: Store, { _id, revision, lastSeenAt }: ContactDoc): Promise<void> {
  await store.collection(contacts).update(_id, { $unset: ['unsorted'] }, { revision: revision ?? null, lastSeenAt })
}

/** Everybody who is the same person as this contact, themselves among them. */
export async function contactsOfPerson(store: Store, workspaceId: string, contactId: string): Promise<string[]> {
  const docs = inWorkspace(store, contacts, workspaceId)
  const is = await docs.get(contactId)
  const head = is?.head === undefined ? is : await docs.get(is.head)
  return head ? [head._id, ...(head.members ?? [])] : [contactId]
}

/** The names of the fields that are defined, and the ids of the stages. */
export async function namedOfPeople(store: Store, workspaceId: string): Promise<{ fields: Set<string>; stages: Set<string> }> {
  const [fields, stages] = await Promise.all([fieldsOf(store, workspaceId), stagesOf(store, workspaceId)])
  return { fields: new Set(fields.map(({ name }) => name)), stages: new Set(stages.map(({ id }) => id)) }
}
