import { Context } from 'mingo/core'
import { $eq, $in, $ne, $nin } from 'mingo/operators/query/comparison'
import { $exists } from 'mingo/operators/query/element'
import { $or } from 'mingo/operators/query/logical'
import { Query } from 'mingo/query'
import type { Filter } from './contract.ts'
import { valuesAt } from './paths.ts'
import type { Bounds } from './plan.ts'

/** A test for documents, evaluated by mingo with the operators of the subset only. */
export function matcher(filter: Filter): (doc: object) => boolean {
  if (isPlain(filter)) return (doc) => matchesPlainly(filter, doc) ?? matcherByMingo(filter)(doc)
  return matcherByMingo(filter)
}

function matcherByMingo(filter: Filter): (doc: object) => boolean {
  const query = new Query(filter as Record<string, unknown>, { context })
  return (doc) => query.test(doc as Record<string, unknown>)
}

type Plain = Record<string, string | number | boolean | Bounds>

/** Whether all conditions are values or bounds of fields at the top: what compare-and-set asks for, each time anew. */
function isPlain(filter: Filter): filter is Plain {
  for (const field in filter) {
    const condition = filter[field]
    if (condition === null || field.includes('.') || (typeof condition === 'object' && !isBounds(condition))) return false
  }
  return true
}

function isBounds(condition: object | undefined): condition is Bounds {
  const operators = Object.keys(condition ?? {})
  return operators.length > 0 && operators.every((operator) => Object.hasOwn(orders, operator))
}

/** Undefined when a field holds a list or an object: that is for mingo to say. */
function matchesPlainly(filter: Plain, doc: object): boolean | undefined {
  for (const field in filter) {
    const value = Object.hasOwn(doc, field) ? (doc as Record<string, unknown>)[field] : undefined
    if (typeof value === 'object' && value !== null) return undefined
    const condition = filter[field] as Plain[string]
    if (typeof condition !== 'object') {
      if (value !== condition) return false
    } else
      for (const operator in condition)
        if (!isWithin(value, condition[operator as Order] as string | number, orders[operator as Order])) return false
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

type Order = keyof typeof orders
const orders = {
  $gt: (order: number) => order > 0,
  $gte: (order: number) => order >= 0,
  $lt: (order: number) => order < 0,
  $lte: (order: number) => order <= 0,
}

/** Texts are compared with texts and numbers with numbers; nothing else is within any bound. */
function isWithin(value: unknown, bound: unknown, holds: (order: number) => boolean): boolean {
  if (typeof bound === 'string') return typeof value === 'string' && holds(compareTexts(value, bound))
  return typeof value === 'number' && holds(value - (bound as number))
}

/** Not mingo's, for which a list may hold lists. */
const $all = (path: string, wanted: unknown, _options: unknown) => (doc: unknown) => {
  const values = valuesAt(doc, path)
  return (wanted as unknown[]).every((one) => values.includes(one))
}

/** mingo's own comparisons order texts as JavaScript does. */
const comparison = (holds: (order: number) => boolean) => (path: string, bound: unknown, _options: unknown) => (doc: unknown) =>
  valuesAt(doc, path).some((value) => isWithin(value, bound, holds))

const context = Context.init().addQueryOps({
  $eq,
  $ne,
  $gt: comparison(orders.$gt),
  $gte: comparison(orders.$gte),
  $lt: comparison(orders.$lt),
  $lte: comparison(orders.$lte),
  $in,
  $nin,
  $exists,
  $all,
  $or,
})
