import type { Shape } from '#schemas/api/shape.ts'
import type { CollectionDefinition, Stored } from './contract.ts'

/**
 * A collection with its indexes: a query that none serves does not belong on a hot path. What people set up has a JSON Schema. What a
 * customer's message writes has none: turns, and what is derived from them, are made by the runtime and the projections alone, whose
 * types and tests say what they are. `reading`: how documents of earlier releases are read.
 */
export const define = <T extends Stored>(
  name: string,
  indexes: CollectionDefinition<T>['indexes'] = [],
  schema?: Shape<T>,
  reading: Pick<CollectionDefinition<T>, 'lift' | 'stamp'> = {},
): CollectionDefinition<T> => ({ name, indexes, ...(schema ? { schema } : {}), ...reading })
