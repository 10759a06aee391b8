import { belongs, type ConversationDoc, chatsOf, type Viewer } from '../chats/index.ts'
import { AppError, invalidInput } from '../errors.ts'
import type { Store } from '../store/contract.ts'
import type { ContactDoc } from './collections.ts'
import { headOf } from './page-of.ts'

/** The page that shows a contact, for whoever may see it; refused like one that does not exist otherwise. */
export async function pageSeenBy(store: Store, who: Viewer, contactId: string): Promise<ContactDoc> {
  const page = await headOf(store, who.workspaceId, contactId)
  if (!page) throw new AppError('not-found')
  const seesAll = !who.scope || who.scope.sees === 'all'
  if (!seesAll && !(await chatsOnPage(store, page)).some((chat) => belongs(who, chat))) throw new AppError('not-found')
  return page
}

/** The chats of all who are on a page. */
export async function chatsOnPage(store: Store, { workspaceId, _id, members = [] }: ContactDoc): Promise<ConversationDoc[]> {
  return (await Promise.all([_id, ...members].map((id) => chatsOf(store, workspaceId, id)))).flat()
}

/** The same of somebody whom a body names in a field: who is not there is a field that is not right. */
export const pageNamed = (store: Store, who: Viewer, contactId: string, path: string): Promise<ContactDoc> =>
  pageSeenBy(store, who, contactId).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    throw invalidInput({ path, message: 'is nobody here' })
  })
