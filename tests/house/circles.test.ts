import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const rooms = ['schemas', 'nodes', 'runtime', 'server', 'editor', 'tests']

const sources = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
)

/** The files of ours that a file imports, types too. */
const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([#.][^']*)'/gm)]
    .map(([, specifier = '']) =>
      specifier.startsWith('#') ? specifier.slice(1) : relative(root, resolve(root, file, '..', specifier)),
    )
    .filter((target) => existsSync(join(root, target)))

it('no file imports itself by way of others, not even for a type', () => {
  const imports = new Map(sources.map((file) => [file, importsOf(file)]))
  const done = new Set<string>()
  const circles: string[] = []
  const follow = (file: string, way: string[]): void => {
    const at = way.indexOf(file)
    if (at >= 0) circles.push([...way.slice(at), file].join(' → '))
    if (at >= 0 || done.has(file)) return
    for (const next of imports.get(file) ?? []) follow(next, [...way, file])
    done.add(file)
  }
  for (const file of sources) follow(file, [])
  expect(circles).toEqual([])
  expect(sources.length).toBeGreaterThan(1000)
})
