import { mongo } from 'mongoose'
import { StoreUnavailable, StoreUsageError, UniqueViolation } from '../contract.ts'

const duplicateKey = 11_000
/** What the server says of a value a change cannot be carried out on: bad value, type mismatch, path not viable, parallel arrays. */
const unusable = new Set([2, 9, 14, 28, 40, 52, 171])

/** The driver's error in the words of the port. */
export function translateError(error: unknown, collection: string): unknown {
  if (isDuplicateKey(error)) return new UniqueViolation(collection, violatedIndex(error.message))
  if (error instanceof mongo.MongoServerError && unusable.has(Number(error.code)))
    return new StoreUsageError(error.message, { cause: error })
  if (error instanceof mongo.MongoServerError && refused.has(Number(error.code)))
    return new StoreUnavailable(`The database in MONGODB_URI refuses: ${error.message}.`, { cause: error })
  if (isUnavailable(error)) return new StoreUnavailable('The database in MONGODB_URI does not answer.', { cause: error })
  return error
}

export const isDuplicateKey = (error: unknown): error is Error =>
  error instanceof mongo.MongoServerError && error.code === duplicateKey

/** The name of the index in `E11000 duplicate key error collection: … index: email dup key: …`. */
export function violatedIndex(message: string): string {
  const name = / index: (?:\S+\.\$)?(\S+)/.exec(message)?.[1] ?? 'unknown'
  return name === '_id_' ? '_id' : name
}

export const isDuplicateCode = (code: unknown): boolean => code === duplicateKey

/** The server's codes for a user who may not do this, or is not who they say, and for a full disk. */
const refused = new Set([13, 18, 8000, 14_031])

/** The server's codes for being unreachable, stepping down, shutting down or too slow. */
const away = new Set([6, 7, 50, 64, 89, 91, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436])

function isUnavailable(error: unknown): boolean {
  // A bulk write that failed as a whole wraps the reason; its documents have no errors of their own.
  if (error instanceof mongo.MongoBulkWriteError) return [error.writeErrors].flat().length === 0
  if (error instanceof mongo.MongoServerError) return away.has(Number(error.code)) || error.hasErrorLabel('RetryableWriteError')
  if (error instanceof mongo.MongoInvalidArgumentError) return false
  return error instanceof mongo.MongoError
}
