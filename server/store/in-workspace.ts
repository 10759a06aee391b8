import type {
  Change,
  Collection,
  CollectionDefinition,
  CountOptions,
  Filter,
  FindOptions,
  Page,
  Store,
  Stored,
} from './contract.ts'

type Owned = Stored & { workspaceId: string }

/** The part of a collection that belongs to one workspace. Nothing reached through it can belong to another. */
export interface WorkspaceCollection<T extends Owned> {
  get(id: string): Promise<T | null>
  getMany(ids: string[]): Promise<T[]>
  find(filter: Filter, options?: FindOptions): Promise<Page<T>>
  count(filter: Filter, options?: CountOptions): Promise<number>
  insert(doc: Omit<T, 'workspaceId'>): Promise<T>
  insertMany(docs: Omit<T, 'workspaceId'>[]): ReturnType<Collection<T>['insertMany']>
  update(id: string, change: Change, where?: Filter): Promise<T | null>
  delete(filter: Filter): Promise<number>
}

/** `definition`'s documents of one workspace: every query names it, so an id from elsewhere finds nothing. */
export function inWorkspace<T extends Owned>(
  store: Store,
  definition: CollectionDefinition<T>,
  workspaceId: string,
): WorkspaceCollection<T> {
  const all: Collection<T> = store.collection(definition)
  const ours = (filter: Filter = {}) => ({ ...filter, workspaceId }) as Filter
  return {
    get: async (id) => {
      const doc = await all.get(id)
      return doc?.workspaceId === workspaceId ? doc : null
    },
    getMany: async (ids) => (await all.getMany(ids)).filter((doc) => doc.workspaceId === workspaceId),
    find: (filter, options) => all.find(ours(filter), options),
    count: (filter, options) => all.count(ours(filter), options),
    insert: async (doc) => {
      const owned = { ...doc, workspaceId } as T
      await all.insert(owned)
      return owned
    },
    insertMany: (docs) => all.insertMany(docs.map((doc) => ({ ...doc, workspaceId }) as T)),
    update: (id, change, where) => all.update(id, change, ours(where)),
    delete: (filter) => all.delete(ours(filter)),
  }
}
