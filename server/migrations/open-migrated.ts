import type { Store } from '../store/contract.ts'
import { type OpenStore, openStore } from '../store/open.ts'
import { migrateStore } from './migrate-store.ts'

/**
 * Opens the store for a server: brought to this release before anybody reads it. `progress` is told how far that is. Rejects with `MadeLater`,
 * and leaves the store as it is, where a later release has been.
 */
export async function openMigrated({ progress, ...options }: OpenStore & { progress?: (line: string) => void }): Promise<Store> {
  const store = await openStore(options)
  try {
    const { now } = options
    await migrateStore(store, { ...(now ? { now } : {}), ...(progress ? { log: progress } : {}) })
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}
