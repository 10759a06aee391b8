import { type Filter, type Stored, StoreUsageError } from '../contract.ts'
import type { WholeDocument } from '../copying.ts'
import { compareTexts, matcher } from '../matches.ts'
import type { Position } from '../page-key.ts'
import type { Bounds, Plan } from '../plan.ts'
import type { Tables } from './catalog.ts'
import { idOfEntry, readJson } from './entries.ts'
import { addByte, addId, addPart, after, isLongText, type Range, resumeKey, startKey, takeKey, typeByte } from './keys.ts'
import { stretch } from './pace.ts'
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
  const fixed = index?.shape.fields.slice(0, plan.equal.length).map(([path]) => path) ?? []
  // By one value of its list a document comes up once.
  const repeats = [...(index?.lists ?? [])].some((path) => !fixed.includes(path))
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

/** Between two documents of a search: others should have their turn before it goes on. */
export const pause = Symbol('others have their turn')

/** So many documents are looked at whatever others do: the short searches of every message wait for no long one. */
const few = 20
/** Longer documents count for several. */
const charactersPerDocument = 4096
/** Entries of an index that are only counted cost so much less. */
const entriesPerDocument = 50

/** How much may be looked at, and what was looked at last. */
export interface Budget {
  left: number
  last?: Stored
}

export interface ScanOptions {
  /** Which ones are only waiting to be swept. */
  isDead: ((doc: Stored) => boolean) | null
  position?: Position | undefined
  budget?: Budget | undefined
}

/**
 * The documents of a route in its order, from after `position` on; each once. After every stretch there is a `pause`: anything may be
 * written before it goes on, and it goes on from where it was.
 */
export function* scan(
  tables: Tables,
  space: Space,
  route: Route,
  { isDead, position, budget }: ScanOptions,
): Generator<Stored | typeof pause> {
  const { plan, residual } = route
  const matches = residual ? matcher(residual) : null
  // A list leads to its document several times, and a document may move on in the order during a pause.
  const given = plan.index ? new Set<string>() : null
  const unbounded = !plan.ids && !route.bounds && !plan.index
  let refused = 0
  for (const doc of candidates(tables, space, route, position)) {
    if (doc === pause) {
      yield pause
      continue
    }
    if (budget) {
      if (budget.left === 0) return
      budget.left--
      budget.last = doc
    }
    if (isDead?.(doc) || given?.has(doc._id)) continue
    if (!matches || matches(doc)) {
      given?.add(doc._id)
      yield doc
    } else if (unbounded && ++refused > scanLimit)
      throw new StoreUsageError(
        `no index of ${space.shape.name} serves ${JSON.stringify(residual)}, and it has grown too large to search`,
      )
  }
}

/** Awaited after every stretch: others have their turn. */
interface Patient {
  others: () => Promise<void>
}

/** Shows the documents of a route one after the other, in stretches, until `visit` says that it has enough. */
export async function walk(
  tables: Tables,
  space: Space,
  route: Route,
  options: ScanOptions & Patient,
  visit: (doc: Stored) => boolean,
): Promise<void> {
  for (const doc of scan(tables, space, route, options))
    if (doc === pause) await options.others()
    else if (visit(doc)) return
}

/** How many documents a route leads to, `atMost` of them, without reading them where the index alone can tell. */
export async function countRoute(
  tables: Tables,
  space: Space,
  route: Route,
  { isDead, atMost, others }: Pick<ScanOptions, 'isDead'> & Patient & { atMost: number },
): Promise<number> {
  let count = 0
  if (!route.residual && !route.repeats && !route.plan.ids && !isDead) {
    const table = route.index ? tables.entries : tables.docs
    for (let rest: Range | undefined = keyRange(space, route); rest && count < atMost; ) {
      const [part, left] = table.split(rest, stretch * entriesPerDocument)
      const found = table.count(part)
      tables.pace.searching(Math.ceil(found / entriesPerDocument))
      count += found
      rest = left
      if (rest) await others()
    }
    return Math.min(count, atMost)
  }
  for (const doc of scan(tables, space, route, { isDead })) {
    if (doc === pause) await others()
    else if (++count >= atMost) break
  }
  return count
}

function* candidates(
  { docs, entries, pace }: Tables,
  space: Space,
  route: Route,
  position?: Position,
): Generator<WholeDocument | typeof pause> {
  const { plan, index } = route
  let looked = 0
  let isEnough = false
  const parsed = (json: string): WholeDocument => {
    const more = pace.searching(1 + Math.floor(json.length / charactersPerDocument))
    isEnough = ++looked > few && !more
    return JSON.parse(json)
  }
  if (plan.ids) {
    for (const id of sortedIds(plan, position)) {
      const json = readJson(docs, space, id)
      if (json === undefined) continue
      yield parsed(json)
      if (isEnough) yield pause
    }
    return
  }
  let range: Range | undefined = keyRange(space, route, position)
  while (range) {
    let last: string | undefined
    for (const [key, value] of (index ? entries : docs).range(range)) {
      const json = index ? readJson(docs, space, idOfEntry(index, key, value)) : value
      if (json === undefined) continue
      yield parsed(json)
      if (!isEnough) continue
      last = key
      break
    }
    if (last === undefined) return
    range = beyond(range, last)
    yield pause
  }
}

/** What of a range comes after this key of it. */
const beyond = (range: Range, key: string): Range => (range.reverse ? { ...range, high: key } : { ...range, low: `${key}\0` })

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
