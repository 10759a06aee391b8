import { type Filter, type Stored, StoreUsageError } from '../contract.ts'
import { compareTexts, matcher } from '../matches.ts'
import type { Position } from '../page-key.ts'
import type { Bounds, Plan } from '../plan.ts'
import type { Tables } from './catalog.ts'
import { readDocument } from './entries.ts'
import { addByte, addId, addPart, after, isLongText, type Range, resumeKey, startKey, takeKey, typeByte } from './keys.ts'
import type { IndexSpace, Space } from './space.ts'

/** More documents than this are not searched one by one: the query needs an index. */
const scanLimit = 10_000

/** A plan with this store's index, the bounds its keys can tell and the test that is left. */
export interface Route {
  plan: Plan
  index: IndexSpace | null
  bounds: Bounds | null
  residual: Filter | null
  /** One document may come up more than once. */
  repeats: boolean
}

export function routeOf(space: Space, plan: Plan): Route {
  const index = plan.index && (space.indexes.find(({ shape }) => shape === plan.index) as IndexSpace)
  const repeats = (index?.lists.size ?? 0) > 0
  if (!plan.range) return { plan, index, bounds: null, residual: plan.residual, repeats }
  const { field, bounds } = plan.range
  const usable = usableBounds(bounds, field === '_id', index?.lists.has(field) ?? false)
  const residual = usable ? plan.residual : { ...plan.residual, [field]: { ...(plan.residual?.[field] as object), ...bounds } }
  return { plan, index, bounds: usable ?? looser(bounds, field === '_id'), residual, repeats }
}

/** Null when keys alone cannot tell: two bounds on a list may be met by two elements, a long text is not all in its key. */
function usableBounds(bounds: Bounds, isId: boolean, isList: boolean): Bounds | null {
  const values = Object.values(bounds)
  if ((isList && values.length > 1) || values.some((value) => isLongText(value) || (isId && typeof value !== 'string')))
    return null
  return bounds
}

/** What is safe of bounds that are not usable: one that is short, and only where it has the field's type. */
function looser(bounds: Bounds, isId: boolean): Bounds | null {
  const [operator, value] =
    Object.entries(bounds).find(([, value]) => !isLongText(value) && (!isId || typeof value === 'string')) ?? []
  return operator === undefined ? null : { [operator]: value }
}

/**
 * The documents of a route in its order, from after `position` on; each once. `isDead` says which ones are only waiting to
 * be swept.
 */
export function* scan(
  tables: Tables,
  space: Space,
  route: Route,
  isDead: ((doc: Stored) => boolean) | null,
  position?: Position,
): Generator<Stored> {
  const { plan, residual } = route
  const matches = residual ? matcher(residual) : null
  const seen = route.repeats ? new Set<string>() : null
  const unbounded = !plan.ids && !route.bounds && !plan.index
  let examined = 0
  for (const doc of candidates(tables, space, route, position)) {
    if (seen) {
      if (seen.has(doc._id)) continue
      seen.add(doc._id)
    }
    if (isDead?.(doc)) continue
    if (!matches || matches(doc)) yield doc
    else if (unbounded && ++examined > scanLimit)
      throw new StoreUsageError(
        `no index of ${space.shape.name} serves ${JSON.stringify(residual)}, and it has grown too large to search`,
      )
  }
}

/** How many documents a route leads to, without reading them where the index alone can tell. */
export function countRoute(tables: Tables, space: Space, route: Route, isDead: ((doc: Stored) => boolean) | null): number {
  if (!route.residual && !route.repeats && !route.plan.ids && !isDead) {
    const table = route.index ? tables.entries : tables.docs
    return table.count(keyRange(space, route))
  }
  let count = 0
  for (const _ of scan(tables, space, route, isDead)) count++
  return count
}

function* candidates(tables: Tables, space: Space, route: Route, position?: Position): Generator<Stored> {
  const { plan, index } = route
  if (plan.ids) {
    for (const id of sortedIds(plan, position)) {
      const doc = readDocument(tables.docs, space, id)
      if (doc) yield doc
    }
    return
  }
  const range = keyRange(space, route, position)
  if (!index) {
    for (const [, json] of tables.docs.range(range)) yield JSON.parse(json)
    return
  }
  for (const [, id] of tables.entries.range(range)) {
    const doc = readDocument(tables.docs, space, id)
    if (doc) yield doc
  }
}

function sortedIds({ ids = [], reverse }: Plan, position?: Position): string[] {
  const last = position?.at(-1) as string | undefined
  const way = reverse ? -1 : 1
  const order = (a: string, b: string) => way * compareTexts(a, b)
  const wanted = ids.filter((id) => last === undefined || order(id, last) > 0)
  return wanted.length > 1 ? [...wanted].sort(order) : wanted
}

/** The range of keys a route walks. */
export function keyRange(space: Space, { plan, index, bounds }: Route, position?: Position): Range {
  startKey(space.number, index?.number ?? 0)
  const fields = index?.shape.fields ?? []
  for (let at = 0; at < plan.equal.length; at++) addPart(plan.equal[at], (fields[at] as [string, 1 | -1])[1])
  const prefix = takeKey()
  const next = fields[plan.equal.length]
  const direction = next?.[1] ?? index?.shape.idDirection ?? 1
  let [low, high] = bounds ? bound(prefix, bounds, next !== undefined, direction) : [prefix, withByte(prefix, after)]
  if (position) {
    const key = positionKey(prefix, plan, index, position)
    if (plan.reverse) high = key
    else low = withByte(key, 0)
  }
  return { low, high, reverse: plan.reverse }
}

function bound(
  prefix: string,
  { $gt, $gte, $lt, $lte }: Bounds,
  tagged: boolean,
  direction: 1 | -1,
): [low: string, high: string] {
  const type = typeByte(($gt ?? $gte ?? $lt ?? $lte) as string | number, direction)
  const first = tagged ? withByte(prefix, type) : prefix
  const last = withByte(prefix, tagged ? type + 1 : after)
  const key = (value: string | number | undefined, past: boolean, open: string) => {
    if (value === undefined) return open
    resumeKey(prefix)
    if (tagged) addPart(value, direction)
    else addId(value as string, direction)
    if (past) addByte(after)
    return takeKey()
  }
  if (direction === 1) return [key($gt ?? $gte, $gt !== undefined, first), key($lt ?? $lte, $lt === undefined, last)]
  return [key($lt ?? $lte, $lt !== undefined, first), key($gt ?? $gte, $gt === undefined, last)]
}

function positionKey(prefix: string, plan: Plan, index: IndexSpace | null, position: Position): string {
  resumeKey(prefix)
  const fields = index?.shape.fields.slice(plan.equal.length) ?? []
  for (const [at, [, direction]] of fields.entries()) addPart(position[at], direction)
  if (!index?.shape.unique) addId(position.at(-1) as string, index?.shape.idDirection ?? 1)
  return takeKey()
}

function withByte(key: string, byte: number): string {
  resumeKey(key)
  addByte(byte)
  return takeKey()
}
