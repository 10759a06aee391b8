import { loadSecretKey, makeSecrets } from '#server/secret-key.ts'
import { openStore } from '#server/store/open.ts'
import { type ChildServer, startChild, temporaryFolder } from '#tests/support/child-server.ts'
import { databaseOf, dropDatabase } from '#tests/support/mongo.ts'
import { seedShop } from '#tests/support/seed.ts'
import { fill } from './fill.ts'

/** A store with the measured flow in it, and the server on it. */
export interface Shop {
  server: ChildServer
  env: Record<string, string>
  stop(): Promise<void>
  restart(): Promise<void>
  /** Stops the server and removes the store. */
  close(): Promise<void>
}

export interface Peer {
  url: string
  place: string
}

const secretKey = 'b'.repeat(64)

/** Makes a store, on `mongoServer` or in a folder, with `waiting` chats in it, and starts the server. */
export async function openShop(options: { peer: Peer; mongoServer?: string; waiting?: number }): Promise<Shop> {
  const folder = temporaryFolder()
  const mongoUri = options.mongoServer && databaseOf(options.mongoServer)
  const place = { folder: folder.path, ...(mongoUri ? { mongoUri } : {}) }
  const store = await openStore(place)
  const secrets = makeSecrets(loadSecretKey({ given: secretKey, dataFolder: folder.path }))
  await seedShop(store, secrets, { apiBaseUrl: options.peer.url })
  await store.close()
  if (options.waiting) await fill(place, options.waiting)

  const env = { ALUR_DATA: folder.path, ALUR_SECRET_KEY: secretKey, ...(mongoUri ? { MONGODB_URI: mongoUri } : {}) }
  const start = (): Promise<ChildServer> => startChild('server', { env, args: ['--allow', options.peer.place] })
  const shop: Shop = {
    server: await start(),
    env,
    stop: async () => void (await shop.server.end('SIGTERM')),
    restart: async () => {
      shop.server = await start()
    },
    close: async () => {
      await shop.server.end('SIGKILL')
      if (mongoUri) await dropDatabase(mongoUri)
      folder.remove()
    },
  }
  return shop
}
