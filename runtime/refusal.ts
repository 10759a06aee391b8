import type { Owner } from '#schemas/conversation.ts'

/** The event changes nothing: a timer whose visit is over, or an agent who does not own the chat. */
export interface Refusal {
  refused: 'stale-timer' | 'not-owner' | 'nothing-to-do'
  owner: Owner
}
