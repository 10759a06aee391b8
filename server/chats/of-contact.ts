import type { Filter, Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type CaseDoc, type ConversationDoc, cases, conversations } from './collections.ts'
import { rowsOf } from './rows.ts'
import { belongs, type Viewer } from './scope.ts'

/** The chats of a person: one for each of the channels they write on. */
export const chatsOf = (store: Store, workspaceId: string, contactId: string): Promise<ConversationDoc[]> =>
  findAll(inWorkspace(store, conversations, workspaceId), { contactId }, { _id: 1 })

/** The newest cases of a person that were opened up to a moment, of the chats that somebody may see. */
export async function casesOfContact(
  store: Store,
  who: Viewer,
  contactId: string,
  { until, limit }: { until?: string | undefined; limit: number },
): Promise<CaseDoc[]> {
  const opened: Filter = until === undefined ? {} : { openedAt: { $lte: until } }
  const { items } = await inWorkspace(store, cases, who.workspaceId).find(
    { contactId, ...opened },
    { sort: { openedAt: -1 }, limit },
  )
  const rows = await rowsOf(store, [...new Set(items.flatMap(({ conversationId = [] }) => conversationId))])
  const seen = new Set(rows.filter((row) => belongs(who, row)).map(({ _id }) => _id))
  return items.filter(({ conversationId = '' }) => seen.has(conversationId))
}
