import { expect, it } from 'vitest'
import { deepestJson, nestsTooDeep } from './json-depth.ts'

const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

it.each([
  ['as deep as may be', lists(deepestJson), false],
  ['one level deeper', lists(deepestJson + 1), true],
  ['deep in objects', '{"a":'.repeat(20_000), true],
  ['wide', `[${'[],'.repeat(5000)}[]]`, false],
  ['brackets in a text', JSON.stringify({ a: '['.repeat(500) }), false],
  ['brackets behind an escaped quote', JSON.stringify({ a: `"\\"${'{'.repeat(500)}` }), false],
  ['a text that never ends', `"${'['.repeat(500)}`, false],
  ['not JSON', 'hello', false],
])('JSON that is %s', (_what, json, deep) => {
  expect(nestsTooDeep(json)).toBe(deep)
})
