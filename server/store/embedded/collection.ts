import { instantAt } from '#schemas/instant.ts'
import { applyChange } from '../apply-change.ts'
import { type Filter, type Once, type Stored, StoreUnavailable, UniqueViolation } from '../contract.ts'
import { type CopyableCollection, copiedAtOnce, type WholeDocument } from '../copying.ts'
import { matcher } from '../matches.ts'
import { checkOrder, pageKey, readPageKey } from '../page-key.ts'
import { createPlanner, type Plan } from '../plan.ts'
import type { Sort } from '../plan-sort.ts'
import { checkFilter, checkOptions } from '../validate-filter.ts'
import { checkAmounts, checkChange, checkNewDocument } from '../validate-write.ts'
import { project, reader, telling } from '../visible.ts'
import { createDocuments, type DocumentSurroundings, type Ready } from './documents.ts'
import { indexed, topOf } from './entries.ts'
import type { Write } from './group-commit.ts'
import { inSlices } from './in-slices.ts'
import { type Budget, countRoute, pause, routeOf, type ScanOptions, scan, walk } from './scan.ts'
import type { Space } from './space.ts'

export interface EmbeddedCollection<T extends Stored> extends CopyableCollection<T> {
  /** How a query would be answered: for tests that hold the hot ones to their index. */
  plan(filter: Filter, options?: { sort?: Sort }): Plan
  /** Removes what has expired; reads have not shown it since. How many went. */
  sweep(): Promise<number>
}

/** What a collection takes from its store. */
export interface Surroundings extends DocumentSurroundings {
  write: Write
  isClosed: () => boolean
  listen: (space: Space, listener: (change: { id: string; doc: Stored | null }) => void) => () => void
}

const newestOf = ({ _newest }: WholeDocument, { series }: Once): number =>
  _newest && Object.hasOwn(_newest, series) ? (_newest[series] as number) : Number.NEGATIVE_INFINITY

const sameNumbers = (a: Record<string, number>, b: Record<string, number>): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.keys(a).every((series) => Object.hasOwn(b, series) && a[series] === b[series])

/** The caller may change what it handed over while the commit waits. */
function copyOf<V>(json: V): V {
  if (typeof json !== 'object' || json === null) return json
  if (Array.isArray(json)) return json.map(copyOf) as V
  const copy: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(json)) if (value !== undefined) copy[key] = copyOf(value)
  return copy as V
}

const defaultLimit = 100

export function createCollection<T extends Stored>(space: Space, around: Surroundings): EmbeddedCollection<T> {
  const { tables, write, now } = around
  const { shape } = space
  const planner = createPlanner(shape)
  const documents = createDocuments(space, around)
  const { isDead, load, makeRoom, ready, save } = documents
  const seen = reader(shape, around.checkWhole)
  const stamped = (doc: Stored): Stored => (shape.stamp ? shape.stamp(doc) : doc)
  const query = (filter: Filter, sort?: Sort) => routeOf(space, planner(filter, sort))
  const open = () => {
    if (around.isClosed()) throw new StoreUnavailable('the store is closed')
  }

  /** Lets others have their turn; the store may be closed by then. */
  async function others(): Promise<void> {
    await tables.pace.others()
    open()
  }

  async function idsOf(filter: Filter, options: ScanOptions): Promise<string[]> {
    const ids = new Set<string>()
    await walk(tables, space, query(filter), { ...options, others }, ({ _id }) => {
      ids.add(_id)
      return false
    })
    return [...ids]
  }

  return {
    name: shape.name,
    plan: (filter, options) => planner(filter, options?.sort),

    async sweep() {
      if (!isDead || !shape.expires) return 0
      const ids = await idsOf({ [shape.expires]: { $lte: instantAt(now()) } }, { isDead: null })
      return inSlices(ids, (id) => write(() => makeRoom(id)))
    },

    async get(id) {
      open()
      return seen(load(id)) as T | null
    },

    async getMany(ids) {
      open()
      return [...new Set(ids)].flatMap((id) => (seen(load(id)) as T | null) ?? [])
    },

    async find(filter, options = {}) {
      open()
      checkOptions(options)
      const route = query(filter, options.sort)
      const position = options.after === undefined ? undefined : readPageKey(route.plan, options.after)
      const limit = options.limit ?? defaultLimit
      const docs: Stored[] = []
      let more = false
      const budget: Budget | undefined = options.look === undefined ? undefined : { left: options.look }
      await walk(tables, space, route, { isDead, position, budget, others }, (doc) => {
        more = docs.length === limit
        if (more) return true
        if (options.sort) checkOrder(route.plan, doc)
        docs.push(doc)
        return false
      })
      const last = more ? docs.at(-1) : budget?.left === 0 ? budget.last : undefined
      const next = last && { next: pageKey(route.plan, last) }
      return { items: docs.map((doc) => project(seen(doc), options.fields)) as T[], ...next }
    },

    async count(filter, { atMost = Number.POSITIVE_INFINITY } = {}) {
      open()
      return countRoute(tables, space, query(filter), { isDead, atMost, others })
    },

    async insert(doc) {
      open()
      const checked = check(doc)
      await write(() => documents.insert(checked))
    },

    async insertMany(docs) {
      open()
      const checked = docs.map(check)
      const violations: { position: number; index: string }[] = []
      if (docs.length > 0)
        await write(() => {
          for (const [position, doc] of checked.entries()) {
            try {
              documents.insert(doc)
            } catch (error) {
              if (!(error instanceof UniqueViolation)) throw error
              violations.push({ position, index: error.index })
            }
          }
        })
      return { inserted: docs.length - violations.length, violations }
    },

    async put(doc, where) {
      open()
      const checked = check(doc)
      const matches = test(where)
      return write(() => {
        const before = documents.loadAny(doc._id)
        if (before && matches && !isDead?.(before) && !matches(before)) return false
        save(before && indexed(space, before), checked)
        return true
      })
    },

    async update(id, change, where) {
      open()
      checkChange(change, shape)
      const matches = test(where)
      const asked = copyOf(change)
      const changed = await write(() => {
        const doc = load(id)
        return doc && (!matches || matches(doc)) ? documents.change(doc, asked) : null
      })
      return seen(changed) as T | null
    },

    async updateMany(filter, change) {
      checkChange(change, shape)
      return each(filter, (id) => this.update(id, change, filter).then((doc) => doc !== null))
    },

    async claim(filter, change, sort) {
      open()
      checkChange(change, shape)
      query(filter, sort)
      const asked = copyOf({ filter, change })
      const claimed = await write(() => {
        const route = query(asked.filter, sort)
        for (const doc of scan(tables, space, route, { isDead })) if (doc !== pause) return documents.change(doc, asked.change)
        return null
      })
      return seen(claimed) as T | null
    },

    async increment(id, amounts, { initial, once } = {}) {
      open()
      checkAmounts(amounts, shape, once)
      const start = { _id: id, ...initial }
      checkNewDocument(start, shape)
      const made = copyOf(stamped(start))
      const asked = { $inc: { ...amounts } }
      return write(() => {
        const doc: WholeDocument | null = load(id)
        if (once && doc && once.number <= newestOf(doc, once)) return false
        if (!doc) makeRoom(id)
        const changed = doc ? new Set(Object.keys(asked.$inc).map(topOf)) : undefined
        const before = doc && indexed(space, doc, changed)
        const next: WholeDocument = doc ?? made
        applyChange(next, asked)
        if (once) next._newest = { ...next._newest, [once.series]: once.number }
        save(before, ready(next, changed))
        return true
      })
    },

    async applied(id) {
      open()
      return { ...load(id)?._newest }
    },

    async recount(doc, applied) {
      open()
      checkNewDocument(doc, shape, around.checkWhole)
      const made = JSON.stringify(stamped(doc))
      const asked = { ...applied }
      return write(() => {
        const before: WholeDocument | null = load(doc._id)
        const newest = before?._newest ?? {}
        if (!sameNumbers(newest, asked)) return false
        if (!before) makeRoom(doc._id)
        const next: WholeDocument = JSON.parse(made)
        if (before?._newest) next._newest = newest
        save(before && indexed(space, before), ready(next))
        return true
      })
    },

    async delete(filter) {
      const matches = test(filter)
      return each(filter, (id) =>
        write(() => {
          const doc = load(id)
          if (!doc || !matches?.(doc)) return false
          documents.remove(doc)
          return true
        }),
      )
    },

    async copyOut(after) {
      open()
      const route = query({}, { _id: 1 })
      const items: WholeDocument[] = []
      let more = false
      const position = after === undefined ? undefined : readPageKey(route.plan, after)
      await walk(tables, space, route, { isDead, position, others }, (doc) => {
        more = items.length === copiedAtOnce
        if (more) return true
        items.push(doc)
        return false
      })
      return more ? { items, next: pageKey(route.plan, items.at(-1) as Stored) } : { items }
    },

    async copyIn(docs) {
      open()
      await Promise.all(docs.map((doc) => ready(doc)).map((doc) => write(() => documents.insert(doc))))
    },

    subscribe: (listener, missed) => around.listen(space, telling<T>(seen, { change: listener, missed })),
  }

  /** Does something to every match, a slice at a time so that messages get their turn in between. */
  async function each(filter: Filter, act: (id: string) => Promise<boolean>): Promise<number> {
    open()
    return inSlices(await idsOf(filter, { isDead }), act)
  }

  /** Written out at once: the caller may change its document while the commit waits. */
  function check(doc: Stored): Ready {
    checkNewDocument(doc, shape, around.checkWhole)
    return ready(stamped(doc))
  }

  function test(where: Filter | undefined) {
    if (!where) return null
    checkFilter(where)
    return matcher(where)
  }
}
