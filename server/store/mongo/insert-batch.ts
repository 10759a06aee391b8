import { mongo } from 'mongoose'
import { type Stored, UniqueViolation } from '../contract.ts'
import { isDuplicateCode, translateError, violatedIndex } from './errors.ts'

/**
 * Inserts that arrive in one turn of the event loop share one unordered write; each caller hears of its own document.
 * A call costs the driver more than a document does.
 */
export function createInsertBatch(collection: mongo.Collection<Stored>): (doc: Stored) => Promise<void> {
  let waiting: Waiting[] = []

  async function flush(): Promise<void> {
    const batch = waiting
    waiting = []
    try {
      await collection.bulkWrite(
        batch.map(({ doc }) => ({ insertOne: { document: doc } })),
        { ordered: false },
      )
      for (const { resolve } of batch) resolve()
    } catch (error) {
      settle(batch, error)
    }
  }

  function settle(batch: Waiting[], error: unknown): void {
    const refused = new Map<number, Error>()
    if (error instanceof mongo.MongoBulkWriteError)
      for (const one of [error.writeErrors].flat())
        if (isDuplicateCode(one.code))
          refused.set(one.index, new UniqueViolation(collection.collectionName, violatedIndex(one.errmsg ?? '')))
        else
          refused.set(
            one.index,
            translateError(
              new mongo.MongoServerError({ message: one.errmsg, code: one.code }),
              collection.collectionName,
            ) as Error,
          )
    // Without one error of its own, a document may or may not be there: nobody is told it is.
    const unsure = refused.size === 0 || isWriteConcernFailure(error)
    for (const [at, { resolve, reject }] of batch.entries()) {
      const own = refused.get(at)
      if (own) reject(own)
      else if (unsure) reject(translateError(error, collection.collectionName))
      else resolve()
    }
  }

  return (doc) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ doc, resolve, reject }) === 1) setImmediate(() => void flush())
    })
}

interface Waiting {
  doc: Stored
  resolve: () => void
  reject: (error: unknown) => void
}

const isWriteConcernFailure = (error: unknown): boolean =>
  error instanceof mongo.MongoBulkWriteError && error.result.getWriteConcernError() !== undefined
