import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ContactDoc, contacts } from './collections.ts'

/** By what somebody outside knows a person. */
export interface PersonKeys {
  /** E.164. */
  phone?: string
  /** In lower case. */
  email?: string
  /** As the shop's own system calls them. */
  externalId?: string
}

/** Who is looked at; one too many is as wrong as ten. */
const most = 5

/** The people who have all of these, each by the page that shows them: nobody, one, or more than one whom nobody has joined yet. */
export async function peopleBy(
  store: Store,
  workspaceId: string,
  { phone, email, externalId }: PersonKeys,
): Promise<ContactDoc[]> {
  const asked = {
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
    ...(externalId === undefined ? {} : { externalIds: externalId }),
  }
  if (Object.keys(asked).length === 0) return []
  const docs = inWorkspace(store, contacts, workspaceId)
  const { items } = await docs.find(asked, { limit: most })
  const heads = await docs.getMany([...new Set(items.flatMap(({ head }) => head ?? []))])
  const pages = items.flatMap((doc) => (doc.head === undefined ? doc : (heads.find(({ _id }) => _id === doc.head) ?? doc)))
  return [...new Map(pages.map((doc) => [doc._id, doc])).values()]
}

/** Notes how the shop's own system calls a person. May be repeated. */
export async function nameExternally(store: Store, workspaceId: string, contactId: string, externalId: string): Promise<void> {
  await inWorkspace(store, contacts, workspaceId).update(contactId, { $addToSet: { externalIds: externalId } })
}
