import type { Turn, TurnEvent } from '#schemas/turn.ts'
import { mask } from './step.ts'

/** What a turn answers to, as people may read it: a sensitive answer stands as •••. The turn itself keeps it, for replay. */
export function shownEvent({ event, steps }: Pick<Turn, 'event' | 'steps'>): TurnEvent {
  if (event.kind !== 'message' || !steps.some((step) => step.hidden)) return event
  return { ...event, message: { ...event.message, content: { kind: 'text', text: mask } } }
}
