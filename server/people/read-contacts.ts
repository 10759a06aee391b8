import type { ContactDetail, ContactsPage, ContactsQuery } from '#schemas/api/contacts.ts'
import { belongs, chatsOf, type Names, type Viewer, viewOf } from '../chats/index.ts'
import { AppError } from '../errors.ts'
import { wordsAsked } from '../search/index.ts'
import type { Filter, Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ContactDoc, contacts, identities } from './collections.ts'
import { detailOf, rowOf } from './contact-view.ts'
import { keyOf } from './found-by.ts'
import { headOf } from './page-of.ts'

const usually = 50
/** Whoever reads that there are so many needs no exact number. */
const mostCounted = 10_000
/** Of those who see some chats only, so many people are looked at for one page; it may be short then, and not the last. */
const mostLookedAt = 1_000

/** The people of a workspace, as far as somebody may see them: of whom they may see a chat, where their sight is narrowed. */
export async function listContacts(store: Store, who: Viewer, query: ContactsQuery): Promise<ContactsPage> {
  const { filter, sort } = asked(query)
  const docs = inWorkspace(store, contacts, who.workspaceId)
  const { after, limit = usually } = query
  if (seesAll(who)) {
    const [page, count] = await Promise.all([
      docs.find(filter, { sort, limit, ...(after && { after }) }),
      docs.count(filter, { atMost: mostCounted }),
    ])
    return { items: page.items.map(rowOf), ...(page.next && { next: page.next }), ...counted(count) }
  }
  const items: ContactDoc[] = []
  let next = after
  let looked = 0
  do {
    const page = await docs.find(filter, { sort, limit: limit - items.length, ...(next && { after: next }) })
    looked += page.items.length
    items.push(...(await visibleOf(store, who, page.items)))
    next = page.next
  } while (next && items.length < limit && looked < mostLookedAt)
  // How many they may see nobody counts: all would have to be looked at.
  return { items: items.map(rowOf), ...(next && { next }), count: items.length, ...(next && { more: true as const }) }
}

const counted = (count: number): Pick<ContactsPage, 'count' | 'more'> =>
  count >= mostCounted ? { count: mostCounted, more: true } : { count }

const seesAll = ({ scope }: Viewer): boolean => !scope || scope.sees === 'all'

async function visibleOf(store: Store, who: Viewer, some: ContactDoc[]): Promise<ContactDoc[]> {
  const seen = await Promise.all(some.map(async (page) => (await chatsOfPage(store, page)).some((chat) => belongs(who, chat))))
  return some.filter((_, at) => seen[at])
}

/** Who is on a page: whose it is, and who came to them. */
export const idsOnPage = ({ _id, members = [] }: ContactDoc): string[] => [_id, ...members]

/** The chats of all who are on a page. */
export const chatsOfPage = async (store: Store, page: ContactDoc) =>
  (await Promise.all(idsOnPage(page).map((id) => chatsOf(store, page.workspaceId, id)))).flat()

/** Those of these people who are there and whom somebody may see. */
export async function visibleIds(store: Store, who: Viewer, ids: string[]): Promise<string[]> {
  const there = await inWorkspace(store, contacts, who.workspaceId).getMany(ids)
  return (seesAll(who) ? there : await visibleOf(store, who, there)).map(({ _id }) => _id)
}

/** What a query asks for, in the words of the list's indexes. */
export function asked(query: ContactsQuery): { filter: Filter; sort: Record<string, 1 | -1> } {
  const { q, tag, stage, channel, language } = query
  const fields = Object.entries(query).filter(([name]) => name.startsWith('field.'))
  // What few have leads.
  const wanted = [
    ...fields.map(([name, value]) => keyOf.field(name.slice('field.'.length), String(value))),
    ...(tag === undefined ? [] : [keyOf.tag(tag)]),
    ...(stage === undefined ? [] : [keyOf.stage(stage)]),
    ...(language === undefined ? [] : [keyOf.language(language)]),
    ...(channel === undefined ? [] : [keyOf.channel(channel)]),
  ]
  const keys = wanted.length > 0 ? wanted : [keyOf.anybody]
  const words = q === undefined ? [] : wordsOfQuery(q)
  const filter: Filter = {
    ...(words.length > 0 && { finds: { $all: words } }),
    ...((wanted.length > 0 || words.length === 0) && { keys: { $all: keys } }),
    // Of nothing but signs.
    ...(q !== undefined && words.length === 0 && { finds: { $all: [' '] } }),
  }
  return { filter, sort: q !== undefined || query.sort === 'name' ? { sortName: 1 } : { lastSeenAt: -1 } }
}

/** The longest word leads: fewer have it. A number dialled at home is known with its country's code: how it ends finds it. */
function wordsOfQuery(q: string): string[] {
  const id = q.trim().toLowerCase()
  if (/^p[a-z0-9_-]{20,}$/.test(id)) return [id]
  return wordsAsked(q)
    .map((word) => (/^0\d{6,}$/.test(word) ? word.slice(1) : word))
    .sort((one, other) => other.length - one.length)
}

/** The page of a person, for whoever may see them; refused like one that does not exist otherwise. */
export async function contactSeenBy(store: Store, who: Viewer, contactId: string): Promise<ContactDoc> {
  const contact = await headOf(store, who.workspaceId, contactId)
  if (!contact) throw new AppError('not-found')
  if (!seesAll(who) && (await visibleOf(store, who, [contact])).length === 0) throw new AppError('not-found')
  return contact
}

/** A person's page: what is known, their ids, and those of their chats that whoever asks may see. */
export async function readContact(store: Store, who: Viewer, names: Names, contactId: string): Promise<ContactDetail> {
  return pageOf(store, who, names, await contactSeenBy(store, who, contactId))
}

/** The page of a person who may be seen. */
export async function pageOf(store: Store, who: Viewer, names: Names, contact: ContactDoc): Promise<ContactDetail> {
  const all = await chatsOfPage(store, contact)
  const rows = all.filter((chat) => belongs(who, chat)).sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
  const chats = rows.map((row) => {
    const { id, channel, status, updatedAt } = viewOf(row, names)
    return { id, channel, status, updatedAt }
  })
  const found = await Promise.all(
    chats.map(({ id: conversationId }) => findAll(store.collection(identities), { conversationId }, { _id: 1 })),
  )
  return detailOf(contact, chats, found.flat())
}
