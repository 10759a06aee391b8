import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { collectDefaultMetrics } from 'prom-client'
import { assemble } from './assemble.ts'
import { ConfigError, readConfig } from './config.ts'
import { sayFarewell } from './farewell.ts'
import { createLog } from './log.ts'
import { loadSecretKey, makeSecrets } from './secrets.ts'
import { users } from './store/collections.ts'
import { openStore } from './store/open.ts'
import { ensureOwner } from './use-cases/ensure-owner.ts'

/** Reads the environment, opens the store, listens. The only file that does something when it is imported. */
try {
  await start()
} catch (error) {
  // A sentence for what the operator can mend; the whole error for what they cannot.
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  process.exit(1)
}

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const store = await openStore({
    folder: config.dataFolder,
    log: (line) => log.warn(line),
    ...(config.mongodbUri ? { mongoUri: config.mongodbUri } : {}),
  })
  const secrets = makeSecrets(
    loadSecretKey({ dataFolder: config.dataFolder, ...(config.secretKey ? { given: config.secretKey } : {}) }),
  )
  const server = await assemble({ config, store, secrets, log, editorFolder: editorFolder() })
  collectDefaultMetrics({ register: server.deps.metrics })
  await ensureOwner(server.deps)
  const owned = (await store.collection(users).count({})) > 0
  // Until someone owns this server it is reachable from this machine only, unless asked for by name.
  const host = config.host ?? (owned ? '0.0.0.0' : '127.0.0.1')
  const { url } = await server.listen(config.port, host)
  log.info({ url, store: store.kind }, owned ? 'Alur is ready' : `Alur is ready; open ${url} to create its owner`)

  let stopping = false
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    await sayFarewell(server, store)
    process.exit(0)
  }
  process.on('SIGTERM', (signal) => void stop(signal))
  process.on('SIGINT', (signal) => void stop(signal))
}

/** `dist/editor`, seen from the sources as well as from the built server. */
function editorFolder(): string {
  const here = fileURLToPath(new URL('.', import.meta.url))
  return resolve(here, /[\\/]dist[\\/]server[\\/]$/.test(here) ? '../editor' : '../dist/editor')
}
