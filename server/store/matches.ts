import { Context } from 'mingo/core'
import { $eq, $in, $ne, $nin } from 'mingo/operators/query/comparison'
import { $exists } from 'mingo/operators/query/element'
import { $or } from 'mingo/operators/query/logical'
import { Query } from 'mingo/query'
import type { Filter } from './contract.ts'
import { valuesAt } from './paths.ts'

/** A test for documents, evaluated by mingo with the operators of the subset only. */
export function matcher(filter: Filter): (doc: object) => boolean {
  if (isPlain(filter)) return (doc) => matchesPlainly(filter, doc) ?? matcherByMingo(filter)(doc)
  return matcherByMingo(filter)
}

function matcherByMingo(filter: Filter): (doc: object) => boolean {
  const query = new Query(filter as Record<string, unknown>, { context })
  return (doc) => query.test(doc as Record<string, unknown>)
}

/** Whether all conditions are values that fields at the top must have: what compare-and-set asks for, each time anew. */
function isPlain(filter: Filter): filter is Record<string, string | number | boolean> {
  for (const field in filter) {
    const condition = filter[field]
    if (condition === null || typeof condition === 'object' || field.includes('.')) return false
  }
  return true
}

/** Undefined when a field holds a list or an object: that is for mingo to say. */
function matchesPlainly(filter: Record<string, string | number | boolean>, doc: object): boolean | undefined {
  for (const field in filter) {
    const value = Object.hasOwn(doc, field) ? (doc as Record<string, unknown>)[field] : undefined
    if (typeof value === 'object' && value !== null) return undefined
    if (value !== filter[field]) return false
  }
  return true
}

/** Texts in the order of their code points, which is that of their bytes in UTF-8; JavaScript's own puts emoji before `ﬀ`. */
export function compareTexts(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  for (let at = 0; at < shorter; at++) {
    const one = a.charCodeAt(at)
    const other = b.charCodeAt(at)
    if (one !== other) return rank(one) - rank(other)
  }
  return a.length - b.length
}

/** Moves the surrogates behind the rest of the 16-bit units. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800)

/** mingo's own comparisons order texts as JavaScript does. */
const comparison = (holds: (order: number) => boolean) => (path: string, bound: unknown, _options: unknown) => (doc: unknown) =>
  valuesAt(doc, path).some((value) => {
    if (typeof bound === 'string') return typeof value === 'string' && holds(compareTexts(value, bound))
    return typeof value === 'number' && holds(value - (bound as number))
  })

const context = Context.init().addQueryOps({
  $eq,
  $ne,
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $in,
  $nin,
  $exists,
  $or,
})
