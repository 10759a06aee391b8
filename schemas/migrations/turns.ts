import type { Migration } from './migration.ts'

/**
 * In order: the migration at index `n` lifts a turn, with the state in it, of `schemaVersion` n + 1 to n + 2. None yet: there has been one
 * shape. What an index reads (`inboundKey`, `batch`, `marks`, `at`) is changed by a store migration instead.
 */
export const turnMigrations: readonly Migration[] = []
