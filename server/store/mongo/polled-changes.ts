import { randomUUID } from 'node:crypto'
import type { mongo } from 'mongoose'
import type { Stored } from '../contract.ts'
import type { Changes, Listener } from './changes.ts'

/** One line of the journal by which the processes on a server without change streams tell each other what they wrote. */
interface Note extends Stored {
  collection: string
  id: string
  at: Date
}

const journalName = '_changes'
const every = 1_000
/** Clocks of two machines may differ by this much; a note is told of once all the same. */
const overlap = 10_000
const keptMs = 60_000

/**
 * For a server that is not a replica set: every write leaves a note in a small journal that is read once a second by its index.
 */
export function pollChanges(
  db: mongo.Db,
  collection: mongo.Collection<Stored>,
  log: (line: string) => void,
  now: () => number = Date.now,
): Changes {
  const journal = db.collection<Note>(journalName)
  const listeners = new Set<Listener>()
  let pending = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let since = 0
  let told = new Map<string, number>()
  let closed = false
  let indexed: Promise<unknown> | undefined

  const complain = (error: Error) => closed || log(`changes of ${collection.collectionName} could not be told: ${error.message}`)

  function note(ids: string[]): void {
    if (pending.size === 0 && ids.length > 0) setImmediate(() => void flush().catch(complain))
    for (const id of ids) pending.add(id)
  }

  async function flush(): Promise<void> {
    const ids = pending
    if (ids.size === 0) return
    pending = new Set()
    try {
      indexed ??= journal.createIndexes([
        { name: 'recent', key: { collection: 1, at: 1 } },
        { name: 'expiry', key: { at: 1 }, expireAfterSeconds: keptMs / 1000 },
      ])
      await indexed
      const at = new Date(now())
      const notes = [...ids].map((id): Note => ({ _id: randomUUID(), collection: collection.collectionName, id, at }))
      await journal.insertMany(notes, { ordered: false })
    } catch (error) {
      indexed = undefined
      for (const id of ids) pending.add(id)
      if (!closed) setTimeout(() => void flush().catch(complain), every).unref()
      throw error
    }
  }

  async function poll(): Promise<void> {
    const started = now()
    const filter = { collection: collection.collectionName, at: { $gte: new Date(since - overlap) } }
    const notes = (await journal.find(filter).toArray()).filter(({ _id }) => !told.has(_id))
    const ids = [...new Set(notes.map(({ id }) => id))]
    const docs = new Map(
      (ids.length > 0 ? await collection.find({ _id: { $in: ids } }).toArray() : []).map((doc) => [doc._id, doc]),
    )
    for (const { _id } of notes) told.set(_id, started)
    told = new Map([...told].filter(([, at]) => at > started - 3 * overlap))
    const late = started - since > keptMs - overlap
    since = started
    // Some notes may have been gone before they were read.
    if (late) for (const listener of listeners) listener.missed()
    for (const id of ids) for (const listener of listeners) listener.change({ id, doc: structuredClone(docs.get(id) ?? null) })
  }

  function schedule(): void {
    // A poll may have been under way when the last listener went and another came: then two ask for the next.
    clearTimeout(timer)
    if (closed || listeners.size === 0) return
    timer = setTimeout(() => void poll().catch(complain).finally(schedule), every).unref()
  }

  return {
    listen(listener) {
      if (listeners.size === 0) {
        since = now() + overlap
        clearTimeout(timer)
        timer = undefined
      }
      listeners.add(listener)
      if (!timer) schedule()
      return () => void listeners.delete(listener)
    },
    wrote: (...ids) => note(ids),
    async wrotePerhaps(filter, act) {
      const docs = await collection.find(filter as mongo.Filter<Stored>, { projection: { _id: 1 } }).toArray()
      try {
        return await act()
      } finally {
        note(docs.map(({ _id }) => _id))
      }
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await flush().catch(() => {})
    },
  }
}
