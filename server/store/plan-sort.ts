import { isEqual } from './conditions.ts'
import { type Filter, StoreUsageError } from './contract.ts'
import type { IndexShape } from './shape.ts'

export type Sort = Record<string, 1 | -1>

/** A sort with the direction in which `_id` breaks its ties. */
export interface SplitSort {
  fields: [string, 1 | -1][]
  idDirection: 1 | -1
}

export function splitSort(sort: Sort): SplitSort {
  const all = Object.entries(sort) as [string, 1 | -1][]
  if (all.some(([field], at) => field === '_id' && at < all.length - 1)) throw new StoreUsageError('nothing is sorted after _id')
  return { fields: all.filter(([field]) => field !== '_id'), idDirection: all.at(-1)?.[1] ?? 1 }
}

/** After how many fixed fields an index gives the order, and in which direction; a field the filter fixes orders nothing. */
export function fitSort(fields: [string, 1 | -1][], fixed: number, index: IndexShape | null, filter: Filter, wanted: SplitSort) {
  for (let length = fixed; length >= 0; length--) {
    const rest = fields.slice(length)
    const inRest = (field: string) => rest.some(([other]) => other === field)
    const needed = wanted.fields.filter(([field]) => inRest(field) || !isEqual(filter[field]))
    const direction = directionOf(rest, needed, (index?.idDirection ?? 1) * wanted.idDirection, index?.unique ?? false)
    if (direction !== 0) return { length, direction }
  }
}

/** 1 or -1 when walking `rest` forwards or backwards gives the order, else 0. Unique values have no ties for `_id` to break. */
function directionOf(rest: [string, 1 | -1][], needed: [string, 1 | -1][], ofId: number, unique: boolean): number {
  if (rest.length !== needed.length || rest.some(([field], at) => field !== needed[at]?.[0])) return 0
  const directions = rest.map(([, way], at) => way * (needed[at]?.[1] ?? 1))
  if (!unique || rest.length === 0) directions.push(ofId)
  return directions.every((direction) => direction === directions[0]) ? (directions[0] as number) : 0
}
