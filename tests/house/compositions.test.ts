import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const editor = join(import.meta.dirname, '../../editor')
/** The widget is a page of its own. */
const sources = readdirSync(editor, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('widget/') && !file.startsWith('ui/composition'))
const read = (file: string): string => readFileSync(join(editor, file), 'utf8')

it('the editor keeps the keys of input methods from every handler before it shows anything', () => {
  const main = read('main.tsx')
  expect(main.indexOf('guardCompositions()')).toBeGreaterThan(0)
  expect(main.indexOf('guardCompositions()')).toBeLessThan(main.indexOf('createRoot('))
})

it('nobody asks a key press themselves whether it composes: only `ui/composition.ts` knows every browser’s way to say it', () => {
  expect(sources.filter((file) => /\.isComposing|keyCode/.test(read(file)))).toEqual([])
})
