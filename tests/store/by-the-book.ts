import type { FieldCondition, Filter, Scalar } from '#server/store/contract.ts'
import type { Thing } from './things.ts'

/** The contract's meaning of a filter, spelled out without an index, a plan or a library. */
export function matches(doc: Thing, filter: Filter): boolean {
  return Object.entries(filter).every(([field, condition]) => {
    if (field === '$or') return (condition as Filter[]).some((branch) => matches(doc, branch))
    const value = read(doc, field)
    const asked =
      typeof condition === 'object' && condition !== null ? (condition as FieldCondition) : { $eq: condition as Scalar }
    return Object.entries(asked).every(([operator, operand]) => holds(value, operator, operand))
  })
}

/** The contract's order: by each field, then by `_id` in the direction of the last. */
export function inOrder(docs: Thing[], sort: Record<string, 1 | -1>): Thing[] {
  const last = Object.values(sort).at(-1) as 1 | -1
  return [...docs].sort((one, other) => {
    for (const [field, direction] of Object.entries(sort)) {
      const order = compare(read(one, field) ?? null, read(other, field) ?? null)
      if (order !== 0) return order * direction
    }
    return compare(one._id, other._id) * last
  })
}

function holds(value: unknown, operator: string, operand: unknown): boolean {
  const all = Array.isArray(value) ? value : [value ?? null]
  const equals = (wanted: unknown) => all.includes(wanted)
  const within = (test: (order: number) => boolean) =>
    all.some((one) => typeof one === typeof operand && test(compare(one, operand)))
  switch (operator) {
    case '$eq':
      return equals(operand)
    case '$ne':
      return !equals(operand)
    case '$in':
      return (operand as unknown[]).some(equals)
    case '$nin':
      return !(operand as unknown[]).some(equals)
    case '$all':
      return (operand as unknown[]).every(equals)
    case '$exists':
      return (value !== undefined) === operand
    case '$gt':
      return within((order) => order > 0)
    case '$gte':
      return within((order) => order >= 0)
    case '$lt':
      return within((order) => order < 0)
    default:
      return within((order) => order <= 0)
  }
}

const types = ['null', 'number', 'string', 'object', 'boolean']
const typeOf = (value: unknown) => types.indexOf(value === null ? 'null' : typeof value)

function compare(one: unknown, other: unknown): number {
  if (typeOf(one) !== typeOf(other)) return typeOf(one) - typeOf(other)
  if (typeof one === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(other as string))
  return Number(one) - Number(other)
}

function read(doc: unknown, path: string): unknown {
  let value = doc
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return value
}
