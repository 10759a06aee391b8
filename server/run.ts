import { fileURLToPath } from 'node:url'
import { collectDefaultMetrics } from 'prom-client'
import { ensureOwner, hasUsers, setUpCode } from './accounts/index.ts'
import { type Assembled, assemble } from './assemble.ts'
import { openCopyDoor } from './backup/copy-door.ts'
import { checkSecrets, refuseToMakeKey } from './check-secret-key.ts'
import { type Config, ConfigError } from './config.ts'
import { localUntilOwned } from './door/local-until-owned.ts'
import { sayFarewell } from './farewell.ts'
import { createLog } from './log.ts'
import { openMigrated } from './migrations/open-migrated.ts'
import { rebuildAtDoor } from './rebuild/rebuild-at-door.ts'
import { erasureListIn } from './rights/index.ts'
import { loadSecretKey, makeSecrets } from './secret-key.ts'

/** Opens the store, puts the server together, and listens until the process is told to stop. */
export async function run(config: Config): Promise<{ url: string; server: Assembled }> {
  const log = createLog(config.logLevel)
  // A fault of ours: one message may wait for its next try, but the others go on.
  process.on('unhandledRejection', (error) => log.error({ error }, 'something failed that nobody waited for'))
  const store = await openMigrated({
    folder: config.dataFolder,
    checkWhole: config.checkReplies,
    log: (line) => log.warn(line),
    progress: (line) => log.info(line),
    ...(config.mongodbUri ? { mongoUri: config.mongodbUri } : {}),
  })
  await refuseToMakeKey(store, config)
  const secrets = makeSecrets(
    loadSecretKey({ dataFolder: config.dataFolder, ...(config.secretKey ? { given: config.secretKey } : {}) }),
  )
  // Before anything is sent.
  await checkSecrets(store, secrets, config, log)
  const erasureList = erasureListIn(config.dataFolder)
  const server = await assemble({ config, store, secrets, log, editorFolder: editorFolder(), erasureList })
  collectDefaultMetrics({ register: server.deps.metrics })
  await ensureOwner(server.deps)
  const owned = config.host
    ? await hasUsers(store)
    : await localUntilOwned(server.http, store, () => log.info('Alur has an owner and answers under all addresses'))
  const host = config.host ?? '0.0.0.0'
  const { url } = await server.listen(config.port, host).catch((error: NodeJS.ErrnoException) => {
    throw cannotListen(error, config.port, host)
  })
  const only = config.host ? '' : '; until then only this machine reaches it'
  const setUp = `${config.publicUrl ?? url}/set-up?code=${setUpCode(secrets)}`
  log.info({ url, store: store.kind }, owned ? 'Alur is ready' : `Alur is ready; open ${setUp} to create its owner${only}`)
  // Nobody could set up a server whose log is quiet.
  if (!owned && !log.isLevelEnabled('info')) process.stdout.write(`Open ${setUp} to create the owner of this server${only}.\n`)

  const copyDoor = openCopyDoor({
    store,
    folder: config.dataFolder,
    log,
    others: { rebuild: rebuildAtDoor(store, server.deps.now) },
  })

  let stopping = false
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    copyDoor.close()
    await sayFarewell(server, store).catch((error: unknown) => log.error({ error }, 'the farewell was cut short'))
    process.exit(0)
  }
  process.on('SIGTERM', (signal) => void stop(signal))
  process.on('SIGINT', (signal) => void stop(signal))
  return { url, server }
}

/** Why the system does not let the server listen, in words that name the variable. */
function cannotListen(error: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError(`PORT ${port} is in use at ${host}: stop what listens there, or choose another PORT.`)
    case 'EACCES':
      return new ConfigError(`PORT ${port} is not for this user to listen on: choose one from 1024.`)
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return new ConfigError(`HOST must be an address of this machine, not "${host}" (${error.code}).`)
    default:
      return error
  }
}

/** `dist/editor`, seen from the sources as well as from the built server and its parts. */
function editorFolder(): string {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const built = /^(.*[\\/]dist)[\\/]server[\\/](parts[\\/])?$/.exec(here)?.[1]
  return built ? `${built}/editor` : fileURLToPath(new URL('../dist/editor', import.meta.url))
}
