import type { Whom } from '#schemas/broadcast.ts'
import { type ContactDoc, pageOfContacts } from '../people/index.ts'
import type { Store } from '../store/contract.ts'

/** People of a broadcast, and where they go on. */
export interface PageOfPeople {
  people: { contact: ContactDoc }[]
  next?: string | undefined
}

/** A page of those whom a broadcast is for now, in an order that does not change. */
export async function peopleOf(
  store: Store,
  workspaceId: string,
  whom: Whom,
  page: { limit: number; after?: string | undefined },
): Promise<PageOfPeople> {
  const { items, next } = await pageOfContacts(store, workspaceId, page)
  const people = items.filter((contact) => contact.head === undefined && isFor(whom, contact)).map((contact) => ({ contact }))
  return { people, next }
}

/** Whether it is for them. */
export function isFor(whom: Whom, contact: ContactDoc): boolean {
  if (whom.kind === 'everybody') return true
  return whom.kind === 'tag' && contact.tags.includes(whom.tag)
}
