import { migrateFlow } from '#schemas/migrations/index.ts'
import type { Migration } from '#schemas/migrations/migration.ts'
import { type CollectionDefinition, MadeLater, type Stored } from './contract.ts'

type Reading = Pick<CollectionDefinition<Stored>, 'lift' | 'stamp'>
type Json = Record<string, unknown>
type Fields = Stored & Json

/** Where a document says its shape; the first, when it says none. */
export const versionField = 'schemaVersion'

/**
 * Documents that say their shape themselves. The migration at index `n` lifts one of shape n + 1; those of the newest cost a comparison.
 */
export function versioned(name: string, migrations: readonly Migration[]): Reading {
  const newest = migrations.length + 1
  return {
    lift: (doc) => {
      const said = (doc as Fields)[versionField]
      const version = typeof said === 'number' && said > 1 ? said : 1
      if (version === newest) return doc
      if (version > newest) throw madeLater(name, doc, `is ${version}, newer than ${newest}: it was made by a later release`)
      const lifted = migrations.slice(version - 1).reduce((document, migrate) => migrate(document), doc as Fields as Json)
      return { ...lifted, _id: doc._id, [versionField]: newest }
    },
    ...(newest > 1 && { stamp: (doc: Stored) => ({ ...doc, [versionField]: newest }) }),
  }
}

/** Documents that hold a flow, which says its own shape: a draft, a version. */
export const withFlow = (name: string, field: string): Reading => ({
  lift: (doc) => {
    const saved = (doc as Fields)[field]
    if (saved === undefined) return doc
    const lifted = migrateFlow(saved)
    if (!lifted.ok) throw madeLater(name, doc, lifted.problem.message)
    return lifted.value === saved ? doc : { ...doc, [field]: lifted.value }
  },
})

const madeLater = (name: string, { _id }: Stored, why: string): MadeLater =>
  new MadeLater(`The ${versionField} of ${_id} in ${name} ${why} of Alur. Start that release again.`)
