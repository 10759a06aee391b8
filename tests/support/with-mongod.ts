import { spawn } from 'node:child_process'
import { MongoMemoryReplSet } from 'mongodb-memory-server-core'

/**
 * Starts a real MongoDB, a replica set of one, and runs the command given with `MONGODB_TEST_URI` set:
 * `node --import tsx tests/support/with-mongod.ts vitest run tests/store`. The server is downloaded the first time.
 */
const [command, ...args] = process.argv.slice(2)
if (!command) {
  process.stderr.write('Say what to run: with-mongod.ts <command> [arguments]\n')
  process.exit(2)
}

const server = await startServer()
const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, MONGODB_TEST_URI: server.getUri() } })
const code = await new Promise<number>((resolve) => {
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    resolve(127)
  })
  child.on('close', (status) => resolve(status ?? 1))
})
await server.stop()
process.exit(code)

async function startServer(): Promise<MongoMemoryReplSet> {
  try {
    return await MongoMemoryReplSet.create({
      binary: { version: '8.0.4' },
      replSet: { count: 1, storageEngine: 'wiredTiger' },
    })
  } catch (error) {
    process.stderr.write(`No MongoDB could be started here: ${error instanceof Error ? error.message : error}\n`)
    process.stderr.write('Start one yourself and set MONGODB_TEST_URI to its connection string instead.\n')
    process.exit(1)
  }
}
