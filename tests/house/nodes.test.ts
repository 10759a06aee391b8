import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { descriptions } from '#nodes/descriptions.ts'
import { registry } from '#nodes/registry.ts'
import { visitOf } from '#nodes/testing.ts'
import { compileValidator } from '#schemas/validate.ts'
import { icons } from '../../editor/ui/icons.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const nodes = join(root, 'nodes')
const folders = readdirSync(nodes, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
const types = descriptions.map(({ type }) => type)
/** Settings no default can guess: such a node says on its card what it lacks until somebody fills it in. */
const authors: Record<string, string[]> = { 'go-to-flow': ['/flowId'], 'call-http': ['/url'] }
const read = (type: string, file: string) => readFileSync(join(nodes, type, file), 'utf8')

describe('the lists of node types', () => {
  it('name every folder once, and nothing else', () => {
    expect([...types].sort()).toEqual([...folders].sort())
    expect([...registry.keys()]).toEqual(types)
    expect([...registry].filter(([type, known]) => known.description.type !== type || !known.handler.enter)).toEqual([])
  })

  it('name each type in other words', () => {
    const labels = descriptions.map(({ label }) => label)
    expect(new Set(labels).size).toBe(labels.length)
  })
})

describe.each(descriptions.map((description) => [description.type, description] as const))(
  'the node type %s',
  (type, description) => {
    it('has its five files', () => {
      const files = ['schema.ts', 'description.ts', 'handler.ts', 'README.md', `${type}.test.ts`]
      expect(files.filter((file) => !existsSync(join(nodes, type, file)))).toEqual([])
    })

    it('imports no other node', () => {
      const sources = readdirSync(join(nodes, type)).filter((file) => file.endsWith('.ts'))
      const foreign = sources.flatMap((file) => read(type, file).match(/from '\.\.\/[^.'/]+\/[^']*'|\bprocess\./g) ?? [])
      expect(foreign).toEqual([])
    })

    it('has defaults that fit its schema, but for what only its author can know', () => {
      const checked = compileValidator(description.schema)(description.defaults)
      expect(checked.ok ? [] : checked.problems.map(({ path }) => path)).toEqual(authors[type] ?? [])
    })

    it('has a schema that draws a form: titles, descriptions and limits, and nothing unnamed', () => {
      expect(shortcomings(description.schema, type)).toEqual([])
    })

    it('has outputs with names of their own', () => {
      const names = description.outputs(description.defaults).map(({ name }) => name)
      expect(names).toEqual([...new Set(names)])
      expect(names.filter((name) => !/^[A-Za-z0-9_-]{1,64}$/.test(name))).toEqual([])
    })

    it('draws a card and names what it sets', () => {
      expect(description.card(description.defaults)).toBeTypeOf('object')
      expect(description.writes?.(description.defaults) ?? []).toBeInstanceOf(Array)
    })

    it('shows in its preview what its handler says', async () => {
      const visit = visitOf(description.defaults)
      const outcome = type in authors ? undefined : await registry.get(type)?.handler.enter(visit)
      expect(description.preview(visit)).toEqual(outcome?.say ?? [])
    })

    it('can be resumed when it waits', () => {
      expect(registry.get(type)?.handler.resume !== undefined).toBe(description.waits !== undefined)
    })

    it('is explained on one page: what it does, settings, outputs, an example', () => {
      const lines = read(type, 'README.md').trim().split('\n')
      const headings = lines.filter((line) => line.startsWith('#'))
      expect(headings).toEqual([`# ${description.label}`, '## Settings', '## Outputs', '## Example'])
      expect(lines.length).toBeLessThanOrEqual(45)
    })

    it('has an icon that the editor has: a name of Tabler’s that stands in editor/ui/icons.ts', () => {
      const name = description.icon.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase())
      expect(existsSync(join(root, `node_modules/@tabler/icons-react/dist/esm/icons/Icon${name}.mjs`))).toBe(true)
      expect(Object.keys(icons)).toContain(description.icon)
    })
  },
)

/** Every setting without a title, a description or a limit, and every object that would take settings nobody named. */
function shortcomings(schema: any, at: string): string[] {
  const own = Object.entries<any>(schema.properties ?? {}).flatMap(([name, property]) => {
    const where = `${at}.${name}`
    const missing = ['title', 'description'].filter((word) => !property[word]).map((word) => `${where} has no ${word}`)
    return [...missing, ...shortcomings(property, where)]
  })
  const limits: Record<string, boolean> = {
    string: !schema.enum && schema.maxLength === undefined && schema.pattern === undefined,
    array: schema.maxItems === undefined,
    integer: schema.minimum === undefined || schema.maximum === undefined,
  }
  if (limits[schema.type]) own.push(`${at} has no limit`)
  if (schema.properties && schema.additionalProperties !== false) own.push(`${at} takes unnamed settings`)
  return schema.items ? [...own, ...shortcomings(schema.items, `${at}[]`)] : own
}
