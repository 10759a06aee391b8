import type { ConversationState, Timer } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import type { TurnEvent } from '#schemas/turn.ts'
import { apply, nextId, type TurnDraft } from './turn-draft.ts'

/** A timer that is to be set: it gets its id then. */
type NewTimer<T = Timer> = T extends Timer ? Omit<T, 'id'> : never

/**
 * Sets a timer beside all others. It stands in every turn until it rings, so whoever sets it knows how many of its kind there may be; what
 * is put off with every message is better looked at when it rings, and set again then.
 */
export function setTimer(draft: TurnDraft, timer: NewTimer): void {
  const id = nextId(draft)
  draft.state.timers = [...(draft.state.timers ?? []), { ...timer, id }]
  apply(draft, { kind: 'timer', of: timer.kind, id, dueAt: timer.dueAt })
}

/** A timer is over: it rang, or is not wanted any more. */
export function endTimer(draft: TurnDraft, timer: Timer): void {
  const left = (draft.state.timers ?? []).filter(({ id }) => id !== timer.id)
  draft.state.timers = left.length > 0 ? left : undefined
  apply(draft, { kind: 'timer', of: timer.kind, id: timer.id })
}

/** Those of one kind. */
export const timersOf = <K extends Timer['kind']>(
  state: Pick<ConversationState, 'timers'>,
  kind: K,
): Extract<Timer, { kind: K }>[] =>
  (state.timers ?? []).filter((timer): timer is Extract<Timer, { kind: K }> => timer.kind === kind)

/** What a conversation does next by itself, and when: the node it waits at goes on, or a timer rings. */
export function nextDue(state: ConversationState): { at: Instant; event: TurnEvent } | undefined {
  const visit = waitingVisit(state)
  const all = [
    ...(visit ? [{ at: visit.until, event: { kind: 'timer', visitId: visit.visitId } as const }] : []),
    ...(state.timers ?? []).map(({ kind, id, dueAt }) => ({ at: dueAt, event: { kind: 'due', of: kind, id } as const })),
  ]
  return all.sort((a, b) => (a.at < b.at ? -1 : 1))[0]
}

/** The visit whose time will be over, if a flow waits now. */
export function waitingVisit({ owner, status, session }: ConversationState): { visitId: string; until: Instant } | undefined {
  const at = owner.kind === 'flow' && status === 'open' ? session?.at : undefined
  return at?.until ? { visitId: at.visitId, until: at.until } : undefined
}
