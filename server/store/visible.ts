import { MadeLater, type Stored, StoreUsageError } from './contract.ts'
import { valuesAt } from './paths.ts'
import type { Shape } from './shape.ts'
import { hiddenFields } from './validate-write.ts'

/**
 * What becomes of a document between the store and whoever reads it: what the store keeps in it for itself goes, and it is lifted to the
 * newest shape. With `checkWhole`, a lift that changes what an index reads is refused: documents would be found by what they were.
 */
export function reader({ name, indexes, lift }: Shape, checkWhole: boolean): <D extends Stored | null>(doc: D) => D {
  if (!lift) return visible
  return <D extends Stored | null>(doc: D): D => {
    const before = visible(doc)
    const newest = before && lift(before)
    if (checkWhole && before && newest && newest !== before)
      for (const { fields } of indexes)
        for (const [path] of fields)
          if (JSON.stringify(valuesAt(before, path)) !== JSON.stringify(valuesAt(newest, path)))
            throw new StoreUsageError(`lifting ${name} changes ${path}, which an index reads: that is for a store migration`)
    return newest as D
  }
}

/**
 * Tells a listener of documents as they are read. Of one that a later release stored it hears that something was missed: whoever wants it
 * meets the sentence when they read it.
 */
export function telling<T extends Stored>(
  seen: ReturnType<typeof reader>,
  to: { change(change: { id: string; doc: T | null }): void; missed?: (() => void) | undefined },
): (change: { id: string; doc: Stored | null }) => void {
  return ({ id, doc }) => {
    let newest: T | null
    try {
      newest = seen(doc) as T | null
    } catch (error) {
      if (!(error instanceof MadeLater)) throw error
      to.missed?.()
      return
    }
    to.change({ id, doc: newest })
  }
}

/** A document just read, without what the store keeps in it for itself. */
function visible<D extends Stored | null>(doc: D): D {
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
