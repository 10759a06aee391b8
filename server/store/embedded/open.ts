import { open } from 'lmdb'
import { type CollectionDefinition, type Store, type Stored, StoreUnavailable, StoreUsageError } from '../contract.ts'
import { shapeOf } from '../shape.ts'
import { openSpace, type Space, type Tables } from './catalog.ts'
import { createCollection, type EmbeddedCollection } from './collection.ts'
import { createGroupCommit } from './group-commit.ts'
import { lockFolder } from './lock.ts'

export interface EmbeddedOptions {
  /** One process owns it. It must be on a local disk: LMDB's locks and memory map are not safe on a network file system. */
  folder: string
  /** False skips the flush to disk: a power cut would lose everything. Tests only. */
  sync?: boolean
  now?: () => number
}

export interface EmbeddedStore extends Store {
  collection<T extends Stored>(definition: CollectionDefinition<T>): EmbeddedCollection<T>
}

type Listener = (change: { id: string; doc: Stored | null }) => void

const sweepEvery = 5_000

/** Opens the document store that lives in a folder. */
export async function openEmbedded({ folder, sync = true, now = Date.now }: EmbeddedOptions): Promise<EmbeddedStore> {
  const unlock = lockFolder(folder)
  const root = open({
    path: folder,
    noSubdir: false,
    maxDbs: 8,
    noSync: !sync,
    overlappingSync: false,
    mapSize: 16 * 1024 * 1024,
  })
  const tables: Tables = {
    docs: root.openDB({ name: 'docs', keyEncoding: 'binary' }),
    entries: root.openDB({ name: 'entries', keyEncoding: 'binary', encoding: 'string' }),
    catalog: root.openDB({ name: 'catalog' }),
  }
  let closed = false
  const listeners = new Map<Space, Set<Listener>>()
  let news: { space: Space; id: string; doc: Stored | null }[] = []
  const { write, flush } = createGroupCommit(root, tell)
  const known = new Map<string, { of: CollectionDefinition<Stored>; collection: EmbeddedCollection<Stored> }>()

  function tell(): void {
    const told = news
    news = []
    for (const { space, id, doc } of told)
      for (const listener of listeners.get(space) ?? []) listener({ id, doc: structuredClone(doc) })
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
      isClosed: () => closed,
      changed: (where, id, doc) => {
        if (listeners.get(where)?.size) news.push({ space: where, id, doc })
      },
      listen,
    })
    known.set(definition.name, { of: definition, collection })
    return collection
  }

  async function sweep(): Promise<void> {
    for (const { collection } of known.values()) if (!closed) await collection.sweep()
  }
  const sweeper = setInterval(() => void sweep().catch(() => {}), sweepEvery)
  sweeper.unref()

  return {
    kind: 'embedded',
    collection<T extends Stored>(definition: CollectionDefinition<T>) {
      const made = known.get(definition.name)
      if (made && made.of !== definition && JSON.stringify(made.of.indexes) !== JSON.stringify(definition.indexes))
        throw new StoreUsageError(`${definition.name} is defined twice, with different indexes`)
      return (made?.collection ?? make(definition)) as unknown as EmbeddedCollection<T>
    },
    async ping() {
      if (closed) throw new StoreUnavailable('the store is closed')
    },
    async close() {
      if (closed) return
      clearInterval(sweeper)
      flush()
      closed = true
      await root.close()
      unlock()
    },
  }
}
