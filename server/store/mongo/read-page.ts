import type { mongo } from 'mongoose'
import type { Stored } from '../contract.ts'
import type { Plan } from '../plan.ts'
import { sortFor } from './translate.ts'

type Query = mongo.Filter<Stored>

interface PageAsked {
  query: Query
  /** What the plan's index leads to. */
  led: Query
  /** Only so many of these are looked at. */
  look: number | undefined
  projection: Record<string, 0 | 1>
  limit: number
}

/** The first documents that fit; where only so many are looked at, the last of these too, when there may be more. */
export async function readPage(
  collection: mongo.Collection<Stored>,
  plan: Plan,
  { query, led, look, projection, limit }: PageAsked,
): Promise<{ docs: Stored[]; border?: Stored | undefined }> {
  const sort = sortFor(plan)
  if (look === undefined) return { docs: await collection.find(query, { projection }).sort(sort).limit(limit).toArray() }
  const inOrder = [{ $match: led }, { $sort: Object.fromEntries(sort) }]
  const fitting = [{ $match: query }, { $limit: limit }, { $project: projection }]
  const [docs, [border]] = await Promise.all([
    collection.aggregate<Stored>([...inOrder, { $limit: look }, ...fitting]).toArray(),
    collection.aggregate<Stored>([...inOrder, { $skip: look - 1 }, { $limit: 1 }]).toArray(),
  ])
  return { docs, border }
}
