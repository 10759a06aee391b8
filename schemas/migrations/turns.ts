import type { Migration } from './migration.ts'

/**
 * In order: the migration at index `n` lifts a turn, with the state in it, of `schemaVersion` n + 1 to n + 2. None yet: there has been one
 * shape. A reader may have asked for some fields alone: what is not there stays away. What an index reads (`inboundKey`, `batch`,
 * `marks`, `at`) is changed by a store migration instead.
 */
export const turnMigrations: readonly Migration[] = []
