import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Collection, Filter, IndexDefinition, Store } from '#server/store/contract.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { mongoTestUri } from '#tests/support/mongo.ts'
import { openTestMongo } from '#tests/support/stores.ts'
import { inOrder, matches } from './by-the-book.ts'
import { idsOf, pages, type Thing } from './things.ts'

/** Whatever indexes there are and however they are used, a query gives what reading every document would give. */
const small = fc.constantFrom<unknown>('', 'a', 'ab', 'b', '！', '😀', 'a ', 0, 1, 2, -1, 0.5, true, false, null)
const list = fc.array(fc.constantFrom<unknown>('a', 'b', 'ab', 0, 1, 2, 7, null, true), { maxLength: 3, size: 'max' })
const value = fc.oneof(
  { weight: 5, arbitrary: small },
  { weight: 4, arbitrary: list },
  { weight: 1, arbitrary: fc.constant({ z: 1 }) },
)
const thing = fc.record(
  { a: value, b: small, c: fc.oneof(small, fc.record({ d: value }, { requiredKeys: [] })), n: fc.nat(5) },
  { requiredKeys: [] },
)
const things = fc
  .array(thing, { maxLength: 14 })
  .map((docs) => docs.map((doc, at): Thing => ({ _id: `${'xyz'[at % 3]}${at}`, ...doc })))

const bound = fc.constantFrom<string | number>('', 'a', 'ab', 'b', '！', '😀', 0, 1, 2, -1)
const number = fc.integer({ min: -1, max: 3 })
const scalar = fc.constantFrom<string | number | boolean | null>('', 'a', 'ab', 'b', 0, 1, 2, true, null)
const condition = fc.oneof(
  scalar,
  fc.record({ $eq: scalar }),
  { weight: 3, arbitrary: fc.record({ $gt: bound, $lt: bound }) },
  { weight: 3, arbitrary: fc.record({ $gte: number, $lte: number }) },
  fc.record({ $gt: bound, $lte: bound, $ne: scalar }, { requiredKeys: ['$gt'] }),
  fc.record({ $gte: bound, $gt: bound }),
  fc.record({ $lt: bound }),
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({
    $all: fc.array(
      scalar.filter((one) => one !== null),
      { minLength: 1, maxLength: 3 },
    ),
  }),
)
const idCondition = fc.oneof(
  fc.constantFrom<string>('x0', 'y1', 'none'),
  fc
    .record({ $gt: fc.constantFrom('', 'x', 'x3', 'y'), $lt: fc.constantFrom('x9', 'y', 'y4', 'z\uffff') }, { requiredKeys: [] })
    .filter(some),
  fc.record({ $gte: fc.constantFrom('x0', 'y1'), $lte: fc.constantFrom('y4', 'z2') }),
  fc.record({ $in: fc.array(fc.constantFrom('x0', 'y1', 'z2', 'none', 5), { maxLength: 3 }) }),
)
const clause = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('a', 'a', 'a', 'b', 'c', 'c.d', 'n'), condition) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('_id'), idCondition) },
)
const flat = fc
  .uniqueArray(clause, { maxLength: 2, size: 'max', selector: ([name]) => name })
  .map((all) => Object.fromEntries<unknown>(all))
const filter = fc.oneof(
  { weight: 5, arbitrary: flat },
  {
    weight: 1,
    arbitrary: fc
      .tuple(flat, fc.array(flat, { minLength: 1, maxLength: 2 }))
      .map(([one, branches]) => ({ ...one, $or: branches })),
  },
) as fc.Arbitrary<Filter>

const seldom = <V>(arbitrary: fc.Arbitrary<V>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
const way = fc.constantFrom<1 | -1>(1, -1)
const field = fc.constantFrom('a', 'a', 'a', 'b', 'c', 'c.d', 'n')
const index = fc
  .tuple(
    fc.uniqueArray(fc.tuple(field, way), { minLength: 1, maxLength: 3, selector: ([name]) => name }),
    seldom(fc.constantFrom('a', 'b', 'c.d')),
    seldom(fc.constant({ n: 1 })),
  )
  .map(([fields, whenPresent, where]) => ({
    fields: Object.fromEntries(fields),
    ...(whenPresent && { whenPresent }),
    ...(where && { where }),
  }))
  .filter(({ fields }) => ['a', 'c', 'c.d'].filter((name) => name in fields).length < 2)
const indexes = fc
  .uniqueArray(index, { minLength: 1, maxLength: 3, size: 'max', selector: ({ fields }) => JSON.stringify(fields) })
  .map((all) => all.map((one, at): IndexDefinition => ({ name: `i${at}`, ...one })))

const query = fc.record({
  filter,
  limit: fc.integer({ min: 1, max: 6 }),
  pick: fc.nat(),
  flip: fc.boolean(),
  sorted: fc.boolean(),
})
/** Not every server that speaks MongoDB's protocol keeps the lower bound itself when it walks ids backwards. */
const portable = query.filter(({ filter }) => !('$gte' in Object(filter._id)))
type Query = Parameters<Parameters<typeof query.map>[0]>[0]

describe('find through indexes', () => {
  it('gives what a full scan gives (embedded)', { timeout: 240_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'alur-fuzz-'))
    let runs = 0
    let store = await openEmbedded({ folder, sync: false })
    await fc.assert(
      fc.asyncProperty(
        things,
        things,
        indexes,
        fc.array(query, { minLength: 8, maxLength: 8 }),
        fc.constantFrom('none', 'done', 'under way'),
        async (docs, later, declared, queries, checkpoint) => {
          const definition = { name: `fuzz${runs++}`, indexes: declared }
          // Queries meet documents in LMDB, in memory, and on their way from one to the other.
          const now = await fill(store.collection<Thing>(definition), docs, later, async () => {
            if (checkpoint === 'done') await store.checkpoint()
            if (checkpoint === 'under way') void store.checkpoint()
          })
          for (const one of queries) await check(store.collection<Thing>(definition), now, declared, one)
          if (runs % 50 === 0) {
            await store.close()
            store = await openEmbedded({ folder, sync: false })
            for (const one of queries) await check(store.collection<Thing>(definition), now, declared, one)
          }
        },
      ),
      { numRuns: 3_000 },
    )
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it.runIf(mongoTestUri)('gives what a full scan gives (MongoDB)', { timeout: 240_000 }, async () => {
    const store: Store = await openTestMongo()
    let runs = 0
    await fc.assert(
      fc.asyncProperty(things, indexes, fc.array(portable, { minLength: 8, maxLength: 8 }), async (docs, declared, queries) => {
        const collection = store.collection<Thing>({ name: `fuzz${runs++}`, indexes: declared })
        const now = await fill(collection, docs, [])
        for (const one of queries) await check(collection, now, declared, one)
      }),
      { numRuns: 100 },
    )
    await store.close()
  })
})

/** Writes documents, then others over them, and removes some: the entries of what they were must be gone. */
async function fill(
  collection: Collection<Thing>,
  docs: Thing[],
  later: Thing[],
  between = async (): Promise<void> => {},
): Promise<Thing[]> {
  const now = new Map<string, Thing>()
  await collection.insertMany(docs)
  for (const doc of docs) now.set(doc._id, doc)
  await between()
  await Promise.all(later.map((doc) => collection.put(doc)))
  for (const doc of later) now.set(doc._id, doc)
  if (later.length > 3) for (const { _id } of later.slice(0, 2)) now.delete(_id)
  if (later.length > 3) await collection.delete({ _id: { $in: idsOf(later.slice(0, 2)) } })
  return [...now.values()]
}

async function check(
  collection: Collection<Thing>,
  docs: Thing[],
  declared: IndexDefinition[],
  { filter, limit, pick, flip, sorted }: Query,
): Promise<void> {
  const expected = docs.filter((doc) => matches(doc, filter))
  expect(await collection.count(filter)).toBe(expected.length)
  expect(idsOf((await collection.find(filter)).items).sort()).toEqual(idsOf(expected).sort())
  const sort = sorted ? sortOf(declared, filter, pick, flip) : undefined
  if (!sort || expected.some((doc) => Object.keys(sort).some((path) => !isSortable(doc, path)))) return
  const found = await pages(collection, filter, { sort, limit })
  expect(found.flat()).toEqual(idsOf(inOrder(expected, sort)))
  for (const page of found.slice(0, -1)) expect(page).toHaveLength(limit)
}

/** An order one of the indexes gives for this filter, or that of `_id`. */
function sortOf(declared: IndexDefinition[], filter: Filter, pick: number, flip: boolean): Record<string, 1 | -1> {
  const usable = declared.filter(({ whenPresent, where }) => !whenPresent && !where)
  const chosen = usable[pick % (usable.length + 1)]
  const turn = (direction: 1 | -1) => (flip ? -direction : direction) as 1 | -1
  if (!chosen) return { _id: turn(1) }
  const fixed = Object.entries(chosen.fields).findIndex(([path]) => !isFixed(filter[path]))
  const rest = Object.entries(chosen.fields).slice(fixed < 0 ? Object.keys(chosen.fields).length - 1 : fixed)
  return Object.fromEntries(rest.map(([path, direction]) => [path, turn(direction)]))
}

const isFixed = (given: unknown): boolean =>
  given !== undefined && (given === null || typeof given !== 'object' || '$eq' in given)

function isSortable(doc: Thing, path: string): boolean {
  const at = path === 'c.d' ? ((doc.c as { d?: unknown } | null | undefined)?.d ?? null) : (doc[path] ?? null)
  return typeof at !== 'object' || at === null
}

function some(bounds: object): boolean {
  return Object.keys(bounds).length > 0
}
