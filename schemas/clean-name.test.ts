import { expect, it } from 'vitest'
import { cleanName } from './clean-name.ts'

it.each([
  ['a name turned round', 'invoice\u202Egpj.exe', 'invoicegpj.exe'],
  ['isolates and marks', '\u2066\u2067Ada\u2069\u200F', 'Ada'],
  ['zero-width spaces that make two of one', 'Ada\u200B\uFEFF\u2060 L.', 'Ada L.'],
  ['500 combining marks', `Z${'\u0335'.repeat(500)}algo`, `Z${'\u0335'.repeat(4)}algo`],
  ['marks without a letter', '\u0301\u0301Ada', 'Ada'],
  ['lines', 'Ada\r\n\tL.\u2028x', 'Ada L.x'],
  ['nothing that can be seen', '\u3164\u200B\u2800 \u202E', ''],
  ['half a sign', 'Ada\uD83D', 'Ada'],
  ['joiners at the ends', '\u200DAda\u200D\u200D', 'Ada'],
])('%s is cleaned', (_what, name, clean) => {
  expect(cleanName(name)).toBe(clean)
})

it.each([
  'Ada L.',
  'Nguyễn Thị Đúng',
  'สมชาย ก็ดี',
  'محمد عبد الله',
  'שָׁלוֹם',
  'می\u200Cخواهم',
  'क्\u200Dष',
  '👩\u200D👩\u200D👧 Family',
  '👍🏽 ❤️',
  '陳大文',
])('%s stays as it is', (name) => {
  expect(cleanName(name)).toBe(name.normalize('NFC'))
})

it('what is too long is clipped between two signs', () => {
  expect(cleanName('👩‍👧'.repeat(100), 12)).toBe('👩‍👧👩‍👧…')
  expect(cleanName('a'.repeat(121))).toBe(`${'a'.repeat(119)}…`)
})

it('of a megabyte only the beginning is read', () => {
  for (const sign of ['\u0335', '\u200D', '\u202E', ' ', 'a\u200D '])
    expect(cleanName(`${sign.repeat(1_000_000 / sign.length)}Mei`)).toBe(cleanName(sign.repeat(1_000)))
})
