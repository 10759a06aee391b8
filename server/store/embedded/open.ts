import { giveUp } from '../../give-up.ts'
import { type CollectionDefinition, type Store, type Stored, StoreUnavailable, StoreUsageError } from '../contract.ts'
import { shapeOf } from '../shape.ts'
import { openSpace } from './catalog.ts'
import { createCollection, type EmbeddedCollection } from './collection.ts'
import { openTables } from './durable.ts'
import { examineFolder } from './examine.ts'
import type { FolderError } from './folder-error.ts'
import { keepToOwner, refuseForeignFiles } from './keep-to-owner.ts'
import { lockFolder } from './lock.ts'
import type { Space } from './space.ts'

export interface EmbeddedOptions {
  /** One process owns it. It must be on a local disk: LMDB's locks and memory map are not safe on a network file system. */
  folder: string
  /** False skips the flush to disk: a power cut would lose everything. Tests only. */
  sync?: boolean
  now?: () => number
  /** Whether documents are looked at to their last value before they are written; production trusts its own code. */
  checkWhole?: boolean
  /** Told what an operator should know. */
  log?: (line: string) => void
  /** Told when another process has taken the folder over: nothing is written any more. Without it, the process ends at once. */
  lost?: (error: FolderError) => void
}

export interface EmbeddedStore extends Store {
  collection<T extends Stored>(definition: CollectionDefinition<T>): EmbeddedCollection<T>
  copyTo(folder: string): Promise<void>
  /** How much was searched so far, in documents (long ones count for several): for tests that nobody is held up by it. */
  readonly searched: number
  /** Moves what the journal holds to LMDB now rather than when it is due. */
  checkpoint(): Promise<void>
}

type Listener = (change: { id: string; doc: Stored | null }) => void

const sweepEvery = 5_000
/** Written to see whether the folder can be written again. No collection can be called so. */
const probe = '\u007fprobe'
/** As long as a turn: on a full disk something short still fits into the rest of a block. */
const probeLength = 16_384

/** Opens the document store that lives in a folder. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedStore> {
  const { folder, sync = true, now = Date.now, checkWhole = true, log = () => {}, lost = giveUp } = options
  const lock = await lockFolder(folder, lost)
  try {
    keepToOwner(folder, log)
    refuseForeignFiles(folder)
    examineFolder(folder, log)
  } catch (error) {
    lock.release()
    throw error
  }
  let closed = false
  const refusals = { count: 0, now: false }
  const listeners = new Map<Space, Set<Listener>>()
  let news: { space: Space; id: string; json: string | null }[] = []
  const known = new Map<string, { of: CollectionDefinition<Stored>; collection: EmbeddedCollection<Stored>; space: Space }>()
  const durable = await openTables({ folder, sync, log, check: lock.check, committed: tell, failed: forget }).catch(
    (error: unknown) => {
      lock.release()
      throw error
    },
  )
  // LMDB makes its files by its own mode.
  keepToOwner(folder)
  const { tables, write, checkpoint } = durable

  let asking: Promise<void> | undefined
  /** Sees whether the folder takes as much as it has to again; rejects when it does not. */
  const askAgain = (): Promise<void> => {
    asking ??= write(() => tables.catalog.put(probe, String(now()).padEnd(probeLength)))
      .then(() => {
        refusals.now = false
      })
      .finally(() => {
        asking = undefined
      })
    return asking
  }

  function tell(): void {
    if (refusals.now) askAgain().catch(() => {})
    const told = news
    news = []
    for (const { space, id, json } of told)
      for (const listener of listeners.get(space) ?? []) listener({ id, doc: json === null ? null : JSON.parse(json) })
  }

  function forget(count: number): void {
    refusals.count += count
    refusals.now = true
    news = []
    for (const { space } of known.values()) space.recall()
  }

  function listen(space: Space, listener: Listener): () => void {
    const set = listeners.get(space) ?? new Set()
    listeners.set(space, set.add(listener))
    return () => void set.delete(listener)
  }

  function make(definition: CollectionDefinition<Stored>) {
    if (closed) throw new StoreUnavailable('the store is closed')
    const space = openSpace(tables, shapeOf(definition))
    const collection = createCollection(space, {
      tables,
      write,
      now,
      checkWhole,
      isClosed: () => closed,
      changed: (where, id, json) => {
        if (listeners.get(where)?.size) news.push({ space: where, id, json })
      },
      listen,
    })
    known.set(definition.name, { of: definition, collection, space })
    return collection
  }

  async function sweep(): Promise<void> {
    for (const { collection } of known.values()) if (!closed) await collection.sweep()
  }
  const sweeper = setInterval(() => void sweep().catch(() => {}), sweepEvery)
  sweeper.unref()

  return {
    kind: 'embedded',
    alone: true,
    collection<T extends Stored>(definition: CollectionDefinition<T>) {
      const made = known.get(definition.name)
      if (made && made.of !== definition && JSON.stringify(made.of.indexes) !== JSON.stringify(definition.indexes))
        throw new StoreUsageError(`${definition.name} is defined twice, with different indexes`)
      return (made?.collection ?? make(definition)) as unknown as EmbeddedCollection<T>
    },
    refusals: () => refusals,
    get searched() {
      return tables.pace.searched
    },
    checkpoint,
    async copyTo(target) {
      if (closed) throw new StoreUnavailable('the store is closed')
      await durable.copyTo(target)
    },
    async ping() {
      if (closed) throw new StoreUnavailable('the store is closed')
      // Nobody may be writing any more, because it said no: it is asked again.
      if (refusals.now) await askAgain()
    },
    async close() {
      if (closed) return
      clearInterval(sweeper)
      closed = true
      await durable.close()
      lock.release()
    },
  }
}
