import mongoose, { type Connection, mongo, Schema } from 'mongoose'
import { type CollectionDefinition, type Store, type Stored, StoreUnavailable, StoreUsageError } from '../contract.ts'
import type { CopyableCollection } from '../copying.ts'
import { type Shape, shapeOf } from '../shape.ts'
import { type Changes, streamChanges } from './changes.ts'
import { createCollection } from './collection.ts'
import { pollChanges } from './polled-changes.ts'
import { expiryIndex, indexFor } from './translate.ts'

export interface MongoOptions {
  /** Whether documents are looked at to their last value when they are written; production trusts its own code. */
  checkWhole?: boolean
  log?: (line: string) => void
  /** A clock that is not the server's: what has expired is hidden by it, and MongoDB deletes nothing by its own. */
  now?: () => number
}

export interface MongoStore extends Store {
  collection<T extends Stored>(definition: CollectionDefinition<T>): CopyableCollection<T>
}

const defaultDatabase = 'alur'
const pingWithin = 2_000
/** A collection of its own, with one document: written to see whether the database takes writes again. */
const probe = 'probe'

/** Opens the document store in a MongoDB database: the one the connection string names, else `alur`. */
export async function openMongo(
  uri: string,
  { checkWhole = true, log = () => {}, now = Date.now }: MongoOptions = {},
): Promise<MongoStore> {
  const connection = await connect(uri)
  const db = connection.getClient().db(connection.name)
  const hasStreams = await isReplicated(db)
  if (!hasStreams) log('MongoDB is not a replica set: changes are polled every second instead of streamed')
  const known = new Map<string, { of: CollectionDefinition<Stored>; collection: CopyableCollection<Stored>; changes: Changes }>()
  const refusals = { count: 0, now: false }
  let closed = false
  const isClosed = () => {
    if (closed) throw new StoreUnavailable('the store is closed')
  }

  function make(definition: CollectionDefinition<Stored>): CopyableCollection<Stored> {
    isClosed()
    const shape = shapeOf(definition)
    const native = db.collection<Stored>(definition.name)
    const model = modelOf(connection, definition, shape, now === Date.now)
    const changes = hasStreams ? streamChanges(native, log) : pollChanges(db, native, log)
    const ready = once(async () => void (await model.syncIndexes()))
    const collection = createCollection(shape, { collection: native, ready, now, checkWhole, changes, isClosed, refusals })
    known.set(definition.name, { of: definition, collection, changes })
    return collection
  }

  return {
    kind: 'mongo',
    alone: false,
    collection<T extends Stored>(definition: CollectionDefinition<T>) {
      const made = known.get(definition.name)
      if (made && made.of !== definition && JSON.stringify(made.of.indexes) !== JSON.stringify(definition.indexes))
        throw new StoreUsageError(`${definition.name} is defined twice, with different indexes`)
      return (made?.collection ?? make(definition)) as unknown as CopyableCollection<T>
    },
    refusals: () => refusals,
    async ping(withinMs = pingWithin) {
      isClosed()
      // Nobody may be writing any more, because it said no: it is asked again.
      const asked = refusals.now
        ? db.collection<Stored>(probe).updateOne({ _id: probe }, { $set: { at: now() } }, { upsert: true })
        : db.command({ ping: 1 })
      await within(withinMs, asked)
      refusals.now = false
    },
    async close() {
      if (closed) return
      closed = true
      for (const { changes } of known.values()) await changes.close()
      await connection.close()
    },
  }
}

async function connect(uri: string): Promise<Connection> {
  const options = {
    maxPoolSize: 64,
    serverSelectionTimeoutMS: 2_000,
    connectTimeoutMS: 2_000,
    socketTimeoutMS: 20_000,
    waitQueueTimeoutMS: 5_000,
    retryWrites: true,
    w: 'majority' as const,
    ignoreUndefined: true,
    autoIndex: false,
    autoCreate: false,
    ...(hasDatabase(uri) ? {} : { dbName: defaultDatabase }),
  }
  try {
    return await mongoose.createConnection(uri, options).asPromise()
  } catch (cause) {
    throw new StoreUnavailable(`The database in MONGODB_URI cannot be opened: ${reasonOf(cause)}.`, { cause })
  }
}

/** The driver's words, except where it repeats what stands before an @: a password may be in it. */
const reasonOf = (cause: unknown): string =>
  cause instanceof Error && !(cause instanceof mongo.MongoRuntimeError) ? cause.message : 'it is malformed'

const hasDatabase = (uri: string): boolean => /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(uri)

async function isReplicated(db: mongo.Db): Promise<boolean> {
  const hello = await db.command({ hello: 1 })
  return typeof hello.setName === 'string' || hello.msg === 'isdbgrid'
}

/** A model whose schema carries the indexes; documents are JSON already, so nothing is cast and nothing hydrated. */
function modelOf(
  connection: Connection,
  definition: CollectionDefinition<Stored>,
  shape: Shape,
  deletedByServer: boolean,
): mongoose.Model<Stored> {
  const schema = new Schema<Stored>(
    { _id: Schema.Types.Mixed },
    { strict: false, strictQuery: false, versionKey: false, autoIndex: false },
  )
  for (const index of definition.indexes) schema.index(...indexFor(index, shape))
  if (shape.expires) schema.index(...expiryIndex(deletedByServer))
  return connection.model<Stored>(definition.name, schema, definition.name)
}

/** Runs once; a failure is not remembered. */
function once(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= act().catch((error) => {
      running = undefined
      throw error
    })
    return running
  }
}

async function within(ms: number, asked: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreUnavailable(`MongoDB did not answer within ${ms} ms`)), ms)
  })
  try {
    await Promise.race([asked, late])
  } catch (error) {
    throw error instanceof StoreUnavailable
      ? error
      : new StoreUnavailable('The database in MONGODB_URI does not answer.', { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
