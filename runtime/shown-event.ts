import type { Turn, TurnEvent } from '#schemas/turn.ts'
import { mask } from './step.ts'

/** What a turn answers to, as people may read it: a sensitive answer stands as •••. The turn itself keeps it, for replay. */
export function shownEvent({ event, steps }: Pick<Turn, 'event' | 'steps'>): TurnEvent {
  if (!steps.some((step) => step.hidden)) return event
  if (event.kind === 'message') return { ...event, message: { ...event.message, content: { kind: 'text', text: mask } } }
  if (event.kind === 'signal')
    return { ...event, values: Object.fromEntries(Object.keys(event.values).map((name) => [name, mask])) }
  return event
}
