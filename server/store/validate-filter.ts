import { type Filter, type FindOptions, type Scalar, StoreUsageError } from './contract.ts'

const comparisons = new Set(['$gt', '$gte', '$lt', '$lte'])
const operators = new Set(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$exists', '$all'])

/** Throws `StoreUsageError` for anything outside the subset whose meaning is the same in both stores. */
export function checkFilter(filter: Filter): void {
  if (!isPlainObject(filter)) throw new StoreUsageError('a filter is a plain object')
  for (const field in filter) {
    const condition = filter[field]
    if (field === '$or') checkBranches(condition)
    else {
      checkPath(field)
      if (!isScalar(condition)) checkCondition(field, condition)
    }
  }
}

/** Throws for a limit, sort or projection that one of the stores would read differently. */
export function checkOptions({ limit, sort, fields, look }: FindOptions): void {
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= 1000))
    throw new StoreUsageError(`limit is ${limit}, not 1 to 1,000`)
  if (look !== undefined && !(Number.isInteger(look) && look >= 1)) throw new StoreUsageError(`look is ${look}, not 1 or more`)
  if (sort) checkSort(sort)
  if (fields) for (const field of fields) if (field.includes('.')) throw new StoreUsageError(`fields are top-level, not ${field}`)
}

export function checkSort(sort: Record<string, 1 | -1>): void {
  for (const field in sort) {
    checkPath(field)
    if (sort[field] !== 1 && sort[field] !== -1) throw new StoreUsageError(`sort by ${field} is 1 or -1`)
  }
}

/** A dotted path that means the same everywhere: no empty steps, no operators, nothing that touches a prototype. */
export function checkPath(path: string): void {
  if (!safePaths.has(path)) {
    for (const step of path.split('.')) checkStep(step, path)
    if (safePaths.size < 10_000) safePaths.add(path)
  }
}

export const isScalar = (value: unknown): value is Scalar =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value))

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const safePaths = new Set<string>()

function checkStep(step: string, path: string): void {
  if (step === '' || step.startsWith('$') || step === '__proto__' || step.includes('\0'))
    throw new StoreUsageError(`"${path}" is not a field path`)
}

function checkBranches(branches: unknown): void {
  if (!Array.isArray(branches) || branches.length === 0) throw new StoreUsageError('$or is a list of one or more filters')
  for (const branch of branches) checkFilter(branch)
}

function checkCondition(field: string, condition: unknown): void {
  if (!isPlainObject(condition) || Object.keys(condition).length === 0)
    throw new StoreUsageError(`${field} is compared with a text, a number, true, false, null or a condition`)
  for (const operator in condition) {
    const value = condition[operator]
    if (!operators.has(operator)) throw new StoreUsageError(`${operator} on ${field} is outside the subset`)
    if (comparisons.has(operator)) {
      if (typeof value !== 'string' && !(typeof value === 'number' && Number.isFinite(value)))
        throw new StoreUsageError(`${operator} on ${field} takes a text or a number`)
    } else if (operator === '$in' || operator === '$nin') {
      if (!Array.isArray(value) || !value.every(isScalar))
        throw new StoreUsageError(`${operator} on ${field} takes a list of scalars`)
    } else if (operator === '$all') {
      if (field === '_id' || !Array.isArray(value) || value.length === 0 || !value.every((one) => one !== null && isScalar(one)))
        throw new StoreUsageError(`$all on ${field} takes a list of one or more scalars, none of them null`)
    } else if (operator === '$exists') {
      if (typeof value !== 'boolean') throw new StoreUsageError(`$exists on ${field} takes true or false`)
    } else if (!isScalar(value)) throw new StoreUsageError(`${operator} on ${field} takes a scalar`)
  }
}
