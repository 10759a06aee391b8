import type { Stored } from './contract.ts'
import { hiddenFields } from './validate-write.ts'

/** A document just read, without what the store keeps in it for itself. */
export function visible<D extends Stored | null>(doc: D): D {
  for (const field of hiddenFields) if (doc && field in doc) delete (doc as Stored & Record<string, unknown>)[field]
  return doc
}

/** Only these top-level fields, and `_id`. */
export function project(doc: Stored, fields: string[] | undefined): Stored {
  if (!fields) return doc
  const picked: Stored & Record<string, unknown> = { _id: doc._id }
  for (const field of fields) if (Object.hasOwn(doc, field)) picked[field] = (doc as Stored & Record<string, unknown>)[field]
  return picked
}
