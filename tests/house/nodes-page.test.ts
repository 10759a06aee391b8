import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const page = readFileSync(join(root, 'docs/nodes.md'), 'utf8')
/** The files that stand in the page, by their paths. */
const examples = [...page.matchAll(/^```(?:ts|json) (\S+)\n(.*?)^```$/gms)].map(([, path = '', text = '']) => ({ path, text }))

it('every example in docs/nodes.md compiles, its tests pass, and the page names every file that nodes build with', () => {
  const house = mkdtempSync(join(tmpdir(), 'alur-nodes-page-'))
  onTestFinished(() => rmSync(house, { recursive: true, force: true }))
  for (const part of ['nodes', 'schemas', 'package.json', 'vitest.config.ts'])
    cpSync(join(root, part), join(house, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction')
  const config = readFileSync(join(root, 'tsconfig.json'), 'utf8')
  writeFileSync(
    join(house, 'tsconfig.json'),
    config.replace(/"include": \[.*\]/, '"include": ["nodes/*.d.ts", "nodes/booking", "nodes/stock"]'),
  )
  for (const { path, text } of examples) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), text)
  }
  const run = (bin: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', bin), ...args], {
      cwd: house,
      encoding: 'utf8',
    })
    return { status, said: `${stdout}${stderr}` }
  }
  const tests = run('vitest/vitest.mjs', 'run', 'nodes/booking', 'nodes/stock')
  const types = run('typescript/bin/tsc', '-p', '.', '--incremental', 'false')
  expect([tests, types].filter(({ status }) => status !== 0)).toEqual([])
  expect(examples.map(({ path }) => path)).toEqual([
    ...['schema.ts', 'description.ts', 'handler.ts', 'booking.test.ts'].map((file) => `nodes/booking/${file}`),
    ...['schema.ts', 'description.ts', 'handler.ts', 'reasons.en.json', 'stock.test.ts'].map((file) => `nodes/stock/${file}`),
  ])
  for (const file of ['contract', 'fields', 'outputs', 'say', 'words', 'understand', 'testing'])
    expect(page).toContain(`\`${file}.ts\``)
}, 120_000)
