import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** The files beside a source that it imports, and those that they import. */
function withWhatItImports(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found
  found.add(path)
  for (const [, name] of read(path).matchAll(/(?:from|import\(|import)\s*['"](\.{1,2}\/[^'"]+)['"]/g))
    withWhatItImports(normalize(join(dirname(path), name as string)), found)
  return found
}

it('the image’s build is given every file that its own settings read', () => {
  const letIn = [...read('.dockerignore').matchAll(/^!(.+)$/gm)].map(
    ([, glob]) => new RegExp(`^${(glob as string).replaceAll('.', '\\.').replaceAll('*', '[^/]*')}(/|$)`),
  )
  const isLetIn = (path: string): boolean => letIn.some((pattern) => pattern.test(path))
  const settings = readdirSync(root).filter((name) => /^vite\..*config\.ts$/.test(name))
  const needed = settings.flatMap((name) => [...withWhatItImports(name)])
  expect(needed.filter((path) => !isLetIn(path))).toEqual([])
  expect(needed).toContain('vite.precompress.ts')
})

it('the image has every file that its start reads', () => {
  const copied = read('Dockerfile')
  const needed = [...withWhatItImports('server/commands/run-built.mjs')]
  expect(needed.filter((path) => !copied.includes(path))).toEqual([])
})
