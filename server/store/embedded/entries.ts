import { type Scalar, type Stored, StoreUsageError, UniqueViolation } from '../contract.ts'
import type { WholeDocument } from '../copying.ts'
import { valuesAt } from '../paths.ts'
import type { IndexShape } from '../shape.ts'
import { maxIdBytes } from '../validate-write.ts'
import { addId, addPart, besideId, idInKey, startKey, takeKey } from './keys.ts'
import type { IndexSpace, Space } from './space.ts'
import type { Table } from './table.ts'

/** Where index entries are kept. */
export type Entries = Pick<Table, 'get' | 'put' | 'remove'>

/** The key of a document. */
export function docKey(space: Space, id: string): string {
  startKey(space.number, 0)
  addId(id, 1)
  return takeKey()
}

/** The document of an id, also one that only waits to be swept. */
export function readDocument(docs: Pick<Table, 'get'>, space: Space, id: string): WholeDocument | null {
  const json = readJson(docs, space, id)
  return json === undefined ? null : JSON.parse(json)
}

export const readJson = (docs: Pick<Table, 'get'>, space: Space, id: string): string | undefined =>
  id.length > maxIdBytes ? undefined : docs.get(docKey(space, id))

/** A document with every key that leads to it, index by index. */
export interface Indexed {
  doc: Stored
  keys: string[][]
}

/** `changed`: with the keys of those indexes alone that read one of these fields. */
export const indexed = (space: Space, doc: Stored, changed?: ReadonlySet<string>): Indexed => ({
  doc,
  keys: space.indexes.map((index) => (changed && !readsOneOf(index.shape, changed) ? none : entryKeys(index, doc))),
})

const readsOneOf = ({ fields, whenPresent, where }: IndexShape, changed: ReadonlySet<string>): boolean =>
  fields.some(([path]) => changed.has(topOf(path))) ||
  (whenPresent !== undefined && changed.has(topOf(whenPresent))) ||
  (where?.some(([path]) => changed.has(topOf(path))) ?? false)

/** The field of a document that a path begins in. */
export function topOf(path: string): string {
  const dot = path.indexOf('.')
  return dot < 0 ? path : path.slice(0, dot)
}

/** The `_id` that an entry leads to: earlier releases kept it under every key. */
export const idOfEntry = ({ shape, directions }: IndexSpace, key: string, value: string): string =>
  value === '' ? idInKey(key, directions, shape.idDirection) : value

/**
 * Checks the unique indexes, then moves a document's entries from what they were to what they are; either may be null.
 * `makeRoom` removes another document if it only waits to be swept.
 */
export function moveEntries(
  entries: Entries,
  space: Space,
  before: Indexed | null,
  now: Indexed | null,
  makeRoom?: (id: string) => boolean,
): void {
  const id = (now ?? before)?.doc._id as string
  for (let at = 0; now && at < space.indexes.length; at++) {
    const index = space.indexes[at] as IndexSpace
    if (index.shape.unique) for (const key of now.keys[at] ?? none) checkUnique(entries, space, index, key, id, makeRoom)
  }
  const beside = besideId(id)
  for (let at = 0; at < space.indexes.length; at++) {
    const index = space.indexes[at] as IndexSpace
    const old = before?.keys[at] ?? none
    const keys = now?.keys[at] ?? none
    for (const key of old) if (!keys.includes(key)) entries.remove(key)
    for (const key of keys) if (!old.includes(key)) entries.put(key, index.shape.unique ? id : beside)
    if (now && keys.length > 1) noteList(space, index, now.doc)
  }
}

/** The keys under which an index knows a document: none when it is partial, several when a field holds a list. */
function entryKeys(index: IndexSpace, doc: Stored): string[] {
  const { fields, unique, idDirection } = index.shape
  if (!belongs(index.shape, doc)) return none
  const plain = plainKey(index, doc)
  if (plain !== undefined) return [plain]
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
  const keys: string[] = []
  for (const value of columns[list] as unknown[]) {
    const one = key(value)
    if (!keys.includes(one)) keys.push(one)
  }
  return keys
}

/** The usual case: fields of the document's own that hold one value each. Undefined when it is not that. */
function plainKey(index: IndexSpace, doc: Stored): string | undefined {
  const { fields, unique, idDirection } = index.shape
  startKey(index.collection, index.number)
  for (const [path, direction] of fields) {
    const value = plainValue(doc, path)
    if (value === undefined) return undefined
    addPart(value, direction)
  }
  if (!unique) addId(doc._id, idDirection)
  return takeKey()
}

/** A scalar at the top of a document, null when there is none; undefined for anything else. */
function plainValue(doc: Stored, path: string): Scalar | undefined {
  if (!Object.hasOwn(doc, path)) return path.includes('.') ? undefined : null
  const value = (doc as Stored & Record<string, unknown>)[path]
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? undefined : (value as Scalar)
}

const none: string[] = []

function belongs({ whenPresent, where }: IndexShape, doc: Stored): boolean {
  if (whenPresent) {
    const value = plainValue(doc, whenPresent)
    if (value === null || (value === undefined && valuesAt(doc, whenPresent).every((one) => one === null))) return false
  }
  return where?.every(([field, value]) => valuesAt(doc, field).includes(value)) ?? true
}

function checkUnique(
  entries: Entries,
  space: Space,
  index: IndexSpace,
  key: string,
  id: string,
  makeRoom: ((id: string) => boolean) | undefined,
): void {
  const holder = entries.get(key)
  if (holder !== undefined && holder !== id && !makeRoom?.(holder)) throw new UniqueViolation(space.shape.name, index.shape.name)
}

/** From now on this index is read as one with lists in it. */
function noteList(space: Space, index: IndexSpace, doc: Stored): void {
  const [path] = index.shape.fields.find(([field]) => valuesAt(doc, field).length > 1) as [string, 1 | -1]
  if (index.lists.has(path)) return
  index.lists.add(path)
  space.keep()
}
