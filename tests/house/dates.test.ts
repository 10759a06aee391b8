import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const editor = join(import.meta.dirname, '../../editor')

it('the editor says days and times in one way: what makes words of them stands in ui/format.ts alone', () => {
  // What zones there are, and how far they are from UTC, is no day.
  const others = /resolvedOptions\(\)|timeZoneName/
  const found = readdirSync(editor, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && file !== join('ui', 'format.ts'))
    .flatMap((file) =>
      readFileSync(join(editor, file), 'utf8')
        .split('\n')
        .filter((line) => /Intl\.DateTimeFormat|toLocale(Date|Time)String/.test(line) && !others.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    )
  expect(found).toEqual([])
})
