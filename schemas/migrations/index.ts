import { flowSchemaVersion } from '../flow.ts'
import type { SchemaProblem } from '../validation-sentences.ts'
import { firstShape } from './0001-first-shape.ts'
import type { Migration } from './migration.ts'

/** In order: the migration at index `n` lifts a document of `schemaVersion` n to n + 1. */
const migrations: Migration[] = [firstShape]

export type Lifted = { ok: true; value: unknown } | { ok: false; problem: SchemaProblem }

/** Lifts a saved flow, however old, to the newest shape. Total: whatever cannot be lifted comes back for the schema to refuse. */
export function migrateFlow(saved: unknown): Lifted {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) return { ok: true, value: saved }
  let document = saved as Record<string, unknown>
  const version = document.schemaVersion ?? 0
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) return { ok: true, value: saved }
  if (version > flowSchemaVersion) {
    const message = `is ${version}, newer than ${flowSchemaVersion}: this flow was made by a later release`
    return { ok: false, problem: { path: '/schemaVersion', message } }
  }
  for (const migrate of migrations.slice(version)) document = migrate(document)
  return { ok: true, value: document }
}
