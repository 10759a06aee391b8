import { stoppedAt } from '#runtime/contact-fold.ts'
import { timeOrderedId } from '../engine/ids.ts'
import type { People } from '../engine/parts.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { identities } from './collections.ts'
import { type NewConversationId, startIdentities } from './identities.ts'
import { headOf } from './page-of.ts'

/** What turns and sending ask of contacts. */
export const people = (
  store: Store,
  now: () => number,
  newConversationId: NewConversationId = () => `c${timeOrderedId(now())}`,
): People => ({
  ...startIdentities(store, newConversationId),
  async whoBegins(workspaceId, conversationId, at) {
    const joined = { conversationId, contactId: { $gt: '' } }
    const { items } = await inWorkspace(store, identities, workspaceId).find(joined, { limit: 1 })
    return items[0]?.contactId ?? `p${timeOrderedId(at)}`
  },
  async stoppedAt(workspaceId, contactId) {
    const contact = await headOf(store, workspaceId, contactId)
    return contact ? stoppedAt(contact) : undefined
  },
})
