import type { ContactFacts } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

export interface ContactDoc extends Stored, Omit<ContactFacts, 'id'> {
  workspaceId: string
  firstSeenAt: Instant
  lastSeenAt: Instant
  /** The turn it was last written by. */
  turn: number
}

export const contacts = define<ContactDoc>('contacts')

/**
 * Where one of a person's ids on a channel leads, once it has come together with another: the phone number with the user id. `_id` is
 * the conversation that this id alone would have.
 */
export interface IdentityDoc extends Stored {
  workspaceId: string
  conversationId: string
}

export const identities = define<IdentityDoc>('identities', [{ name: 'conversation', fields: { conversationId: 1 } }])
