import type { IndexShape, Shape } from '../shape.ts'

/** A collection with the numbers its keys start with. */
export interface Space {
  shape: Shape
  number: number
  indexes: IndexSpace[]
  /** Puts what changed about the collection into the commit that is under way. */
  keep: () => void
  /** Forgets what a commit that failed would have kept. */
  recall: () => void
}

export interface IndexSpace {
  shape: IndexShape
  collection: number
  number: number
  /** Of its fields, in their order. */
  directions: (1 | -1)[]
  /** Fields that have held a list of other than one value: a document has several entries, and two bounds may be met by two elements. */
  lists: Set<string>
}
