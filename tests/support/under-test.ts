import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { assemble } from '#server/assemble.ts'
import { openCopyDoor } from '#server/backup/copy-door.ts'
import { readConfig } from '#server/config.ts'
import { sayFarewell } from '#server/farewell.ts'
import { createLog } from '#server/log.ts'
import { openMigrated } from '#server/migrations/open-migrated.ts'
import { rebuildAtDoor } from '#server/rebuild/rebuild-at-door.ts'
import { loadSecretKey, makeSecrets } from '#server/secret-key.ts'

/**
 * The server as `server/start.ts` starts it, with four doors that only tests may open: inner services that it may call
 * (`--allow host:port`), a clock that goes ahead (`--ahead ms`), a line on standard output once it listens, and one after garbage
 * was collected (SIGUSR2).
 */
const given = (name: string) => process.argv.flatMap((argument, i) => (argument === name ? [process.argv[i + 1] as string] : []))
const aheadMs = Number(given('--ahead')[0] ?? 0)
const now = () => Date.now() + aheadMs
const config = readConfig(process.env)
const log = createLog(config.logLevel)
const store = await openMigrated({
  folder: config.dataFolder,
  checkWhole: config.checkReplies,
  now,
  log: (line) => log.warn(line),
  ...(config.mongodbUri ? { mongoUri: config.mongodbUri } : {}),
})
const secrets = makeSecrets(
  loadSecretKey({ dataFolder: config.dataFolder, ...(config.secretKey ? { given: config.secretKey } : {}) }),
)
const server = await assemble({
  config,
  store,
  secrets,
  log,
  now,
  allowPrivate: given('--allow'),
  editorFolder: config.dataFolder,
})

const copyDoor = openCopyDoor({ store, folder: config.dataFolder, log, others: { rebuild: rebuildAtDoor(store, now) } })

let stopping = false
process.on('SIGTERM', () => {
  if (stopping) return
  stopping = true
  copyDoor.close()
  void sayFarewell(server, store).then(() => process.exit(0))
})

process.on('SIGUSR2', async () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  // What one collection frees goes back to the system behind it, and some of it only with the next one.
  for (let round = 0; round < 3; round++) {
    collect()
    await setTimeout(500)
  }
  process.stdout.write('collected\n')
})

const { port } = await server.listen(config.port, '127.0.0.1')
process.stdout.write(`listening ${port}\n`)
