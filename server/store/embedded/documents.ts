import { applyChange } from '../apply-change.ts'
import { type Change, type Stored, UniqueViolation } from '../contract.ts'
import type { WholeDocument } from '../copying.ts'
import { checkDocument } from '../validate-write.ts'
import type { Tables } from './catalog.ts'
import { docKey, type Indexed, indexed, moveEntries, readDocument, topOf } from './entries.ts'
import type { Space } from './space.ts'

export interface DocumentSurroundings {
  tables: Tables
  now: () => number
  /** Whether documents are looked at to their last value before they are written. */
  checkWhole: boolean
  /** Called inside the commit for every document written or gone. */
  changed: (space: Space, id: string, json: string | null) => void
}

/** A document with everything that is written for it. */
export interface Ready extends Indexed {
  key: string
  json: string
}

/** One collection's documents with their index entries. Everything that writes runs inside a group commit. */
export function createDocuments(space: Space, { tables, now, checkWhole, changed }: DocumentSurroundings) {
  const { expires, name } = space.shape
  const isDead = expires === undefined ? null : deadBy(expires, now)

  /** Also what only waits to be swept: its entries must go when it does. */
  const loadAny = (id: string): WholeDocument | null => readDocument(tables.docs, space, id)

  function load(id: string): WholeDocument | null {
    const doc = loadAny(id)
    return doc && !isDead?.(doc) ? doc : null
  }

  /** `changed`: with the keys of those indexes alone that read one of these fields. */
  const ready = (doc: Stored, changed?: ReadonlySet<string>): Ready => ({
    doc,
    keys: indexed(space, doc, changed).keys,
    key: docKey(space, doc._id),
    json: JSON.stringify(doc),
  })

  function save(before: Indexed | null, now: Ready): void {
    moveEntries(tables.entries, space, before, now, makeRoom)
    tables.docs.put(now.key, now.json)
    changed(space, now.doc._id, now.json)
  }

  function remove(doc: Stored): void {
    moveEntries(tables.entries, space, indexed(space, doc), null)
    tables.docs.remove(docKey(space, doc._id))
    changed(space, doc._id, null)
  }

  /** Removes a document that has expired; false when there is none. */
  function makeRoom(id: string): boolean {
    const doc = isDead && loadAny(id)
    if (!doc || !isDead(doc)) return false
    remove(doc)
    return true
  }

  function insert(doc: Ready): void {
    if (tables.docs.has(doc.key) && !makeRoom(doc.doc._id)) throw new UniqueViolation(name, '_id')
    save(null, doc)
  }

  /** Changes a document just read, in place. */
  function change(doc: WholeDocument, by: Change): WholeDocument {
    const changed = changedBy(doc, by)
    const before = indexed(space, doc, changed)
    applyChange(doc, by)
    checkDocument(doc, space.shape, checkWhole)
    save(before, ready(doc, changed))
    return doc
  }

  return { isDead, load, loadAny, ready, save, remove, makeRoom, insert, change }
}

/** Which fields of a document a change may make others. */
function changedBy(doc: Stored, { $set, $unset, ...others }: Change): Set<string> {
  const fields = new Set($unset?.map(topOf))
  for (const path in $set) if ($set[path] !== (doc as Stored & Record<string, unknown>)[path]) fields.add(topOf(path))
  for (const paths of Object.values(others)) for (const path in paths) fields.add(topOf(path))
  return fields
}

function deadBy(field: string, now: () => number): (doc: Stored) => boolean {
  return (doc) => {
    const until = (doc as Stored & Record<string, unknown>)[field]
    return typeof until === 'string' && Date.parse(until) <= now()
  }
}
