import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, it } from 'vitest'
import type { Store } from '#server/store/contract.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { databaseOf, dropDatabase, mongoTestUri } from './mongo.ts'

export type OpenTestStore = (options?: { now?: () => number }) => Promise<Store>

/**
 * Describes the same behaviour for every store: the embedded one always, MongoDB when `MONGODB_TEST_URI` is set. Each `open`
 * gives an empty store of its own, closed and removed after the test that opened it.
 */
export function eachStore(name: string, cases: (open: OpenTestStore) => void): void {
  describeStore(`${name} (embedded)`, openTestEmbedded, cases)
  if (mongoTestUri) describeStore(`${name} (MongoDB)`, openTestMongo, cases)
  else it.skip(`${name} (MongoDB): run npm run test:mongo, or set MONGODB_TEST_URI`)
}

/** An embedded store in a temporary folder that goes when it is closed. */
export const openTestEmbedded: OpenTestStore = async (options) => {
  const folder = mkdtempSync(join(tmpdir(), 'alur-store-'))
  const store = await openEmbedded({ folder, sync: false, ...options })
  return closingWith(store, () => rmSync(folder, { recursive: true, force: true }))
}

/** A database of its own on the test server, dropped when it is closed. */
export const openTestMongo: OpenTestStore = async (options) => {
  const { openMongo } = await import('#server/store/mongo/open.ts')
  const uri = databaseOf(mongoTestUri as string)
  const store = await openMongo(uri, options)
  return closingWith(store, () => dropDatabase(uri))
}

function describeStore(title: string, openStore: OpenTestStore, cases: (open: OpenTestStore) => void): void {
  describe(title, () => {
    const opened: Store[] = []
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close()
    })
    cases(async (options) => {
      const store = await openStore(options)
      opened.push(store)
      return store
    })
  })
}

/** The same store, which also tidies up when it is closed. */
function closingWith(store: Store, tidy: () => void | Promise<void>): Store {
  let closed = false
  return {
    ...store,
    close: async () => {
      if (closed) return
      closed = true
      await store.close()
      await tidy()
    },
  }
}
