import type { Owner } from '#schemas/conversation.ts'

/**
 * The event changes nothing: a timer whose visit is over, an agent who does not own the chat, or one who answers too late; `too-many`:
 * of what it wants to add there is as much as a chat may have.
 */
export interface Refusal {
  refused: 'stale-timer' | 'not-owner' | 'nothing-to-do' | 'window-closed' | 'opted-out' | 'too-many'
  owner: Owner
}
