import type { IndexOptions, mongo } from 'mongoose'
import type { Change, Filter, IndexDefinition, Scalar, Stored } from '../contract.ts'
import type { Position } from '../page-key.ts'
import type { Plan } from '../plan.ts'
import type { Shape } from '../shape.ts'
import { isPushMany } from '../validate-write.ts'

type Query = mongo.Filter<Stored>
type Fields = Record<string, unknown>

/**
 * The index the server keeps. `_id` ends it so that it gives the port's order with ties; a unique one has no ties.
 * Its name is the definition's, which is how violations are told apart.
 */
export function indexFor(index: IndexDefinition, shape: Shape): ServerIndex {
  const kept = shape.indexes.find(({ name }) => name === index.name)
  const keys: Record<string, 1 | -1> = { ...index.fields }
  if (!index.unique) keys._id = kept?.idDirection ?? 1
  const partial = { ...(index.whenPresent && { [index.whenPresent]: { $exists: true } }), ...index.where }
  const options: IndexOptions = { name: index.name }
  if (index.unique) options.unique = true
  if (Object.keys(partial).length > 0) options.partialFilterExpression = partial
  return [keys, options]
}

/** The server deletes by a date, documents hold instants as text: `_expires` is the date beside it. */
export const expiryIndex = (deletedByServer: boolean): ServerIndex => [
  { _expires: 1 },
  { name: '_expires', ...(deletedByServer ? { expireAfterSeconds: 0 } : {}) },
]

export type ServerIndex = [keys: Record<string, 1 | -1>, options: IndexOptions]

/** Hides what waits for the server to delete it. */
export function living(filter: Filter, shape: Shape, now: number): Query {
  return shape.expires ? both(filter as Query, { _expires: { $not: { $lte: new Date(now) } } } as Query) : (filter as Query)
}

export const expired = (now: number): Query => ({ _expires: { $lte: new Date(now) } }) as Query

export const both = (one: Query, other: Query): Query => ({ $and: [one, other] })

/** A document as the server keeps it: a copy, with the date it expires at. */
export function kept(doc: Stored, shape: Shape): Stored & Fields {
  const copy: Stored & Fields = structuredClone(doc) as Stored & Fields
  const until = shape.expires && copy[shape.expires]
  if (typeof until === 'string') copy._expires = new Date(until)
  return copy
}

export function updateFor(change: Change, shape: Shape): mongo.UpdateFilter<Stored> {
  const $set: Fields = { ...change.$set }
  const $unset: Fields = Object.fromEntries((change.$unset ?? []).map((path) => [path, '']))
  const expires = shape.expires
  if (expires && expires in $set) {
    if (typeof $set[expires] === 'string') $set._expires = new Date($set[expires])
    else $unset._expires = ''
  } else if (expires && expires in $unset) $unset._expires = ''
  const $push = Object.entries(change.$push ?? {}).map(([path, value]) => [path, isPushMany(value) ? pushMany(value) : value])
  const operators = { ...change, $set, $unset, $push: Object.fromEntries($push) } as Record<string, Fields>
  const some = Object.entries(operators).filter(([, fields]) => Object.keys(fields ?? {}).length > 0)
  return Object.fromEntries(some.length > 0 ? some : [['$set', {}]])
}

const pushMany = ({ $each, $slice }: { $each: unknown[]; $slice?: number }) => ({ $each, ...($slice && { $slice: -$slice }) })

export const sortFor = (plan: Plan): [string, 1 | -1][] => (plan.ids ? [['_id', plan.reverse ? -1 : 1]] : plan.order)

/** What comes after a position in the plan's order: greater in one field, equal in those before it. */
export function beyondPosition(plan: Plan, position: Position): Query {
  const branches: Query[] = []
  const equal: Query[] = []
  for (const [at, [field, direction]] of sortFor(plan).entries()) {
    const value = position[at] as Scalar
    for (const further of beyond(field, value, direction)) branches.push({ $and: [...equal, further] })
    equal.push({ [field]: value } as Query)
  }
  return { $or: branches }
}

/** The server compares within one type; the order goes on through the types. */
function beyond(field: string, value: Scalar, direction: 1 | -1): Query[] {
  const at = rankOf(value)
  const types = direction === 1 ? typeOrder.slice(at + 1) : typeOrder.slice(0, at).filter((type) => type !== 'null')
  const conditions: unknown[] = value === null ? [] : [{ [field]: { [direction === 1 ? '$gt' : '$lt']: value } }]
  if (field !== '_id' && types.length > 0) conditions.push({ [field]: { $type: types } })
  if (field !== '_id' && direction === -1 && value !== null) conditions.push({ [field]: null })
  return conditions as Query[]
}

const typeOrder = ['null', 'number', 'string', 'object', 'bool']

const rankOf = (value: Scalar): number =>
  typeOrder.indexOf(value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value)
