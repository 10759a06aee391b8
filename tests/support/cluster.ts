import { batches } from '#server/engine/collections.ts'
import { loadSecretKey, makeSecrets } from '#server/secret-key.ts'
import type { Store } from '#server/store/contract.ts'
import { openStore } from '#server/store/open.ts'
import { buildUnderTest, type ChildServer, startChild, temporaryFolder } from './child-server.ts'
import { databaseOf, dropDatabase, mongoTestUri } from './mongo.ts'
import { type SeedOptions, seedShop } from './seed.ts'

export interface ClusterOptions {
  /** One process on a data folder, or two on one MongoDB database. */
  on: 'embedded' | 'mongo'
  /** The WhatsApp peer's base URL. */
  apiBaseUrl?: string
  /** The other channels that there are. */
  seeded?: SeedOptions
  allow?: string[]
  /** More in the store before the first start. */
  prepare?: (store: Store) => Promise<void>
}

/** Server processes on one store, as a test sees them: to be talked to, killed and started again. */
export interface Cluster {
  servers: ChildServer[]
  /** The data folder of a process on one. */
  folder: string
  /** Kills process `i` with -9 and starts it again on its port; how many ms until it listened. */
  kill(i: number): Promise<number>
  /** Ends process `i` with SIGTERM and starts it again; its exit code and how long it took to leave. */
  bounce(i: number): Promise<{ code: number | null; ms: number }>
  /** Ends every process and starts them all again; their clocks go `ms` further ahead. */
  later(ms: number): Promise<void>
  /** Resolves when what killed processes had not counted is counted: the others take it up after a while. Or after a long while. */
  counted(): Promise<void>
  /** Stops every process and opens what they leave. */
  stopAndOpen(): Promise<Store>
  close(): Promise<void>
}

export const places: ClusterOptions['on'][] = mongoTestUri ? ['embedded', 'mongo'] : ['embedded']

export const secretKey = 'f'.repeat(64)
/** What each living process keeps open for turns to come. */
const openBatches = 2
const longestCountingMs = 90_000

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  buildUnderTest()
  const folder = temporaryFolder()
  const uri = options.on === 'mongo' ? databaseOf(mongoTestUri as string) : undefined
  const open = (): Promise<Store> => openStore({ folder: folder.path, ...(uri ? { mongoUri: uri } : {}) })
  const store = await open()
  const secrets = makeSecrets(loadSecretKey({ given: secretKey, dataFolder: folder.path }))
  await seedShop(store, secrets, { ...options.seeded, ...(options.apiBaseUrl ? { apiBaseUrl: options.apiBaseUrl } : {}) })
  await options.prepare?.(store)
  await store.close()

  const env = { ALUR_DATA: folder.path, ALUR_SECRET_KEY: secretKey, ...(uri ? { MONGODB_URI: uri } : {}) }
  const args = (options.allow ?? []).flatMap((place) => ['--allow', place])
  let aheadMs = 0
  const start = (port = 0): Promise<ChildServer> =>
    startChild('server', { env, args: [...args, '--ahead', String(aheadMs)], port })
  const servers = await Promise.all(Array.from({ length: uri ? 2 : 1 }, () => start()))
  const portOf = (i: number): number => Number(new URL((servers[i] as ChildServer).url).port)

  const cluster: Cluster = {
    servers,
    folder: folder.path,
    kill: async (i) => {
      await servers[i]?.end('SIGKILL')
      const began = performance.now()
      servers[i] = await start(portOf(i))
      return performance.now() - began
    },
    bounce: async (i) => {
      const began = performance.now()
      const code = (await servers[i]?.end('SIGTERM')) ?? null
      const ms = performance.now() - began
      servers[i] = await start(portOf(i))
      return { code, ms }
    },
    later: async (ms) => {
      const count = servers.length
      await Promise.all(servers.map((server) => server.end('SIGTERM')))
      aheadMs += ms
      servers.splice(0, count, ...(await Promise.all(Array.from({ length: count }, () => start()))))
    },
    counted: async () => {
      // A start on the embedded store counts what was left before it listens.
      if (!uri) return
      const store = await open()
      const deadline = Date.now() + longestCountingMs
      while ((await store.collection(batches).count({})) > servers.length * openBatches && Date.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 250))
      await store.close()
    },
    stopAndOpen: async () => {
      await Promise.all(servers.map((server) => server.end('SIGTERM')))
      servers.length = 0
      return open()
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.end('SIGKILL')))
      if (uri) await dropDatabase(uri)
      folder.remove()
    },
  }
  return cluster
}
