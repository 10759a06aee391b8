import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newNode } from './new-node.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
let house = ''

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'alur-new-node-'))
  const parts = [
    'nodes',
    'schemas',
    'tests/house/nodes.test.ts',
    'tests/house/effects-in-braces.grit',
    'server/commands',
    'editor/ui/icons.ts',
    'package.json',
    'tsconfig.json',
    'biome.json',
    'vitest.config.ts',
  ]
  for (const folder of ['tests/house', 'editor/ui']) mkdirSync(join(house, folder), { recursive: true })
  for (const part of parts) cpSync(join(root, part), join(house, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction')
})
afterAll(() => rmSync(house, { recursive: true, force: true }))

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' })
  return { status, said: `${stdout}${stderr}` }
}
const bin = (path: string) => join(root, 'node_modules', path)

describe('npm run new:node', () => {
  it('writes five files and a line in each list', () => {
    const { status, said } = run('--import', 'tsx', 'server/commands/new-node.ts', 'thank-you')
    expect(said.split('\n').slice(0, 7)).toEqual([
      'nodes/thank-you/schema.ts',
      'nodes/thank-you/description.ts',
      'nodes/thank-you/handler.ts',
      'nodes/thank-you/README.md',
      'nodes/thank-you/thank-you.test.ts',
      'nodes/descriptions.ts',
      'nodes/registry.ts',
    ])
    expect(status).toBe(0)
    expect(readFileSync(join(house, 'nodes/descriptions.ts'), 'utf8')).toContain('  thankYou,\n]')
    expect(readFileSync(join(house, 'nodes/registry.ts'), 'utf8')).toContain("  'thank-you': thankYou,\n}")
  })

  it('gives a word that JavaScript keeps another name in the lists', () => {
    newNode(house, 'switch')
    expect(readFileSync(join(house, 'nodes/registry.ts'), 'utf8')).toContain('  switch: switchNode,\n}')
  })

  it('writes what the house accepts: its tests pass, Biome and the compiler are content', () => {
    writeFileSync(
      join(house, 'tsconfig.json'),
      readFileSync(join(root, 'tsconfig.json'), 'utf8').replace(
        /"include": \[.*\]/,
        '"include": ["nodes/thank-you", "nodes/switch"]',
      ),
    )
    const tests = run(bin('vitest/vitest.mjs'), 'run', 'nodes/thank-you', 'nodes/switch', 'tests/house')
    const style = run(bin('@biomejs/biome/bin/biome'), 'check', 'nodes')
    const types = run(bin('typescript/bin/tsc'), '-p', '.', '--incremental', 'false')
    expect([tests, style, types].filter(({ status }) => status !== 0)).toEqual([])
  }, 120_000)

  it('refuses a name that is taken', () => {
    expect(run('--import', 'tsx', 'server/commands/new-node.ts', 'menu')).toEqual({
      status: 1,
      said: 'There is a node type menu already, in nodes/menu.\n',
    })
  })

  it.each(['', 'Menu', '2nd', 'a--b', '../escape', 'a'.repeat(41)])('refuses %j as a name', (name) => {
    expect(() => newNode(house, name)).toThrow(
      `“${name}” is no name for a node type. Use small letters and hyphens, such as thank-you.`,
    )
  })
})
