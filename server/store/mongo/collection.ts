import type { mongo } from 'mongoose'
import { applyChange } from '../apply-change.ts'
import { type Change, type Filter, type Stored, StoreUnavailable, UniqueViolation } from '../contract.ts'
import { type CopyableCollection, copiedAtOnce, type WholeDocument } from '../copying.ts'
import { checkOrder, pageKey, readPageKey } from '../page-key.ts'
import { createPlanner, servedBy } from '../plan.ts'
import type { Refusals } from '../refusals.ts'
import type { Shape } from '../shape.ts'
import { checkFilter, checkOptions } from '../validate-filter.ts'
import { checkAmounts, checkChange, checkDocument, checkNewDocument } from '../validate-write.ts'
import { versionField } from '../versioned.ts'
import { project, reader, telling } from '../visible.ts'
import type { Changes } from './changes.ts'
import { translateError } from './errors.ts'
import { createInsertBatch } from './insert-batch.ts'
import { readPage } from './read-page.ts'
import { beyondPosition, both, expired, kept, living, sortFor, updateFor } from './translate.ts'

/** What a collection takes from its store. */
export interface Surroundings {
  collection: mongo.Collection<Stored>
  /** Resolves when the indexes are there. */
  ready: () => Promise<void>
  now: () => number
  checkWhole: boolean
  changes: Changes
  isClosed: () => void
  refusals: Refusals
}

type Query = mongo.Filter<Stored>

const defaultLimit = 100
const hidden = { _newest: 0, _expires: 0 } as const

export function createCollection<T extends Stored>(shape: Shape, around: Surroundings): CopyableCollection<T> {
  const { collection, now, changes, checkWhole } = around
  const planner = createPlanner(shape)
  const insertOne = createInsertBatch(collection)
  const seen = reader(shape, checkWhole)
  const stamped = (doc: Stored) => kept(shape.stamp ? shape.stamp(doc) : doc, shape)
  const alive = (filter: Filter): Query => living(filter, shape, now())

  async function read<R>(ask: () => Promise<R>): Promise<R> {
    around.isClosed()
    try {
      return await ask()
    } catch (error) {
      throw translateError(error, shape.name)
    }
  }

  /** Documents that have expired are in nobody's way: they go, and the write is tried again. */
  async function write<R>(act: () => Promise<R>): Promise<R> {
    const { refusals } = around
    const written = read(async () => {
      await around.ready()
      try {
        return await act()
      } catch (error) {
        const known = translateError(error, shape.name)
        if (!shape.expires || !(known instanceof UniqueViolation)) throw known
        const { deletedCount } = await collection.deleteMany(expired(now()))
        if (deletedCount === 0) throw known
        return act()
      }
    })
    try {
      const result = await written
      refusals.now = false
      return result
    } catch (error) {
      refusals.now = error instanceof StoreUnavailable
      if (refusals.now) refusals.count++
      throw error
    }
  }

  async function insertOrConflict(doc: Stored): Promise<boolean> {
    try {
      await write(() => insertOne(stamped(doc)))
      return true
    } catch (error) {
      if (error instanceof UniqueViolation && error.index === '_id') return false
      throw error
    }
  }

  /** The server has made the change already: a document that does not fit its schema after it is at least not passed over. */
  function changed(doc: Stored | null): T | null {
    if (doc && checkWhole) checkDocument(doc, shape)
    return seen(doc) as T | null
  }

  return {
    name: shape.name,

    get: (id) => read(async () => seen((await collection.findOne(alive({ _id: id }))) as T | null)),

    getMany: (ids) =>
      read(async () => (await collection.find(alive({ _id: { $in: ids } })).toArray()).map((doc) => seen(doc as T))),

    find: (filter, options = {}) =>
      read(async () => {
        checkOptions(options)
        const plan = planner(filter, options.sort)
        const limit = options.limit ?? defaultLimit
        const beyond = options.after === undefined ? {} : beyondPosition(plan, readPageKey(plan, options.after))
        const query = both(alive(filter), beyond)
        const projection = options.fields
          ? shown(shape.lift ? [...options.fields, versionField] : options.fields, sortFor(plan))
          : hidden
        const led = both(alive(servedBy(plan)), beyond)
        const { docs, border } = await readPage(collection, plan, {
          query,
          led,
          look: options.look,
          projection,
          limit: limit + 1,
        })
        const items = docs.slice(0, limit)
        if (options.sort) for (const doc of items) checkOrder(plan, doc)
        const last = docs.length > limit ? items.at(-1) : border
        const next = last && { next: pageKey(plan, last) }
        return { items: items.map((doc) => project(seen(doc), options.fields) as T), ...next }
      }),

    count: (filter, { atMost } = {}) =>
      read(() => {
        checkFilter(filter)
        return collection.countDocuments(alive(filter), atMost === undefined ? {} : { limit: atMost })
      }),

    async insert(doc) {
      around.isClosed()
      checkNewDocument(doc, shape, checkWhole)
      const copy = stamped(doc)
      await write(() => insertOne(copy))
      changes.wrote(doc._id)
    },

    async insertMany(docs) {
      around.isClosed()
      for (const doc of docs) checkNewDocument(doc, shape, checkWhole)
      const copies = docs.map(stamped)
      const outcomes = await Promise.allSettled(copies.map((doc) => write(() => insertOne(doc))))
      const violations = outcomes.flatMap((outcome, position) => {
        if (outcome.status === 'fulfilled') return []
        if (outcome.reason instanceof UniqueViolation) return [{ position, index: outcome.reason.index }]
        throw outcome.reason
      })
      changes.wrote(...docs.flatMap(({ _id }, at) => (outcomes[at]?.status === 'fulfilled' ? [_id] : [])))
      return { inserted: docs.length - violations.length, violations }
    },

    async put(doc, where) {
      around.isClosed()
      checkNewDocument(doc, shape, checkWhole)
      if (where) checkFilter(where)
      const copy = stamped(doc)
      const { _id, ...fields }: Stored & Record<string, unknown> = copy
      const condition = where ? (shape.expires ? { $or: [where as Query, expired(now())] } : (where as Query)) : {}
      const replace = () =>
        write(
          async () => (await collection.replaceOne(both({ _id }, condition), fields as mongo.WithoutId<Stored>)).matchedCount > 0,
        )
      const done = (await replace()) || (await insertOrConflict(doc)) || (await replace())
      if (done) changes.wrote(_id)
      return done
    },

    async update(id, change, where = {}) {
      around.isClosed()
      checkChange(change, shape)
      checkFilter(where)
      const update = structuredClone(updateFor(change, shape))
      const query = both({ _id: id }, alive(where))
      const doc = await write(() => collection.findOneAndUpdate(query, update, { returnDocument: 'after', projection: hidden }))
      if (doc) changes.wrote(id)
      return changed(doc)
    },

    async updateMany(filter, change) {
      around.isClosed()
      checkFilter(filter)
      checkChange(change, shape)
      return changes.wrotePerhaps(filter, () =>
        write(async () => (await collection.updateMany(alive(filter), updateFor(change, shape))).matchedCount),
      )
    },

    async claim(filter, change, sort) {
      around.isClosed()
      checkChange(change, shape)
      const plan = planner(filter, sort)
      const options = { returnDocument: 'after' as const, projection: hidden, ...(sort && { sort: sortFor(plan) }) }
      const doc = await write(() => collection.findOneAndUpdate(alive(filter), updateFor(change, shape), options))
      if (doc) changes.wrote(doc._id)
      return changed(doc)
    },

    async increment(id, amounts, { initial, once } = {}) {
      around.isClosed()
      checkAmounts(amounts, shape, once)
      const change: Change = { $inc: amounts }
      const first: Stored = { ...structuredClone(initial), _id: id }
      checkNewDocument(first, shape, checkWhole)
      applyChange(first, change)
      if (once) Object.assign(first, { _newest: { [once.series]: once.number } })
      const newest = once && `_newest.${once.series}`
      const noted = once && newest ? { $set: { [newest]: once.number } } : {}
      const update = { ...updateFor(change, shape), ...noted } as mongo.UpdateFilter<Stored>
      const older = once && newest ? ({ [newest]: { $not: { $gte: once.number } } } as Query) : {}
      const query = both({ _id: id }, both(alive({}), older))
      const add = () => write(async () => (await collection.updateOne(query, update)).matchedCount > 0)
      const done = (await add()) || (await insertOrConflict(first)) || (await add())
      if (done) changes.wrote(id)
      return done
    },

    applied: (id) =>
      read(async () => {
        const doc = await collection.findOne(alive({ _id: id }), { projection: { _newest: 1 } })
        return { ...(doc as WholeDocument | null)?._newest }
      }),

    async recount(doc, applied) {
      around.isClosed()
      checkNewDocument(doc, shape, checkWhole)
      const { _id, ...fields }: Stored & Record<string, unknown> = stamped(doc)
      const series = Object.keys(applied)
      if (series.length === 0) {
        const bare = () =>
          write(async () => {
            const none = both({ _id }, { _newest: { $exists: false } } as Query)
            return (await collection.replaceOne(none, fields as mongo.WithoutId<Stored>)).matchedCount > 0
          })
        const done = (await bare()) || (await insertOrConflict(doc)) || (await bare())
        if (done) changes.wrote(_id)
        return done
      }
      // A new series comes with a document read anew: the object as a whole has to be what it was.
      const same = both({ _id }, { _newest: applied } as Query)
      const whole = { ...fields, _newest: applied } as mongo.WithoutId<Stored>
      const done = await write(async () => (await collection.replaceOne(same, whole)).matchedCount > 0)
      if (done) changes.wrote(_id)
      return done
    },

    async delete(filter) {
      around.isClosed()
      checkFilter(filter)
      return changes.wrotePerhaps(filter, () => write(async () => (await collection.deleteMany(alive(filter))).deletedCount))
    },

    copyOut: (after) =>
      read(async () => {
        const plan = planner({}, { _id: 1 })
        const query = after === undefined ? alive({}) : both(alive({}), beyondPosition(plan, readPageKey(plan, after)))
        const docs = await collection
          .find(query, { projection: { _expires: 0 } })
          .sort({ _id: 1 })
          .limit(copiedAtOnce)
          .toArray()
        const last = docs.at(-1)
        const next = last && docs.length === copiedAtOnce ? { next: pageKey(plan, last) } : {}
        return { items: docs as WholeDocument[], ...next }
      }),

    copyIn: (docs) =>
      write(async () => void (docs.length > 0 && (await collection.insertMany(docs.map((doc) => kept(doc, shape)))))),

    subscribe: (listener, missed = () => {}) =>
      changes.listen({ change: telling<T>(seen, { change: listener, missed }), missed }),
  }
}

/** The fields asked for and those the next page is found by. */
function shown(fields: string[], sort: [string, 1 | -1][]): Record<string, 1> {
  const all = [...fields, ...sort.map(([field]) => field.split('.', 1)[0] as string), '_id']
  return Object.fromEntries(all.map((field) => [field, 1]))
}
