import type { ConversationView } from '#schemas/api/inbox.ts'

/** Who a chat is with, as the person at the screen sees it. */
export type Standing = 'mine' | 'theirs' | 'waiting' | 'flow' | 'closed'

/** One owner at a time: only in a chat that is mine may I answer. */
export function standingOf({ owner, status }: Pick<ConversationView, 'owner' | 'status'>, me: string): Standing {
  if (owner.kind === 'agent') return owner.agentId === me ? 'mine' : 'theirs'
  if (status === 'closed') return 'closed'
  return owner.kind === 'queue' ? 'waiting' : 'flow'
}
