import { BadPageKey, type Scalar, StoreUsageError } from './contract.ts'
import { valuesAt } from './paths.ts'
import type { Plan } from './plan.ts'
import { isScalar } from './validate-filter.ts'

/** Where a page ended: the last document's sort values, then its `_id`. */
export type Position = Scalar[]

/** The opaque key of the page after `doc`. */
export const pageKey = (plan: Plan, doc: object): string =>
  Buffer.from(JSON.stringify(positionOf(plan, doc))).toString('base64url')

/** Reads a key that `pageKey` made for the same query. */
export function readPageKey(plan: Plan, key: string): Position {
  try {
    const position: unknown = JSON.parse(Buffer.from(key, 'base64url').toString())
    if (
      Array.isArray(position) &&
      position.length === length(plan) &&
      position.every(isScalar) &&
      typeof position.at(-1) === 'string'
    )
      return position
  } catch {
    // said below
  }
  throw new BadPageKey('this is not the key of a page of this query')
}

/** Throws when a document has a list where the order needs one value: each store would order it differently. */
export function checkOrder(plan: Plan, doc: object): void {
  for (const [field] of plan.order) if (field !== '_id') sortValue(doc, field)
}

const length = (plan: Plan): number => Math.max(plan.order.length, 1)

function positionOf(plan: Plan, doc: object): Position {
  const id = (doc as { _id: string })._id
  return [...plan.order.filter(([field]) => field !== '_id').map(([field]) => sortValue(doc, field)), id]
}

function sortValue(doc: object, field: string): Scalar {
  const values = valuesAt(doc, field)
  const value = values[0] ?? null
  if (values.length > 1 || !isScalar(value))
    throw new StoreUsageError(`${field} holds a list or an object, which has no place in an order`)
  return value
}
