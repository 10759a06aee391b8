import type { Instant } from '#schemas/instant.ts'
import type { Stored } from './contract.ts'
import { define } from './define-collection.ts'

/**
 * When a conversation's flow must be woken: a projection of turns, one document per conversation and kind, and what became of it.
 * `_id` is `<conversationId>.<kind>`.
 */
export interface TimerDoc extends Stored {
  workspaceId: string
  conversationId: string
  /** visit: the node it waits at goes on by itself. */
  kind: 'visit'
  visitId: string
  dueAt: Instant
  /** Counted before each is made: what ends the process is known by it. */
  attempts: number
  /** Parked after too many, with the reason; the next start tries it once more. */
  parked?: string
  /** The newest turn that said something of it. */
  turn: number
}
export const timers = define<TimerDoc>('timers', [
  { name: 'due', fields: { dueAt: 1 } },
  { name: 'parked', fields: { parked: 1 }, whenPresent: 'parked' },
])
