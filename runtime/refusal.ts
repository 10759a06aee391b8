import type { Owner } from '#schemas/conversation.ts'

/** The event changes nothing: a timer whose visit is over, an agent who does not own the chat, or one who answers too late. */
export interface Refusal {
  refused: 'stale-timer' | 'not-owner' | 'nothing-to-do' | 'window-closed'
  owner: Owner
}
