import { stoppedAt } from '#runtime/contact-fold.ts'
import { timeOrderedId } from '../engine/ids.ts'
import type { People } from '../engine/parts.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { identities } from './collections.ts'
import { type NewConversationId, startIdentities } from './identities.ts'
import { knownPeople } from './known-people.ts'
import { headOf } from './page-of.ts'

/** What turns and sending ask of contacts. */
export const people = (
  store: Store,
  now: () => number,
  newConversationId: NewConversationId = () => `c${timeOrderedId(now())}`,
): People => {
  const known = knownPeople(store)
  const identitiesOf = startIdentities(store, newConversationId)
  return {
    ...identitiesOf,
    async whoBegins(workspaceId, conversationId, at) {
      const joined = { conversationId, contactId: { $gt: '' } }
      const { items } = await inWorkspace(store, identities, workspaceId).find(joined, { limit: 1 })
      const [joins] = items
      if (joins?.contactId) return joins.contactId
      const contactId = `p${timeOrderedId(at)}`
      known.begins(contactId)
      return contactId
    },
    known: known.get,
    forgetKnown: known.forget,
    close: () => {
      identitiesOf.close()
      known.close()
    },
    async stoppedAt(workspaceId, contactId) {
      const contact = await headOf(store, workspaceId, contactId)
      return contact ? stoppedAt(contact) : undefined
    },
  }
}
