import type { CollectionDefinition, Stored } from './contract.ts'
import { documentSchemas } from './document-schemas.ts'

/** Every collection of the house. */
export const allCollections: CollectionDefinition<Stored>[] = []

/** With its indexes: a query that none serves does not belong on a hot path. */
export function define<T extends Stored>(
  name: string,
  indexes: CollectionDefinition<T>['indexes'] = [],
): CollectionDefinition<T> {
  const schema = documentSchemas[name]
  const defined: CollectionDefinition<T> = { name, indexes, ...(schema ? { schema } : {}) }
  allCollections.push(defined as CollectionDefinition<Stored>)
  return defined
}
