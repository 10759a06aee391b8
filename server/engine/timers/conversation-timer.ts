import { waitingVisit } from '#runtime/timers.ts'
import type { Timer } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Turn, TurnEvent } from '#schemas/turn.ts'
import type { TimerDoc } from '../collections.ts'

/** The timer of the node a conversation waits at, or another of its own. */
export const timerId = (conversationId: string, own?: { kind: Timer['kind']; id: string }): string =>
  own ? `${conversationId}.${own.kind}.${own.id}` : `${conversationId}.visit`

/** The timer that a turn leaves behind, if the flow waits for one then: everything about it but what became of it. */
export function timerIn(turn: Turn): TimerDoc | undefined {
  const visit = waitingVisit(turn.state)
  return visit && timerOf(turn, { kind: 'visit', id: visit.visitId, dueAt: visit.until })
}

/** All timers that a turn leaves behind. */
export const timersIn = (turn: Turn): TimerDoc[] => [
  ...[timerIn(turn) ?? []].flat(),
  ...(turn.state.timers ?? []).map((timer) => timerOf(turn, timer)),
]

export function timerOf(
  { state: { conversationId }, workspaceId, number }: Turn,
  { kind, id, dueAt }: { kind: TimerDoc['kind']; id: string; dueAt: Instant },
): TimerDoc {
  const _id = kind === 'visit' ? timerId(conversationId) : timerId(conversationId, { kind, id })
  return { _id, workspaceId, conversationId, kind, visitId: id, dueAt, attempts: 0, turn: number }
}

/** What a timer that rings is to the conversation. */
export const eventOf = ({ kind, visitId }: Pick<TimerDoc, 'kind' | 'visitId'>): TurnEvent =>
  kind === 'visit' ? { kind: 'timer', visitId } : { kind: 'due', of: kind, id: visitId }
