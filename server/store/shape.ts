import { type CollectionDefinition, type IndexDefinition, type Stored, StoreUsageError } from './contract.ts'

/** A collection's definition made ready for planning; the same for both stores. */
export interface Shape {
  name: string
  indexes: IndexShape[]
  /** The field that holds the instant after which a document vanishes. */
  expires?: string
  /** Fields of unique `whenPresent` indexes: null would count as present in one store and not in the other. */
  neverNull: string[]
  /** JSON Schema of the documents, once they are lifted. */
  schema?: object
  lift?: (doc: Stored) => Stored
  stamp?: (doc: Stored) => Stored
}

export interface IndexShape {
  name: string
  /** Without `_id`, which ends every index anyway. */
  fields: [path: string, direction: 1 | -1][]
  /** The direction in which `_id` breaks ties: that of the last field. */
  idDirection: 1 | -1
  unique: boolean
  whenPresent?: string
  where?: [field: string, value: string | number | boolean][]
}

/** Reads a definition; throws where it asks for what the stores cannot both do. */
export function shapeOf<T extends Stored>({ name, indexes, schema, lift, stamp }: CollectionDefinition<T>): Shape {
  const expiring = indexes.filter((index) => index.expires)
  if (expiring.length > 1) throw new StoreUsageError(`${name} has two indexes that expire`)
  const shapes = indexes.map((index) => indexShape(name, index))
  const kinds = shapes.map(({ name: _name, ...kind }) => JSON.stringify(kind))
  if (new Set(kinds).size < kinds.length) throw new StoreUsageError(`${name} has two indexes that differ in name only`)
  const expires = expiring[0] && shapes[indexes.indexOf(expiring[0])]?.fields[0]?.[0]
  const neverNull = shapes.flatMap((index) => (index.unique && index.whenPresent ? [index.whenPresent] : []))
  const kept = { ...(schema && { schema }), ...(lift && { lift }), ...(stamp && { stamp }) }
  return { name, indexes: shapes, neverNull, ...(expires && { expires }), ...kept }
}

function indexShape(collection: string, index: IndexDefinition): IndexShape {
  const all = Object.entries(index.fields)
  const fields = all.filter(([path]) => path !== '_id')
  const wrong = (why: string) => new StoreUsageError(`index ${index.name} of ${collection} ${why}`)
  if (fields.length === 0 || fields.length > 5) throw wrong('has one to five fields besides _id')
  if (fields.length < all.length && all.at(-1)?.[0] !== '_id') throw wrong('has _id before its end')
  if (index.expires && (fields.length > 1 || fields[0]?.[0].includes('.'))) throw wrong('expires by one top-level field')
  const idDirection = (all.at(-1) as [string, 1 | -1])[1]
  return {
    name: index.name,
    fields,
    idDirection,
    unique: index.unique ?? false,
    ...(index.whenPresent && { whenPresent: index.whenPresent }),
    ...(index.where && { where: Object.entries(index.where) }),
  }
}
