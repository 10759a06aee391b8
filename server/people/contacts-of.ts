import type { ContactsQuery } from '#schemas/api/contacts.ts'
import type { Store } from '../store/contract.ts'
import { pagesOf } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ContactDoc, contacts } from './collections.ts'
import { asked } from './read-contacts.ts'

const atOnce = 200

/**
 * People, a page at a time as they are asked for: these, or those whom the list would find. Who is part of another page is shown there; whoever
 * asked to be restricted is in none.
 */
export async function* contactsOf(
  store: Store,
  workspaceId: string,
  whom: { ids: readonly string[] } | { query: ContactsQuery },
): AsyncGenerator<ContactDoc[]> {
  const docs = inWorkspace(store, contacts, workspaceId)
  const own = (page: ContactDoc[]): ContactDoc[] => page.filter((doc) => doc.head === undefined && !doc.restricted)
  if ('ids' in whom) {
    const ids = [...new Set(whom.ids)]
    for (let at = 0; at < ids.length; at += atOnce) yield own(await docs.getMany(ids.slice(at, at + atOnce)))
    return
  }
  const { filter, sort } = asked(whom.query)
  for await (const page of pagesOf(docs, filter, { sort, limit: atOnce })) yield own(page)
}
