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

interface Taken {
  from: string
  /** The names as their file calls them; empty where all is meant. */
  names: { name: string; as: string }[]
}

/** What a file takes from files of ours, or hands on from them, types too. */
const takenBy = new Map(
  sources.map((file): [string, Taken[]] => {
    const text = readFileSync(join(root, file), 'utf8')
    const found = [...text.matchAll(/^(?:import|export)\s(?:([^'";]*?)\sfrom\s)?'([#.][^']*)'/gm)].map(
      ([, what = '', specifier = '']) => {
        const from = specifier.startsWith('#') ? specifier.slice(1) : relative(root, resolve(root, file, '..', specifier))
        const names = (/\{([^}]*)\}/.exec(what)?.[1] ?? '').split(',').flatMap((each) => {
          const [name = '', as = name] = each
            .trim()
            .replace(/^type /, '')
            .split(' as ')
          return name ? [{ name, as }] : []
        })
        return { from, names }
      },
    )
    return [file, found.filter(({ from }) => existsSync(join(root, from)))]
  }),
)

/** Where a name stands that a file takes: behind an entrance that only hands it on. */
const homeOf = (file: string, name: string): string => {
  if (!file.endsWith('/index.ts')) return file
  for (const { from, names } of takenBy.get(file) ?? []) {
    const handedOn = names.find(({ as }) => as === name)
    if (handedOn) return homeOf(from, handedOn.name)
  }
  return file
}

const importsOf = (file: string): string[] =>
  (takenBy.get(file) ?? []).flatMap(({ from, names }) =>
    names.length > 0 ? names.map(({ name }) => homeOf(from, name)) : [from],
  )

it('no file imports itself by way of others, not even for a type', () => {
  const done = new Set<string>()
  const circles: string[] = []
  const follow = (file: string, way: string[]): void => {
    const at = way.indexOf(file)
    if (at >= 0) circles.push([...way.slice(at), file].join(' → '))
    if (at >= 0 || done.has(file)) return
    for (const next of importsOf(file)) follow(next, [...way, file])
    done.add(file)
  }
  for (const file of sources) follow(file, [])
  expect(circles).toEqual([])
  expect(sources.length).toBeGreaterThan(1000)
})
