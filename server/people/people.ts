import { hash } from 'node:crypto'
import { stoppedAt } from '#runtime/contact-fold.ts'
import { instantAt } from '#schemas/instant.ts'
import { timeOrderedId } from '../engine/ids.ts'
import type { People } from '../engine/parts.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { erasedKeys, identities } from './collections.ts'
import { type NewConversationId, startIdentities } from './identities.ts'
import { knownPeople } from './known-people.ts'
import { headOf } from './page-of.ts'

/** A text as a mark that it cannot be read from without the server's key. */
export type Mark = (text: string) => string

/** Vendors deliver again for a week. */
const erasedKeysMs = 8 * 24 * 3_600_000

const markedKey = (mark: Mark, workspaceId: string, key: string): string => `${workspaceId}.${mark(key)}`

/** What turns and sending ask of contacts. */
export const people = (
  store: Store,
  now: () => number,
  newConversationId: NewConversationId = () => `c${timeOrderedId(now())}`,
  mark: Mark = (text) => hash('sha256', text, 'base64url'),
): People => {
  const known = knownPeople(store)
  const identitiesOf = startIdentities(store, newConversationId, async (workspaceId, key) => {
    const doc = await inWorkspace(store, erasedKeys, workspaceId).get(markedKey(mark, workspaceId, key))
    return doc !== null
  })
  return {
    ...identitiesOf,
    async erasedBy(workspaceId, keys) {
      const expiresAt = instantAt(now() + erasedKeysMs)
      await inWorkspace(store, erasedKeys, workspaceId).insertMany(
        keys.map((key) => ({ _id: markedKey(mark, workspaceId, key), expiresAt })),
      )
    },
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
