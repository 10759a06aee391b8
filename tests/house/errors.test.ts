import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { errorTable } from '#server/errors.ts'

it('every error of the API stands in docs/errors.md with its status and sentence, and no other', () => {
  const rows = readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([\w-]+)` \| (\d+) \| (.*) \|$/gm)
  const documented = [...rows].map(([, code, status, sentence]) => [code, [Number(status), sentence]])
  expect(Object.fromEntries(documented)).toEqual(errorTable)
})
