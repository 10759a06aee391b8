import { Context } from 'mingo/core'
import { $eq, $gt, $gte, $in, $lt, $lte, $ne, $nin } from 'mingo/operators/query/comparison'
import { $exists } from 'mingo/operators/query/element'
import { $or } from 'mingo/operators/query/logical'
import { Query } from 'mingo/query'
import type { Filter } from './contract.ts'

const context = Context.init().addQueryOps({ $eq, $ne, $gt, $gte, $lt, $lte, $in, $nin, $exists, $or })

/** A test for documents, evaluated by mingo with the operators of the subset only. */
export function matcher(filter: Filter): (doc: object) => boolean {
  const query = new Query(filter as Record<string, unknown>, { context })
  return (doc) => query.test(doc as Record<string, unknown>)
}
