import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const cache = join(root, 'node_modules/.cache')
const hour = 3_600_000

/**
 * The folder of the built editor, named after its newest source. Builds it where there is none: apart and then into place, so that test
 * files which start together neither see half a build nor take one away from each other.
 */
export function builtEditor(): string {
  const sources = ['editor', 'nodes', 'runtime', 'schemas', 'tests/flows'].map((name) => join(root, name)).filter(existsSync)
  const built = join(cache, `editor-under-test.${Math.round(Math.max(...sources.map(newest)))}`)
  if (existsSync(built)) return built
  forgetOldBuilds()
  const fresh = `${built}.${process.pid}`
  // As people get it: vitest's own NODE_ENV would build React for developers.
  build('editor', ['--outDir', fresh, '--emptyOutDir'], { ...process.env, NODE_ENV: 'production' })
  try {
    renameSync(fresh, built)
  } catch (error) {
    if (!existsSync(built)) throw error
    // Another test file was faster.
    rmSync(fresh, { recursive: true })
  }
  return built
}

/** The widget's script, beside the built editor as in `dist`: file by file into place, under those who read it. */
export function builtWidget(): void {
  const [place, fresh] = [join(cache, 'widget'), join(cache, `widget.${process.pid}`)]
  build('widget', ['--config', 'vite.widget.config.ts', '--outDir', fresh])
  mkdirSync(place, { recursive: true })
  for (const file of readdirSync(fresh)) renameSync(join(fresh, file), join(place, file))
  rmSync(fresh, { recursive: true })
}

function build(what: string, args: string[], env = process.env): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', ...args, '--logLevel', 'warn'],
    { cwd: root, encoding: 'utf8', env },
  )
  if (status !== 0) throw new Error(`the ${what} does not build:\n${stdout}${stderr}`)
}

function forgetOldBuilds(): void {
  if (!existsSync(cache)) return
  for (const name of readdirSync(cache).filter((each) => each.startsWith('editor-under-test')))
    if (statSync(join(cache, name)).mtimeMs < Date.now() - hour) rmSync(join(cache, name), { recursive: true })
}

const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  )
