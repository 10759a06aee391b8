import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { firstState } from '#runtime/first-state.ts'
import { compileFlow } from '#runtime/graph.ts'
import { draftTurn } from '#runtime/turn-draft.ts'
import { scopeOf } from '#runtime/visit.ts'
import { worldOf } from '#runtime/world-of.ts'
import { builtInVariables } from '#schemas/doctor/facts.ts'
import { threeMessages } from '#tests/support/seed.ts'

const root = join(import.meta.dirname, '../..')

/** Who may import whom; see docs/architecture.md. Biome says so in the editor, this says so even where Biome is not asked. */
const borders: Record<string, string[]> = {
  schemas: ['schemas'],
  nodes: ['nodes', 'schemas'],
  runtime: ['runtime', 'nodes', 'schemas'],
  server: ['server', 'runtime', 'nodes', 'schemas', 'tests/flows', 'package.json'],
  editor: ['editor', 'runtime', 'nodes', 'schemas', 'tests/flows'],
}
const forbidden: Record<string, RegExp> = {
  schemas: /^(node:|react|express|mongoose|lmdb)/,
  nodes: /^(node:|react|express|mongoose|lmdb)/,
  runtime: /^(node:|react|express|mongoose|lmdb|@xyflow)/,
  editor: /^(node:|express|mongoose|lmdb)/,
  'editor/document': /^(react$|react-dom|@xyflow|@mantine)/,
  'editor/open-flow': /^@xyflow/,
  'editor/commands': /^@xyflow/,
  'editor/panels': /^@xyflow/,
  'editor/flow-page': /^@xyflow/,
}

/** Rooms by what they are about. */
const subjects = readdirSync(join(root, 'server')).filter((folder) => existsSync(join(root, 'server', folder, 'index.ts')))
/** Machinery that knows no subject. */
const below = ['store', 'engine', 'egress', 'jobs']
/** What puts all of them together names their parts itself. */
const composition = [
  /^server\/collections\.ts → .*\/collections\.ts$/,
  /^server\/http\/routes\.ts → .*-routes\.ts$/,
  // What lifts a whole store reads and writes it as it lies there.
  /^server\/migrations\/\d{4}-.*\.ts → .*\/collections\.ts$/,
]
const roomOf = (path: string): string => path.match(/^server\/([^/]+)\//)?.[1] ?? ''

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))

const sources = (folder: string): string[] => filesIn(folder).filter((file) => /(?<!\.test)\.tsx?$/.test(file))
const styles = (folder: string): string[] => filesIn(folder).filter((file) => file.endsWith('.css'))

/**
 * The editor's rooms, the lowest first: each takes from those of the lines above its own alone, so what two rooms of one line both
 * need stands below them. The drawing and what stands beside it know nothing of each other, nor does one place a person goes of another.
 */
const floors = [
  ['api', 'document', 'locales', 'widget'],
  ['ui'],
  ['theme', 'shell'],
  ['answering', 'channels', 'secrets', 'teams'],
  ['open-flow'],
  ['commands'],
  ['canvas', 'panels'],
  ['broadcasts', 'contacts', 'flow-page', 'home', 'inbox', 'segments', 'settings', 'sign-in'],
]

const importsOf = (file: string): string[] => {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/^(?:import|export)\s[^;'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm)].map(
    (match) => (match[1] ?? match[2]) as string,
  )
}

const lazyImportsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].map(
    ([, specifier]) => specifier as string,
  )

/** Where an import leads, from the project's root; a package stays as it is. */
const target = (file: string, specifier: string): string => {
  if (specifier.startsWith('#')) return specifier.slice(1)
  return specifier.startsWith('.') ? relative(root, resolve(root, file, '..', specifier)) : specifier
}

it.each(Object.keys(borders))('%s imports only what it may', (folder) => {
  const wrong = sources(folder).flatMap((file) =>
    importsOf(file)
      .map((specifier) => [specifier, target(file, specifier)] as const)
      .filter(([specifier, to]) => {
        const ours = specifier.startsWith('#') || specifier.startsWith('.')
        if (ours) return !borders[folder]?.some((allowed) => to === allowed || to.startsWith(`${allowed}/`))
        return Object.entries(forbidden).some(([place, packages]) => file.startsWith(`${place}/`) && packages.test(specifier))
      })
      .map(([specifier]) => `${file} imports ${specifier}`),
  )
  expect(wrong).toEqual([])
})

it('a room of the editor takes from the rooms below it alone, lazily too', () => {
  const rooms = floors.flat()
  const found = sources('editor').flatMap((file) => file.match(/^editor\/([^/]+)\//)?.[1] ?? [])
  expect([...new Set(found)].sort()).toEqual([...rooms].sort())
  const floorOf = (path: string) => floors.findIndex((floor) => floor.some((room) => path.startsWith(`editor/${room}/`)))
  const wrong = sources('editor').flatMap((file) =>
    [...importsOf(file), ...lazyImportsOf(file)]
      .map((specifier) => target(file, specifier))
      .filter((to) => to.split('/')[1] !== file.split('/')[1] && floorOf(file) >= 0 && floorOf(to) >= floorOf(file))
      .map((to) => `${file} takes ${to}`),
  )
  expect(wrong).toEqual([])
})

it('a subject of the server is entered through its index only, and by nobody below it', () => {
  const wrong = sources('server').flatMap((file) =>
    importsOf(file)
      .map((specifier) => target(file, specifier))
      .filter((to) => subjects.includes(roomOf(to)) && roomOf(to) !== roomOf(file))
      .filter((to) => !to.endsWith('/index.ts') || below.includes(roomOf(file)))
      .map((to) => `${file} → ${to}`),
  )
  expect(subjects.length).toBeGreaterThan(7)
  expect(wrong.filter((way) => !composition.some((allowed) => allowed.test(way)))).toEqual([])
})

it('a subject gives others its verbs and what documents look like, never a collection', () => {
  const given = subjects
    .map((subject) => `server/${subject}/index.ts`)
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/^export (type )?\{([^}]*)\} from '([^']+)'/gm)]
        .filter(([, onlyTypes, , from]) => !onlyTypes && from?.endsWith('/collections.ts'))
        .flatMap(([, , names]) => (names as string).split(',').map((name) => name.trim()))
        .filter((name) => name !== '' && !name.startsWith('type '))
        .map((name) => `${file}: ${name}`),
    )
  expect(given).toEqual([])
})

it('a server is put together where it runs, and once for whoever moves its clock: the demo, tests, benchmarks', () => {
  const files = ['server', 'tests'].flatMap(sources).concat(filesIn('tests').filter((file) => file.endsWith('.test.ts')))
  const found = [...new Set(files)].filter((file) => /\bassemble\(\{/.test(readFileSync(join(root, file), 'utf8')))
  // The last is a process of its own, as the first.
  expect(found.sort()).toEqual(['server/run.ts', 'server/simulation.ts', 'tests/support/under-test.ts'])
})

it('what a subject does knows neither Express nor a database', () => {
  const wrong = subjects
    .flatMap((subject) => sources(`server/${subject}`))
    .filter((file) => importsOf(file).some((to) => /^(express|mongoose|lmdb)/.test(to)))
  expect(wrong).toEqual([])
})

it('the editor never loads a handler or the server’s list of node types', () => {
  const wrong = sources('editor').filter((file) => importsOf(file).some((to) => /\/handler\.ts$|nodes\/registry\.ts$/.test(to)))
  expect(wrong).toEqual([])
})

it('a browser gets the types of what the API says, and none of its schemas', () => {
  const wrong = ['editor', 'nodes', 'runtime', 'schemas']
    .flatMap(sources)
    .filter((file) => !file.startsWith('schemas/api/'))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/^(import|export)\s+(?!type\s)[^;'"]*?from\s+['"]([^'"]+)['"]/gm)]
        .filter(([, , specifier]) => target(file, specifier as string).startsWith('schemas/api/'))
        .map(([statement]) => `${file}: ${statement}`),
    )
  expect(wrong).toEqual([])
})

it('no source file is longer than 300 lines, no style sheet either', () => {
  const long = Object.keys(borders)
    .flatMap((folder) => [...sources(folder), ...styles(folder)])
    .map((file) => [file, readFileSync(join(root, file), 'utf8').split('\n').length - 1] as const)
    .filter(([, lines]) => lines > 300)
  expect(long).toEqual([])
})

it('the doctor knows exactly the names that a template may use', () => {
  const compiled = compileFlow('f', 1, threeMessages(), registry)
  const message = {
    id: 'm',
    channelId: 'c',
    from: { externalId: 'v' },
    at: '2026-11-23T10:00:00.000Z',
    content: { kind: 'text' as const, text: 'hi' },
  }
  const state = firstState('c', 'p', { workspaceId: 'w', channelKind: 'web-chat', message })
  const world = worldOf(registry, [compiled])
  const draft = draftTurn({ turnId: 'c.00000001', now: message.at, world }, { kind: 'timer', visitId: '1.0' }, state)
  const scope = scopeOf(draft, '{{ next_opening }} {{ time_zone }}')
  expect(Object.keys(scope).sort()).toEqual([...builtInVariables].sort())
})

it('the README gives the two commands', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  expect(readme).toContain('npm ci && npm run demo')
  expect(readme).toContain('npm ci && npm test')
})
