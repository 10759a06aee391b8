import type { Page, Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ContactDoc, contacts } from './collections.ts'

/** Somebody of a workspace, or null. */
export const contactOf = (store: Store, workspaceId: string, contactId: string): Promise<ContactDoc | null> =>
  inWorkspace(store, contacts, workspaceId).get(contactId)

/** Those of these that there are. */
export const contactsWith = (store: Store, workspaceId: string, contactIds: string[]): Promise<ContactDoc[]> =>
  inWorkspace(store, contacts, workspaceId).getMany(contactIds)

/** A page of everybody, in the order of their ids, which does not change as they write. */
export const pageOfContacts = (
  store: Store,
  workspaceId: string,
  page: { limit: number; after?: string | undefined },
): Promise<Page<ContactDoc>> =>
  inWorkspace(store, contacts, workspaceId).find(
    {},
    { sort: { _id: 1 }, limit: page.limit, ...(page.after ? { after: page.after } : {}) },
  )
