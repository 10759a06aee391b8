import type { Instant } from '#schemas/instant.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/** A store migration that was begun here. `_id` is its id. */
export interface MigrationDoc extends Stored {
  startedAt: Instant
  /** Absent while it is not done: the next start goes on with it. */
  doneAt?: Instant
  /** How many documents it changed; what a process changed just before it was killed is not counted. */
  changed: number
  /** Where the next page begins. */
  after?: string
  /** Which process has it in hand, and until when no other takes it up. */
  by?: string
  until?: Instant
}
export const migrationDocs = define<MigrationDoc>('migrations')
