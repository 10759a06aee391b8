import type { Turn } from '#schemas/turn.ts'
import type { TimerDoc } from '../collections.ts'

/** The timer of the node a conversation waits at. */
export const timerId = (conversationId: string): string => `${conversationId}.visit`

/** The timer that a turn leaves behind, if the flow waits for one then: everything about it but what became of it. */
export function timerIn({ state, workspaceId, number }: Turn): TimerDoc | undefined {
  const waiting = state.owner.kind === 'flow' && state.status === 'open' ? state.session?.at : undefined
  if (!waiting?.until) return undefined
  const { conversationId } = state
  return {
    _id: timerId(conversationId),
    workspaceId,
    conversationId,
    kind: 'visit',
    visitId: waiting.visitId,
    dueAt: waiting.until,
    attempts: 0,
    turn: number,
  }
}
