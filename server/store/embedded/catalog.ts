import type { Database, RootDatabase } from 'lmdb'
import { type Stored, StoreUsageError } from '../contract.ts'
import type { IndexShape, Shape } from '../shape.ts'
import { indexed, moveEntries } from './entries.ts'
import { addByte, after, startKey, takeKey } from './keys.ts'

/** The parts of one LMDB environment: documents, index entries (each the `_id` it leads to), and what is kept about both. */
export interface Tables {
  root: RootDatabase
  /** Written packed, read as documents. */
  docs: Database<Stored, Buffer>
  entries: Database<string, Buffer>
  catalog: Database<Kept, string>
}

/** A collection with the numbers its keys start with. */
export interface Space {
  shape: Shape
  number: number
  indexes: IndexSpace[]
  /** Puts what changed about the collection into the transaction that is under way. */
  keep: () => void
  /** Forgets what a transaction that failed would have kept. */
  recall: () => void
}

export interface IndexSpace {
  shape: IndexShape
  collection: number
  number: number
  /** Fields that have held a list of other than one value: a document has several entries, and two bounds may be met by two elements. */
  lists: Set<string>
}

interface Kept {
  number: number
  indexes: { number: number; spec: string; lists: string[] }[]
}

/** Finds or makes a collection's space; builds the indexes that are new or changed and drops those that are gone. */
export function openSpace(tables: Tables, shape: Shape): Space {
  const before = tables.catalog.get(shape.name)
  const kept: Kept = before ?? { number: tables.catalog.getKeysCount() + 1, indexes: [] }
  const specs = shape.indexes.map((index) => JSON.stringify(index))
  const number = kept.number
  let next = Math.max(0, ...kept.indexes.map((index) => index.number)) + 1
  const fresh: IndexSpace[] = []
  const indexes = shape.indexes.map((index, at) => {
    const known = kept.indexes.find(({ spec }) => spec === specs[at])
    const space = { shape: index, collection: number, number: known?.number ?? next++, lists: new Set(known?.lists) }
    if (!known) fresh.push(space)
    return space
  })
  if (next > 255)
    throw new StoreUsageError(`the indexes of ${shape.name} were changed too often: copy the store into a new folder`)
  const gone = kept.indexes.filter(({ spec }) => !specs.includes(spec))
  const keep = () => {
    const list = indexes.map((index, at) => ({ number: index.number, spec: specs[at] as string, lists: [...index.lists] }))
    tables.catalog.putSync(shape.name, { number, indexes: list })
  }
  const recall = () => {
    const lists = tables.catalog.get(shape.name)?.indexes ?? []
    for (const [at, index] of indexes.entries()) index.lists = new Set(lists[at]?.lists)
  }
  const space: Space = { shape, number, indexes, keep, recall }
  if (!before || fresh.length > 0 || gone.length > 0)
    tables.root.transactionSync(() => {
      for (const index of gone) clear(tables, number, index.number)
      if (fresh.length > 0) build(tables, space, fresh)
      keep()
    })
  return space
}

function build(tables: Tables, space: Space, fresh: IndexSpace[]): void {
  const part = { ...space, indexes: fresh }
  for (const { value } of tables.docs.getRange(rangeOf(space.number, 0))) moveEntries(tables, part, null, indexed(part, value))
}

function clear(tables: Tables, collection: number, index: number): void {
  for (const key of [...tables.entries.getKeys(rangeOf(collection, index))]) tables.entries.removeSync(key)
}

/** All keys of one index. */
export function rangeOf(collection: number, index: number): { start: Buffer; end: Buffer } {
  startKey(collection, index)
  const start = takeKey()
  addByte(after)
  return { start, end: takeKey() }
}
