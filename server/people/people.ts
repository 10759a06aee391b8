import { stoppedAt } from '#runtime/contact-fold.ts'
import { timeOrderedId } from '../engine/ids.ts'
import type { People } from '../engine/parts.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { contacts, identities } from './collections.ts'

/** What turns and sending ask of contacts. */
export const people = (store: Store): People => ({
  async whoBegins(workspaceId, conversationId, now) {
    const identity = await inWorkspace(store, identities, workspaceId).get(conversationId)
    return identity?.contactId ?? `p${timeOrderedId(now)}`
  },
  async stoppedAt(workspaceId, contactId) {
    const contact = await inWorkspace(store, contacts, workspaceId).get(contactId)
    return contact ? stoppedAt(contact) : undefined
  },
})
