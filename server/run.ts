import { fileURLToPath } from 'node:url'
import { collectDefaultMetrics } from 'prom-client'
import { type Assembled, assemble } from './assemble.ts'
import { type Config, ConfigError } from './config.ts'
import { sayFarewell } from './farewell.ts'
import { createLog } from './log.ts'
import { loadSecretKey, makeSecrets } from './secrets.ts'
import { users } from './store/collections.ts'
import { openStore } from './store/open.ts'
import { ensureOwner } from './use-cases/ensure-owner.ts'

/** Opens the store, puts the server together, and listens until the process is told to stop. */
export async function run(config: Config): Promise<{ url: string; server: Assembled }> {
  const log = createLog(config.logLevel)
  const store = await openStore({
    folder: config.dataFolder,
    checkWhole: config.checkReplies,
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
  return { url, server }
}

/** Ends the process: with a sentence for what the operator can mend, with the whole error for what they cannot. */
export function giveUp(error: unknown): never {
  const whole = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${error instanceof ConfigError ? error.message : whole}\n`)
  process.exit(1)
}

/** `dist/editor`, seen from the sources as well as from the built server and its parts. */
function editorFolder(): string {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const built = /^(.*[\\/]dist)[\\/]server[\\/](parts[\\/])?$/.exec(here)?.[1]
  return built ? `${built}/editor` : fileURLToPath(new URL('../dist/editor', import.meta.url))
}
