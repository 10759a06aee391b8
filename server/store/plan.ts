import { equalValue, hasBounds, impliesPresence, isEqual } from './conditions.ts'
import { type FieldCondition, type Filter, type Scalar, StoreUsageError } from './contract.ts'
import { fitSort, type Sort, type SplitSort, splitSort } from './plan-sort.ts'
import type { IndexShape, Shape } from './shape.ts'
import { checkFilter, checkSort } from './validate-filter.ts'

/** How a query is answered; both stores follow the same plan, so both give the same order. */
export interface Plan {
  /** null: the documents themselves, in the order of `_id`. */
  index: IndexShape | null
  /** Read these ids and nothing else. */
  ids?: string[]
  /** Values of the index's first fields. */
  equal: Scalar[]
  /** Bounds of the field after them (`_id` after the last). */
  range?: { field: string; bounds: Bounds }
  /** What is left to order by; `_id` ends it. */
  order: [field: string, direction: 1 | -1][]
  /** Against the index's own direction. */
  reverse: boolean
  /** Conditions that the equal values and the range do not already answer. */
  residual: Filter | null
}

export type Bounds = Pick<FieldCondition, '$gt' | '$gte' | '$lt' | '$lte'>

/**
 * Chooses the index that answers `filter` in the order of `sort`. Without `sort` the order is that of the index chosen.
 */
export function createPlanner(shape: Shape): (filter: Filter, sort?: Sort) => Plan {
  const cache = new Map<string, Choice>()
  const fixed = new Set(shape.indexes.flatMap((index) => index.where?.map(([field]) => field) ?? []))
  return (filter, sort) => {
    checkFilter(filter)
    const key = planKey(filter, sort, fixed)
    let choice = cache.get(key)
    if (!choice) {
      if (sort) checkSort(sort)
      choice = choose(shape, filter, sort)
      if (cache.size < 1000) cache.set(key, choice)
    }
    return follow(choice, filter)
  }
}

interface Choice {
  index: IndexShape | null
  byId: boolean
  equal: string[]
  range?: string
  order: [string, 1 | -1][]
  reverse: boolean
}

/** Two filters with the same key get the same index: fields and operators, not values, except where a value decides. */
function planKey(filter: Filter, sort: Sort | undefined, fixed: Set<string>): string {
  let key = ''
  for (const field in filter) {
    if (field === '$or') continue
    const condition = filter[field] as Scalar | FieldCondition
    key += `\n${field}`
    if (typeof condition === 'object' && condition !== null) {
      for (const operator in condition) {
        const value = condition[operator as keyof FieldCondition]
        key += ` ${operator}${value === null ? 'null' : typeof value}`
      }
      if (condition.$in?.includes(null)) key += ' null'
    } else key += condition === null ? ' null' : ' ='
    if (fixed.has(field)) key += JSON.stringify(condition)
  }
  if (sort) for (const field in sort) key += `\n\n${field}${sort[field]}`
  return key
}

function choose(shape: Shape, filter: Filter, sort: Sort | undefined): Choice {
  const id = filter._id
  if (id !== undefined && !(sort && Object.keys(sort).some((field) => field !== '_id')))
    if (isEqual(id) || (id as FieldCondition).$in)
      return { index: null, byId: true, equal: [], order: [], reverse: sort?._id === -1 }
  const wanted = sort && splitSort(sort)
  let best: Choice | undefined
  let bestScore = -1
  for (const index of [null, ...shape.indexes]) {
    const choice = serve(index, filter, wanted)
    if (!choice) continue
    const score =
      choice.equal.length * 8 + (choice.range ? 4 : 0) + (index?.whenPresent || index?.where ? 2 : 0) + (index ? 0 : 1)
    if (score > bestScore) [best, bestScore] = [choice, score]
  }
  if (!best)
    throw new StoreUsageError(`no index of ${shape.name} gives the order ${JSON.stringify(sort)} for ${JSON.stringify(filter)}`)
  return best
}

function serve(index: IndexShape | null, filter: Filter, wanted: SplitSort | undefined): Choice | undefined {
  const fields = index?.fields ?? []
  if (index && !covers(index, filter)) return
  let length = 0
  while (length < fields.length && isEqual(filter[(fields[length] as [string, 1])[0]])) length++
  let reverse = false
  if (wanted) {
    const fit = fitSort(fields, length, index, filter, wanted)
    if (!fit) return
    length = fit.length
    reverse = fit.direction === -1
  }
  const rest = fields.slice(length)
  const next = rest[0]?.[0] ?? (index?.unique ? undefined : '_id')
  const range = next && hasBounds(filter[next]) ? next : undefined
  if (index && !wanted && length === 0 && !range && !index.whenPresent && !index.where) return
  const flip = reverse ? -1 : 1
  const order = [...rest, ['_id', index?.idDirection ?? 1] as const].map(([f, d]): [string, 1 | -1] => [f, (d * flip) as 1 | -1])
  return { index, byId: false, equal: fields.slice(0, length).map(([field]) => field), order, reverse, ...(range && { range }) }
}

/** Whether every document that `filter` matches is in this partial index. */
function covers(index: IndexShape, filter: Filter): boolean {
  if (index.whenPresent && !impliesPresence(filter[index.whenPresent])) return false
  return index.where?.every(([field, value]) => equalValue(filter[field]) === value) ?? true
}

/** The choice with this filter's values in it. */
function follow(choice: Choice, filter: Filter): Plan {
  const { index, order, reverse } = choice
  if (choice.byId)
    return { index: null, ids: idsOf(filter), equal: [], order, reverse, residual: without(filter, ['_id'], ['$eq', '$in']) }
  const equal = choice.equal.map((field) => equalValue(filter[field]) as Scalar)
  const rest = without(filter, choice.equal, ['$eq'])
  if (choice.range === undefined) return { index, equal, order, reverse, residual: rest }
  const bounds = boundsOf(filter[choice.range] as FieldCondition)
  const range = { field: choice.range, bounds }
  return { index, equal, range, order, reverse, residual: rest && without(rest, [choice.range], Object.keys(bounds)) }
}

function idsOf(filter: Filter): string[] {
  const equal = equalValue(filter._id)
  const ids = equal === undefined ? (filter._id as FieldCondition).$in : [equal]
  return [...new Set(ids?.filter((id) => typeof id === 'string'))]
}

/** What the index of a plan answers by itself. */
export function servedBy({ index, ids, equal, range }: Plan): Filter {
  const fields = index?.fields ?? []
  const fixed = equal.map((value, at) => [(fields[at] as [string, 1 | -1])[0], value])
  const partial = index?.whenPresent ? [[index.whenPresent, { $ne: null }] as const] : []
  return Object.fromEntries([
    ...(index?.where ?? []),
    ...partial,
    ...fixed,
    ...(range ? [[range.field, range.bounds]] : []),
    ...(ids ? [['_id', { $in: ids }]] : []),
  ])
}

/** The filter without these operators of these fields; null when nothing is left. */
function without(filter: Filter, fields: string[], answered: string[]): Filter | null {
  const rest: Filter = {}
  let some = false
  for (const field in filter) {
    let condition = filter[field] as Scalar | FieldCondition
    if (fields.includes(field)) {
      if (typeof condition !== 'object' || condition === null) continue
      const left = Object.entries(condition).filter(([operator]) => !answered.includes(operator))
      if (left.length === 0) continue
      condition = Object.fromEntries(left)
    }
    rest[field] = condition
    some = true
  }
  return some ? rest : null
}

/** At most one lower and one upper bound, both of one type; what is left stays in the residual filter. */
function boundsOf({ $gt, $gte, $lt, $lte }: FieldCondition): Bounds {
  const kind = typeof ($gt ?? $gte ?? $lt ?? $lte)
  const isKind = (value: unknown): boolean => typeof value === kind
  const bounds: Bounds = {}
  if ($gt !== undefined) bounds.$gt = $gt
  else if ($gte !== undefined) bounds.$gte = $gte
  if (isKind($lt)) bounds.$lt = $lt
  else if (isKind($lte)) bounds.$lte = $lte
  return bounds
}
