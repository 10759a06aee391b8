import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { withV8Flags } from './with-v8-flags.mjs'

/**
 * `npm start` and `npm run demo`: builds first when a source is newer than the build, then runs it in this process. The other commands
 * never build, since a server may be running what is built: they run from their sources then. An install without the developers'
 * tools (`npm ci --omit=dev`) runs the build it came with.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const command = process.argv[2] ?? 'start'
const built = join(root, `dist/server/${command}.js`)
const serves = command === 'start' || command === 'demo'
if (serves) await withV8Flags()
// What is left are the command's own.
process.argv.splice(2, 1)

const canBuild = existsSync(join(root, 'node_modules/vite'))
if (!existsSync(built) && !canBuild) {
  process.stderr.write(
    'There is no build in dist, and the developers’ tools that make one are not installed. Run `npm ci && npm run build`, here or on another machine, and bring dist along.\n',
  )
  process.exit(1)
}
const isOld = canBuild && (!existsSync(built) || newestIn(root) > statSync(built).mtimeMs)
if (isOld && serves) {
  await checkSettings()
  build()
}
process.env.NODE_ENV ??= 'production'
if (isOld && !serves) {
  const { register } = await import('tsx/esm/api')
  register()
  await import(`./${command}.ts`)
} else await import(pathToFileURL(built).href)

/** A wrong setting is told at once, not after half a minute of building. */
async function checkSettings() {
  const { tsImport } = await import('tsx/esm/api')
  const { readConfig } = await tsImport('../config.ts', import.meta.url)
  try {
    readConfig(process.env)
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

function build() {
  process.stdout.write('Building Alur (once, about half a minute)…\n')
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  process.stderr.write(`${stdout}${stderr}\nThe build failed.\n`)
  process.exit(1)
}

/** When the newest source changed, in ms. */
function newestIn(folder) {
  const ofTheBuild = readdirSync(folder).filter((name) => /^vite\..+\.ts$/.test(name))
  const sources = ['editor', 'nodes', 'runtime', 'schemas', 'server', 'tests/flows', 'package-lock.json', ...ofTheBuild]
  return Math.max(...sources.filter((name) => existsSync(join(folder, name))).map((name) => newest(join(folder, name))))
}

function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
