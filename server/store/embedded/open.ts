import { open, type RootDatabase } from 'lmdb'
import { Packr } from 'msgpackr'
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
  const tables = openTables(root)
  let closed = false
  const listeners = new Map<Space, Set<Listener>>()
  let news: { space: Space; id: string; packed: Buffer | null }[] = []
  const { write, flush } = createGroupCommit(root, tell, forget)
  const known = new Map<string, { of: CollectionDefinition<Stored>; collection: EmbeddedCollection<Stored>; space: Space }>()

  function tell(): void {
    const told = news
    news = []
    for (const { space, id, packed } of told)
      for (const listener of listeners.get(space) ?? []) listener({ id, doc: packed && packr.unpack(packed) })
  }

  function forget(): void {
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
      isClosed: () => closed,
      pack: (doc) => packr.pack(doc),
      unpack: (packed) => packr.unpack(packed),
      changed: (where, id, packed) => {
        if (listeners.get(where)?.size) news.push({ space: where, id, packed })
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

/** Plain maps, so that a document reads the same whatever was written before it; `undefined` is left out as JSON does. */
const packing = { useRecords: false, skipValues: [undefined] }
const packr = new Packr(packing)

function openTables(root: RootDatabase): Tables {
  const documents = { name: 'docs', keyEncoding: 'binary' as const, encoder: packr }
  return {
    root,
    docs: root.openDB<Stored, Buffer>(documents),
    entries: root.openDB<string, Buffer>({ name: 'entries', keyEncoding: 'binary', encoding: 'string' }),
    catalog: root.openDB({ name: 'catalog' }),
  }
}
