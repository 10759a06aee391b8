import type { RootDatabase } from 'lmdb'
import { StoreUsageError } from '../contract.ts'
import type { Shape } from '../shape.ts'
import { type Entries, indexed, moveEntries } from './entries.ts'
import { addByte, after, type Range, startKey, takeKey } from './keys.ts'
import type { Pace } from './pace.ts'
import type { IndexSpace, Space } from './space.ts'
import type { Table } from './table.ts'

/** The parts of a store: documents (JSON), index entries (each key ends with the `_id` it leads to), and what is kept about both (JSON). */
export interface Tables {
  root: RootDatabase
  docs: Table
  entries: Table
  catalog: Table
  pace: Pace
}

/** The names of all collections. */
export const everyName: Range = { low: '\u0001', high: '\u007f', reverse: false }

interface Kept {
  number: number
  indexes: { number: number; spec: string; lists: string[] }[]
}

/** Finds or makes a collection's space; builds the indexes that are new or changed and drops those that are gone. */
export function openSpace(tables: Tables, shape: Shape): Space {
  const before = keptOf(tables, shape.name)
  const kept: Kept = before ?? { number: tables.catalog.count(everyName) + 1, indexes: [] }
  const specs = shape.indexes.map((index) => JSON.stringify(index))
  const number = kept.number
  let next = Math.max(0, ...kept.indexes.map((index) => index.number)) + 1
  const fresh: IndexSpace[] = []
  const indexes = shape.indexes.map((index, at) => {
    const known = kept.indexes.find(({ spec }) => spec === specs[at])
    const space = {
      shape: index,
      collection: number,
      number: known?.number ?? next++,
      directions: index.fields.map(([, direction]) => direction),
      lists: new Set(known?.lists),
    }
    if (!known) fresh.push(space)
    return space
  })
  if (next > 255)
    throw new StoreUsageError(`the indexes of ${shape.name} were changed too often: copy the store into a new folder`)
  const gone = kept.indexes.filter(({ spec }) => !specs.includes(spec))
  const now = (): string => {
    const list = indexes.map((index, at) => ({ number: index.number, spec: specs[at] as string, lists: [...index.lists] }))
    return JSON.stringify({ number, indexes: list } satisfies Kept)
  }
  const recall = () => {
    const lists = keptOf(tables, shape.name)?.indexes ?? []
    for (const [at, index] of indexes.entries()) index.lists = new Set(lists[at]?.lists)
  }
  const space: Space = { shape, number, indexes, keep: () => tables.catalog.put(shape.name, now()), recall }
  // Straight into LMDB and in one transaction: half an index is none.
  if (!before || fresh.length > 0 || gone.length > 0)
    tables.root.transactionSync(() => {
      for (const index of gone) clear(tables, number, index.number)
      if (fresh.length > 0) build(tables, space, fresh)
      tables.catalog.stored.putSync(shape.name, now())
    })
  return space
}

function keptOf(tables: Tables, name: string): Kept | undefined {
  const json = tables.catalog.get(name)
  return json === undefined ? undefined : JSON.parse(json)
}

function build(tables: Tables, space: Space, fresh: IndexSpace[]): void {
  const { stored } = tables.entries
  const entries: Entries = {
    get: (key) => stored.get(key),
    put: (key, id) => void stored.putSync(key, id),
    remove: (key) => void stored.removeSync(key),
  }
  const part: Space = { ...space, indexes: fresh, keep: () => {} }
  for (const [, json] of tables.docs.range(rangeOf(space.number, 0)))
    moveEntries(entries, part, null, indexed(part, JSON.parse(json)))
}

function clear({ entries: { stored } }: Tables, collection: number, index: number): void {
  const { low, high } = rangeOf(collection, index)
  for (const key of [...stored.getKeys({ start: low, end: high })]) stored.removeSync(key)
}

/** All keys of one index. */
function rangeOf(collection: number, index: number): Range {
  startKey(collection, index)
  const low = takeKey()
  addByte(after)
  return { low, high: takeKey(), reverse: false }
}
