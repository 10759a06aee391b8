import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createConnection, mongo } from 'mongoose'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Stored } from '#server/store/contract.ts'
import { type Changes, streamChanges } from '#server/store/mongo/changes.ts'
import { pollChanges } from '#server/store/mongo/polled-changes.ts'
import { mongoTestUri } from '#tests/support/mongo.ts'

const silent = () => {}
const eventually = { timeout: 15_000, interval: 50 }
const network = new mongo.MongoNetworkError('connection closed')
const historyLost = new mongo.MongoServerError({ message: 'Resume of change stream was not possible', code: 286 })
const tooLarge = new mongo.MongoServerError({ message: 'BSONObj size is invalid', code: 10_334 })

async function database(): Promise<mongo.Db> {
  const uri = new URL(mongoTestUri as string)
  uri.pathname = `/alur-${randomUUID()}`
  const connection = await createConnection(uri.href).asPromise()
  onTestFinished(async () => {
    await connection.dropDatabase()
    await connection.close()
  })
  return connection.db as mongo.Db
}

/** What somebody hears. */
function listenTo(changes: Changes) {
  const heard: string[] = []
  let missed = 0
  changes.listen({ change: ({ id }) => heard.push(id), missed: () => missed++ })
  onTestFinished(() => changes.close())
  return { heard, missed: () => missed }
}

/** The same thing with some of its methods replaced. */
const withMethods = <T extends object>(real: T, methods: Partial<T>): T =>
  new Proxy(real, {
    get: (target, name) => {
      if (Object.hasOwn(methods, name)) return Reflect.get(methods, name)
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

/** A collection whose change stream breaks when told to, and begins again only after the refusals given. */
function breakable(collection: mongo.Collection<Stored>) {
  let stream: mongo.ChangeStream<Stored>
  let refusals: Error[] = []
  const watch = (...given: Parameters<typeof collection.watch>) => {
    stream = collection.watch(...given) as unknown as typeof stream
    const refusal = refusals.shift()
    if (refusal) queueMicrotask(() => stream.emit('error', refusal))
    return stream
  }
  return {
    watched: withMethods(collection, { watch: watch as unknown as typeof collection.watch }),
    begun: () => once(stream, 'resumeTokenChanged'),
    refuse: (...errors: Error[]) => {
      refusals = errors
    },
    break: () => stream.emit('error', network),
    drop: () => stream.emit('change', { _id: {}, operationType: 'invalidate' } as mongo.ChangeStreamInvalidateDocument),
  }
}

describe.runIf(mongoTestUri)('a change stream that breaks', () => {
  async function streamed(skip: () => void) {
    const db = await database()
    if (!(await db.command({ hello: 1 })).setName) skip()
    const collection = db.collection<Stored>('things')
    const { watched, ...stream } = breakable(collection)
    return { collection, stream, changes: streamChanges(watched, silent) }
  }

  it.for([
    ['goes on where it was', []],
    ['goes on where it was when the server comes back late', [network, network]],
  ] as const)('%s', async ([, refusals], { skip }) => {
    const { collection, stream, changes } = await streamed(skip)
    const { heard, missed } = listenTo(changes)
    await stream.begun()
    stream.refuse(...refusals)
    stream.break()
    await collection.insertOne({ _id: 'meanwhile' })
    await vi.waitFor(() => expect(heard).toEqual(['meanwhile']), eventually)
    expect(missed()).toBe(0)
  })

  it.for([
    ['the server has lost its history', historyLost],
    ['the next change is too large for the server', tooLarge],
  ] as const)('begins anew and says that something was missed when %s', async ([, refusal], { skip }) => {
    const { collection, stream, changes } = await streamed(skip)
    const { heard, missed } = listenTo(changes)
    await stream.begun()
    stream.refuse(refusal)
    stream.break()
    await collection.insertOne({ _id: 'meanwhile' })
    await vi.waitFor(() => expect(missed()).toBe(1), eventually)
    await collection.insertOne({ _id: 'afterwards' })
    await vi.waitFor(() => expect(heard).toEqual(['afterwards']), eventually)
    expect(missed()).toBe(1)
  })

  it('begins anew and says that something was missed when the collection was dropped', async ({ skip }) => {
    const { collection, stream, changes } = await streamed(skip)
    const { heard, missed } = listenTo(changes)
    await stream.begun()
    stream.drop()
    await vi.waitFor(() => expect(missed()).toBe(1), eventually)
    await collection.insertOne({ _id: 'afterwards' })
    await vi.waitFor(() => expect(heard).toEqual(['afterwards']), eventually)
  })

  it('says that something was missed when it could not begin at once', async ({ skip }) => {
    const { stream, changes } = await streamed(skip)
    stream.refuse(network)
    const { missed } = listenTo(changes)
    expect(missed()).toBe(0)
    await vi.waitFor(() => expect(missed()).toBe(1), eventually)
  })
})

it('changes are polled once a second also when listeners went and came while they were read', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const reads: ((notes: never[]) => void)[] = []
  const toArray = () => new Promise((resolve) => reads.push(resolve))
  const db = { collection: () => ({ find: () => ({ toArray }) }) } as unknown as mongo.Db
  const changes = pollChanges(db, { collectionName: 'things' } as mongo.Collection<Stored>, silent)
  const listener = { change: silent, missed: silent }
  const stop = changes.listen(listener)
  await vi.advanceTimersByTimeAsync(1_000)
  stop()
  changes.listen(listener)
  reads[0]?.([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(reads).toHaveLength(2)
  await changes.close()
})

describe.runIf(mongoTestUri)('changes that are polled', () => {
  it('are said to be missed by who could not read them for as long as they are kept', async () => {
    const db = await database()
    let clock = Date.now()
    const changes = pollChanges(db, db.collection<Stored>('things'), silent, () => clock)
    const { heard, missed } = listenTo(changes)
    clock += 30_000
    changes.wrote('in time')
    await vi.waitFor(() => expect(heard).toEqual(['in time']), eventually)
    expect(missed()).toBe(0)
    clock += 120_000
    await vi.waitFor(() => expect(missed()).toBe(1), eventually)
  })

  it('are told although they could not be noted at first', async () => {
    const db = await database()
    let faults = 1
    const journal = db.collection('_changes')
    const insertMany = (...given: Parameters<typeof journal.insertMany>) =>
      faults-- > 0 ? Promise.reject(network) : journal.insertMany(...given)
    const faulty = withMethods(db, { collection: () => withMethods(journal, { insertMany }) } as unknown as Partial<mongo.Db>)
    const changes = pollChanges(faulty, db.collection<Stored>('things'), silent)
    const { heard } = listenTo(changes)
    changes.wrote('x')
    await vi.waitFor(() => expect(heard).toEqual(['x']), eventually)
    expect(faults).toBe(-1)
  })
})
