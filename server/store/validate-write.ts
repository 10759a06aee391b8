import { compileValidator } from '#schemas/validate.ts'
import { type Change, type Once, type Stored, StoreUsageError } from './contract.ts'
import type { Shape } from './shape.ts'
import { checkPath, isScalar } from './validate-filter.ts'

/** Fields the stores keep for themselves inside a document; never shown. */
export const hiddenFields = ['_newest', '_expires'] as const

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
export const maxIdBytes = 500
const maxDepth = 64

/** Throws for a caller's document that uses a field of the store's, besides what `checkDocument` throws for. */
export function checkNewDocument(doc: Stored, shape: Shape, whole = true): void {
  checkDocument(doc, shape, whole)
  for (const field of hiddenFields) if (field in doc) throw new StoreUsageError(`${field} belongs to the store`)
}

/**
 * Throws for a document that is not plain JSON or that one of the stores would keep differently. Without `whole` what is inside
 * its fields is taken on trust, as production does: our own tests have looked at every one of them.
 */
export function checkDocument(doc: Stored, shape: Shape, whole = true): void {
  checkId(doc._id)
  if (whole) {
    checkValue(doc, 0)
    checkSchema(doc, shape)
  }
  for (const field in doc) if (field.startsWith('$')) throw new StoreUsageError(`a field cannot be called ${field}`)
  const fields = doc as unknown as Record<string, unknown>
  if (shape.expires) checkExpiry(fields[shape.expires], shape.expires)
  for (const field of shape.neverNull)
    if (fields[field] === null) throw new StoreUsageError(`${field} is unique when present: leave it out instead of null`)
}

/** An `_id` both stores can key by: text without control characters, at most 500 bytes. */
export function checkId(id: unknown): void {
  if (typeof id !== 'string' || id === '') throw new StoreUsageError('_id is a text that is not empty')
  if (id.length * 3 > maxIdBytes && Buffer.byteLength(id) > maxIdBytes)
    throw new StoreUsageError(`_id is longer than ${maxIdBytes} bytes`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\p{Surrogate}]/u.test(id)) throw new StoreUsageError('_id has a control character or half a surrogate pair')
}

/** Throws for a change outside the subset, two operators on one path, or a value that is not plain JSON. */
export function checkChange(change: Change, shape: Shape): void {
  const paths: string[] = []
  for (const operator in change) {
    if (!(operator in checks)) throw new StoreUsageError(`${operator} is not a change`)
    const named = change[operator as keyof Change] ?? {}
    if (Array.isArray(named)) paths.push(...named)
    else
      for (const path in named) {
        paths.push(path)
        checks[operator as keyof Change](named[path], path)
      }
  }
  for (const path of paths) checkTarget(path, paths, shape)
  const expiry = shape.expires && change.$set?.[shape.expires]
  if (shape.expires && expiry !== undefined) checkExpiry(expiry, shape.expires)
  for (const field of shape.neverNull)
    if (change.$set?.[field] === null) throw new StoreUsageError(`${field} is unique when present: $unset it instead of null`)
}

/** Throws unless every amount is a number on a path of its own. */
export function checkAmounts(amounts: Record<string, number>, shape: Shape, once?: Once): void {
  checkChange({ $inc: amounts }, shape)
  if (!once) return
  if (once.series.includes('.') || !Number.isSafeInteger(once.number))
    throw new StoreUsageError('once is a name and a whole number')
  checkPath(once.series)
}

/** What `$push` takes besides a plain value. */
export interface PushMany {
  $each: unknown[]
  $slice?: number
}

export const isPushMany = (value: unknown): value is PushMany => typeof value === 'object' && value !== null && '$each' in value

const checks: Record<keyof Change, (value: unknown, path: string) => void> = {
  $set: (value, path) => {
    if (value === undefined) throw new StoreUsageError(`$set ${path} to undefined: use $unset`)
    checkValue(value, 0)
  },
  $unset: () => {
    throw new StoreUsageError('$unset takes a list of fields')
  },
  $inc: (value, path) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new StoreUsageError(`$inc ${path} takes a number`)
  },
  $push: (value, path) => {
    if (!isPushMany(value)) return checkValue(value === undefined ? Number.NaN : value, 0)
    const { $each, $slice, ...rest } = value
    if (
      !Array.isArray($each) ||
      Object.keys(rest).length > 0 ||
      !($slice === undefined || (Number.isInteger($slice) && $slice > 0))
    )
      throw new StoreUsageError(`$push ${path} takes a value or { $each: values, $slice?: how many stay }`)
    checkValue($each, 0)
  },
  $addToSet: (value, path) => {
    if (!isScalar(value)) throw new StoreUsageError(`$addToSet ${path} takes a scalar`)
  },
  $pull: (value, path) => {
    if (!isScalar(value)) throw new StoreUsageError(`$pull ${path} takes a scalar`)
  },
}

function checkTarget(path: string, paths: string[], shape: Shape): void {
  checkPath(path)
  const top = path.split('.', 1)[0] as string
  if (top === '_id' || (hiddenFields as readonly string[]).includes(top)) throw new StoreUsageError(`${path} cannot be changed`)
  if (top === shape.expires && path !== top) throw new StoreUsageError(`${top} is an instant: nothing is inside it`)
  let same = 0
  for (const other of paths) {
    if (other === path) same++
    else if (other.startsWith(`${path}.`)) throw new StoreUsageError(`${path} and ${other} are changed at once`)
  }
  if (same > 1) throw new StoreUsageError(`${path} is changed twice`)
}

function checkExpiry(value: unknown, field: string): void {
  if (value !== undefined && value !== null && !(typeof value === 'string' && instant.test(value)))
    throw new StoreUsageError(`${field} is an instant such as 2026-01-31T09:00:00.000Z`)
}

function checkSchema(doc: Stored, { name, schema, lift }: Shape): void {
  if (!schema) return
  const checked = compileValidator(schema)(lift ? lift(doc) : doc)
  if (checked.ok) return
  const problems = checked.problems.map(({ path, message }) => `${path} ${message}`).join(', ')
  throw new StoreUsageError(`a document of ${name}: ${problems}`)
}

/** Plain JSON only; `undefined` inside an object is left out by both stores, so it may stay. */
function checkValue(value: unknown, depth: number): void {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return
    case 'number':
      if (Number.isFinite(value)) return
      break
    case 'object':
      if (value === null) return
      if (depth > maxDepth) throw new StoreUsageError(`a document is at most ${maxDepth} levels deep`)
      if (Array.isArray(value)) {
        for (const item of value) checkValue(item, depth + 1)
        return
      }
      checkFields(value as Record<string, unknown>, depth)
      return
  }
  throw new StoreUsageError(`${String(value)} is not plain JSON`)
}

function checkFields(value: Record<string, unknown>, depth: number): void {
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new StoreUsageError('a document holds plain objects only')
  for (const key in value) {
    const item = value[key]
    if (item !== undefined) checkValue(item, depth + 1)
    if (key === '__proto__' || key.includes('\0')) throw new StoreUsageError(`a field cannot be called ${JSON.stringify(key)}`)
  }
}
