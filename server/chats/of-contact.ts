import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ConversationDoc, conversations } from './collections.ts'

/** The chats of a person: one for each of the channels they write on. */
export const chatsOf = (store: Store, workspaceId: string, contactId: string): Promise<ConversationDoc[]> =>
  findAll(inWorkspace(store, conversations, workspaceId), { contactId }, { _id: 1 })
