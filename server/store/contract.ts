import type { Refusals } from './refusals.ts'

/**
 * The document store behind one small port. Two adapters keep it: `embedded/` (LMDB) and `mongo/` (Mongoose);
 * `tests/store` holds both to the same cases. Documents are plain JSON: no dates, no undefined, no binary; instants are
 * ISO strings. There are no cross-document transactions, on purpose: the turn makes them unnecessary.
 */
export interface Store {
  readonly kind: 'embedded' | 'mongo'
  /** No other process can be at its documents. */
  readonly alone: boolean
  /** The same definition twice gives the same collection. Ensures its indexes before the first write. */
  collection<T extends Stored>(definition: CollectionDefinition<T>): Collection<T>
  /** Which writes it did not take, such as for a full disk. */
  refusals(): Readonly<Refusals>
  /**
   * Copies everything that was acknowledged before the call, and all of one moment, into this empty folder, while others read and
   * write. Absent where the database has tools of its own for that.
   */
  copyTo?(folder: string): Promise<void>
  /** Rejects when the store does not answer within `withinMs`: what `/readyz` asks. */
  ping(withinMs?: number): Promise<void>
  close(): Promise<void>
}

export interface Stored {
  _id: string
}

export interface CollectionDefinition<T extends Stored> {
  name: string
  /** JSON Schema of its documents, for those that have one; checked with every write in tests and development, never in production. */
  schema?: Record<string, unknown>
  indexes: IndexDefinition[]
  /**
   * Makes what an earlier release stored what this one reads; whatever is read, in whatever way, comes through it. It is given a document,
   * or those of its fields that were asked for and its `schemaVersion`. It changes nothing of what it is given, and no field that an index
   * names: that is for a store migration. Throws `MadeLater`.
   */
  lift?: (doc: Stored) => Stored
  /** Marks a document that is inserted or put as one of the newest shape. */
  stamp?: (doc: Stored) => Stored
  /** Phantom: carries the document's type. */
  readonly of?: T
}

export interface IndexDefinition {
  /** Unique violations are reported by this name. */
  name: string
  /** Field paths (dots reach in) with 1 or -1. A field that holds an array is indexed by each element. */
  fields: Record<string, 1 | -1>
  unique?: boolean
  /** Only documents in which this field exists (and is not null) are indexed. */
  whenPresent?: string
  /** Only documents matching these exact values are indexed. */
  where?: Record<string, string | number | boolean>
  /** The single field is an instant; documents vanish after it. Hidden from reads at once, swept within a minute. */
  expires?: boolean
}

export type Scalar = string | number | boolean | null

/**
 * The subset of MongoDB's filter whose meaning is the same in both stores; anything else is refused with `StoreUsageError`.
 * `{ field: value }` matches a scalar, or an array that contains it; `null` matches null and missing.
 * `$gt…$lte` compare strings with strings and numbers with numbers only. Dots reach into objects.
 */
export type Filter = { [field: string]: Scalar | FieldCondition | Filter[] } & { $or?: Filter[] }

export interface FieldCondition {
  $eq?: Scalar
  $ne?: Scalar
  $gt?: string | number
  $gte?: string | number
  $lt?: string | number
  $lte?: string | number
  $in?: Scalar[]
  $nin?: Scalar[]
  $exists?: boolean
  /** A list that holds every one of these, which are not null. The first leads: it is the one an index looks up. */
  $all?: (string | number | boolean)[]
}

export interface Change {
  $set?: Record<string, unknown>
  $unset?: string[]
  $inc?: Record<string, number>
  /** Appends a value, or `{ $each: values, $slice?: n }`; `$slice` keeps only the newest `n`. */
  $push?: Record<string, unknown>
  $addToSet?: Record<string, Scalar>
  $pull?: Record<string, Scalar>
}

/** One of a series of increments that are applied in the order of their numbers, each once; see `Collection.increment`. */
export interface Once {
  /** A name that can stand in a path. */
  series: string
  number: number
}

export interface FindOptions {
  /**
   * Must follow a declared index to its end (or `_id`) after fields the filter fixes; `_id` breaks ties in the same direction
   * as the last field. Without it, the order is that of the index that serves the filter.
   */
  sort?: Record<string, 1 | -1>
  /** 1 to 1,000; 100 unless said otherwise. */
  limit?: number
  /** The `next` of the page before. */
  after?: string
  /** Only these top-level fields (and `_id`). */
  fields?: string[]
  /**
   * Looks at no more than so many of the documents that the index leads to, those that the rest of the filter refuses among them. A page
   * that ends so is short, even empty, and has a `next`.
   */
  look?: number
}

export interface CountOptions {
  /** Counts no further: as many as this are “this many or more”. */
  atMost?: number
}

export interface Page<T> {
  items: T[]
  /** Opaque key of the next page; absent on the last. */
  next?: string
}

export interface Collection<T extends Stored> {
  readonly name: string
  get(id: string): Promise<T | null>
  /** The documents of these ids, in no order; missing ones are left out. */
  getMany(ids: string[]): Promise<T[]>
  /**
   * A page of what fits. Nobody else is held up by it, however much it looks at: it goes on in stretches, and what is written between
   * two of them may be in it or not, as between two pages. One document is never in it twice; one that moves in the order meanwhile may
   * be missed. The same holds for `count`, `updateMany` and `delete`.
   */
  find(filter: Filter, options?: FindOptions): Promise<Page<T>>
  count(filter: Filter, options?: CountOptions): Promise<number>
  /** Durable when it resolves. Rejects with `UniqueViolation` naming the index (`_id` for the key itself). */
  insert(doc: T): Promise<void>
  /** Each on its own: one violation does not stop the others. */
  insertMany(docs: T[]): Promise<{ inserted: number; violations: { position: number; index: string }[] }>
  /** Inserts or replaces. With `where`, an existing document that does not match it is left alone and `false` comes back. */
  put(doc: T, where?: Filter): Promise<boolean>
  /** Compare-and-set: changes document `id` if it matches `where`. The document after, or null when nothing matched. */
  update(id: string, change: Change, where?: Filter): Promise<T | null>
  /** Every match, each atomically on its own; how many changed. */
  updateMany(filter: Filter, change: Change): Promise<number>
  /** Changes the first match by `sort`, atomically, so an index has to lead to it at once: two callers never get the same one if `change` makes it no longer match. */
  claim(filter: Filter, change: Change, sort?: Record<string, 1 | -1>): Promise<T | null>
  /**
   * Upserting counters: adds `amounts` (dots reach in) to document `id`, first making it from `initial`.
   * With `once`, a number that is not above the newest of its series already applied to this document does nothing and `false`
   * comes back.
   */
  increment(id: string, amounts: Record<string, number>, options?: { initial?: Omit<T, '_id'>; once?: Once }): Promise<boolean>
  /** Which numbers were newest in a document when it was counted up, by their series; empty when there is none. */
  applied(id: string): Promise<Record<string, number>>
  /**
   * Puts a counter in the place of the one that is there, if what was applied to that one is still `applied`; `false` otherwise. What was
   * applied stays so: it is not counted again.
   */
  recount(doc: T, applied: Record<string, number>): Promise<boolean>
  /** How many went. */
  delete(filter: Filter): Promise<number>
  /**
   * Tells of every write to this collection, in any process, after it is durable. May repeat, may coalesce; never silent for
   * longer than a few seconds. `missed`: there was a gap, and any document may have changed in it without being told; whoever
   * remembers what they read forgets it. Returns the way to stop.
   */
  subscribe(listener: (change: { id: string; doc: T | null }) => void, missed?: () => void): () => void
}

export class UniqueViolation extends Error {
  constructor(
    readonly collection: string,
    readonly index: string,
  ) {
    super(`a document with the same ${index} is already in ${collection}`)
    this.name = 'UniqueViolation'
  }
}

/** A filter, sort or change outside the subset: our own mistake, said loudly in both stores. */
export class StoreUsageError extends Error {
  override name = 'StoreUsageError'
}

/** A page key that no page of this query gave: the caller's mistake, not ours. */
export class BadPageKey extends StoreUsageError {
  override name = 'BadPageKey'
}

/** A later release stored it: this one cannot read it, and must not write over it. The caller answers 503. */
export class MadeLater extends Error {
  override name = 'MadeLater'
}

/** The store did not answer in time or is closed; the caller answers 503. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}
