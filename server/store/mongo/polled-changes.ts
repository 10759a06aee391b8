import { randomUUID } from 'node:crypto'
import type { mongo } from 'mongoose'
import type { Stored } from '../contract.ts'
import type { Changes } from './changes.ts'

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
const keptSeconds = 60

/**
 * For a server that is not a replica set: every write leaves a note in a small journal that is read once a second by its index.
 */
export function pollChanges(db: mongo.Db, collection: mongo.Collection<Stored>, log: (line: string) => void): Changes {
  const journal = db.collection<Note>(journalName)
  const listeners = new Set<Parameters<Changes['listen']>[0]>()
  let pending: Note[] = []
  let timer: NodeJS.Timeout | undefined
  let since = 0
  let told = new Map<string, number>()
  let closed = false
  let indexed: Promise<unknown> | undefined

  const complain = (error: Error) => closed || log(`changes of ${collection.collectionName} could not be told: ${error.message}`)

  function note(ids: string[]): void {
    const at = new Date()
    if (pending.length === 0 && ids.length > 0) setImmediate(() => void flush().catch(complain))
    for (const id of ids) pending.push({ _id: randomUUID(), collection: collection.collectionName, id, at })
  }

  async function flush(): Promise<void> {
    const notes = pending
    pending = []
    indexed ??= journal.createIndexes([
      { name: 'recent', key: { collection: 1, at: 1 } },
      { name: 'expiry', key: { at: 1 }, expireAfterSeconds: keptSeconds },
    ])
    await indexed
    await journal.insertMany(notes, { ordered: false })
  }

  async function poll(): Promise<void> {
    const started = Date.now()
    const filter = { collection: collection.collectionName, at: { $gte: new Date(since - overlap) } }
    const notes = (await journal.find(filter).toArray()).filter(({ _id }) => !told.has(_id))
    const ids = [...new Set(notes.map(({ id }) => id))]
    const docs = new Map(
      (ids.length > 0 ? await collection.find({ _id: { $in: ids } }).toArray() : []).map((doc) => [doc._id, doc]),
    )
    for (const { _id } of notes) told.set(_id, started)
    told = new Map([...told].filter(([, at]) => at > started - 3 * overlap))
    since = started
    for (const id of ids) for (const listener of listeners) listener({ id, doc: structuredClone(docs.get(id) ?? null) })
  }

  function schedule(): void {
    if (closed || listeners.size === 0) return
    timer = setTimeout(() => void poll().catch(complain).finally(schedule), every).unref()
  }

  return {
    listen(listener) {
      if (listeners.size === 0) {
        since = Date.now() + overlap
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
      const result = await act()
      note(docs.map(({ _id }) => _id))
      return result
    },
    async close() {
      closed = true
      clearTimeout(timer)
      if (pending.length > 0) await flush().catch(() => {})
    },
  }
}
