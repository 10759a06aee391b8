import { type Stored, StoreUsageError, UniqueViolation } from '../contract.ts'
import { valuesAt } from '../paths.ts'
import type { IndexShape } from '../shape.ts'
import type { IndexSpace, Space, Tables } from './catalog.ts'
import { addId, addPart, startKey, takeKey } from './keys.ts'

/** The key of a document. */
export function docKey(space: Space, id: string): Buffer {
  startKey(space.number, 0)
  addId(id, 1)
  return takeKey()
}

/**
 * Checks the unique indexes, then moves a document's entries from what it was to what it is; either may be null.
 * `makeRoom` removes another document if it only waits to be swept.
 */
export function writeEntries(
  tables: Tables,
  space: Space,
  before: Stored | null,
  now: Stored | null,
  makeRoom?: (id: string) => boolean,
): void {
  const moves = space.indexes.map((index) => ({
    index,
    old: before ? entryKeys(index, before) : none,
    new: now ? entryKeys(index, now) : none,
  }))
  const id = (now ?? before)?._id as string
  for (const { index, new: keys } of moves)
    if (index.shape.unique) for (const key of keys) checkUnique(tables, space, index, key, id, makeRoom)
  for (const move of moves) {
    for (const key of move.old) if (!has(move.new, key)) tables.entries.removeSync(key)
    for (const key of move.new) if (!has(move.old, key)) tables.entries.putSync(key, id)
    if (now && move.new.length !== 1) noteLists(space, move.index, now)
  }
}

/** The keys under which an index knows a document: none when it is partial, several when a field holds a list. */
export function entryKeys(index: IndexSpace, doc: Stored): Buffer[] {
  const { fields, unique, idDirection } = index.shape
  if (!belongs(index.shape, doc)) return none
  const columns = fields.map(([path]) => valuesAt(doc, path))
  const list = columns.findIndex((values) => values.length > 1)
  if (list >= 0 && columns.some((values, at) => at > list && values.length > 1))
    throw new StoreUsageError(`index ${index.shape.name} would hold two lists of ${doc._id}`)
  const key = (chosen: unknown) => {
    startKey(index.collection, index.number)
    for (let at = 0; at < fields.length; at++)
      addPart(at === list ? chosen : columns[at]?.[0], (fields[at] as [string, 1 | -1])[1])
    if (!unique) addId(doc._id, idDirection)
    return takeKey()
  }
  if (list < 0) return [key(undefined)]
  const keys: Buffer[] = []
  for (const value of columns[list] as unknown[]) {
    const one = key(value)
    if (!has(keys, one)) keys.push(one)
  }
  return keys
}

const none: Buffer[] = []

const has = (keys: Buffer[], key: Buffer): boolean => keys.some((other) => other.equals(key))

function belongs({ whenPresent, where }: IndexShape, doc: Stored): boolean {
  if (whenPresent && valuesAt(doc, whenPresent).every((value) => value === null)) return false
  return where?.every(([field, value]) => valuesAt(doc, field).includes(value)) ?? true
}

function checkUnique(
  tables: Tables,
  space: Space,
  index: IndexSpace,
  key: Buffer,
  id: string,
  makeRoom: ((id: string) => boolean) | undefined,
): void {
  const holder = tables.entries.get(key)
  if (holder !== undefined && holder !== id && !makeRoom?.(holder)) throw new UniqueViolation(space.shape.name, index.shape.name)
}

function noteLists(space: Space, index: IndexSpace, doc: Stored): void {
  for (const [path] of index.shape.fields)
    if (!index.lists.has(path) && valuesAt(doc, path).length > 1) {
      index.lists.add(path)
      space.keep()
    }
}
