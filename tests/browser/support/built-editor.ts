import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const built = join(root, 'node_modules/.cache/editor-under-test')

/** The folder of the built editor. Builds it when a source is newer: apart and then into place, so that nobody sees half a build. */
export function builtEditor(): string {
  const sources = ['editor', 'nodes', 'runtime', 'schemas', 'tests/flows'].map((name) => join(root, name)).filter(existsSync)
  const newestSource = Math.max(...sources.map(newest))
  if (existsSync(join(built, 'index.html')) && newestSource < statSync(join(built, 'index.html')).mtimeMs) return built
  const fresh = `${built}.${process.pid}`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'],
    // As people get it: vitest's own NODE_ENV would build React for developers.
    { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (status !== 0) throw new Error(`the editor does not build:\n${stdout}${stderr}`)
  rmSync(built, { recursive: true, force: true })
  renameSync(fresh, built)
  return built
}

/** The widget's script, beside the built editor as in `dist`. */
export function builtWidget(): void {
  const args = [
    'build',
    '--config',
    'vite.widget.config.ts',
    '--outDir',
    join(root, 'node_modules/.cache/widget'),
    '--logLevel',
    'warn',
  ]
  const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the widget does not build:\n${stdout}${stderr}`)
}

const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  )
