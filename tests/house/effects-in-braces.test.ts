import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'alur-effects-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The lines of a source whose effect or callback ref our check refuses. */
function refused(source: string): number[] {
  const { plugins } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as { plugins: string[] }
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ plugins: plugins.map((file) => join(root, file)) }))
  writeFileSync(join(folder, 'Sheet.tsx'), source)
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', '--reporter=github'], { cwd: folder, encoding: 'utf8' })
  const said = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('stands in braces'))
  return said.map((line) => Number(/,line=(\d+)/.exec(line)?.[1]))
}

it('the check refuses an effect or a callback ref that hands React whatever an expression gives', () => {
  expect(
    refused(`import { useEffect, useLayoutEffect } from 'react'
export function Sheet() {
  useEffect(() => end.current?.scrollIntoView(), [])
  useLayoutEffect(() => (opened ? show() : hide()))
  useEffect(() => {
    end.current?.scrollIntoView()
  }, [])
  return <div key={(() => 1)()} ref={(element) => element?.scrollIntoView()} onClick={() => show()} />
}
`),
  ).toEqual([3, 4, 8])
})
