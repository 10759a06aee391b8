import { expect, it } from 'vitest'
import { withoutNul } from './json-nul.ts'

it.each([
  ['a name', '{"a\\u0000b":1}', { ab: 1 }],
  ['several in a row', '{"\\u0000\\u0000":"\\u0000x\\u0000"}', { '': 'x' }],
  ['none', '{"a":"b"}', { a: 'b' }],
  ['a backslash before a word', '{"a":"c:\\\\u0000"}', { a: 'c:\\u0000' }],
  ['behind a backslash', '{"a":"c:\\\\\\u0000d"}', { a: 'c:\\d' }],
])('JSON has no sign 0 any more: %s', (_, json, value) => {
  expect(JSON.parse(withoutNul(json))).toEqual(value)
})
