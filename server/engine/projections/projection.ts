import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine.ts'

/** Turns that are projected together. */
export interface TurnBatch {
  /** The same whenever it is projected again. */
  id: string
  turns: readonly Turn[]
  /** The turns of each conversation, in order. */
  lines: readonly (readonly Turn[])[]
}

/**
 * Brings something that is derived from turns up to date with a batch of them. Safe to repeat: a batch that a crash left behind is
 * projected again.
 */
export type Projection = (engine: Pick<Engine, 'store' | 'timeZones' | 'log'>, batch: TurnBatch) => Promise<void>
