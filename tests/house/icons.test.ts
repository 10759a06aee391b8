import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { icons } from '../../editor/ui/icons.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Where an icon is named in so many letters: `<Icon name="x" />`, `icon="x"`, `icon: 'x'`. */
const named = /(?:<Icon\b[^>]*?\bname=|\bicon(?:=|: ))["']([a-z0-9-]+)["']/g

it('every icon that is named is drawn, and no button shows a point instead', () => {
  const files = ['editor', 'nodes'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  )
  const unknown = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(named)].flatMap(([, name = '']) =>
      name in icons ? [] : [`${file}: ${name}`],
    ),
  )
  expect(files.length).toBeGreaterThan(300)
  expect(unknown).toEqual([])
})
