import { withReasonAsCode } from './hand-off-reason.ts'
import type { Migration } from './migration.ts'
import { stepReasons } from './step-reason.ts'
import { firstCase } from './turn-cases.ts'

/** Why a chat was handed to a person was a sentence, and is a code. */
const handOffReason: Migration = (turn) => {
  const { state } = turn
  return typeof state === 'object' && state !== null ? { ...turn, state: withReasonAsCode(state) } : turn
}

/**
 * In order: the migration at index `n` lifts a turn, with the state in it, of `schemaVersion` n + 1 to n + 2.
 * A reader may have asked for some fields alone: what is not there stays away. What an index reads (`inboundKey`, `batch`,
 * `marks`, `at`) is changed by a store migration instead.
 */
export const turnMigrations: readonly Migration[] = [handOffReason, firstCase, stepReasons]
