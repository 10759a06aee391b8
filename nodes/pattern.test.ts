import fc from 'fast-check'
import { expect, it } from 'vitest'
import { patternOf } from './pattern.ts'

it.each<[string, string, boolean]>([
  ['99999', '05200', true],
  ['99999', '５２００１', true],
  ['99999', '٠٥٢٠٠', true],
  ['99999', '0520', false],
  ['99999', '052000', false],
  ['HK-9999', 'hk-1234', true],
  ['HK-9999', 'HK1234', false],
  ['HK-?9999', 'HK1234', true],
  ['HK-?9+', 'HK-1', true],
  ['HK-?9+', 'HK-123456789', true],
  ['HK-?9+', 'HK-', false],
  ['AA9A 9AA|A9 9AA', 'SW1A 1AA', true],
  ['AA9A 9AA|A9 9AA', 'w1 1aa', true],
  ['AA9A 9AA|A9 9AA', 'SW1A', false],
  ['A99 | 99A', 'b12', true],
  ['A99 | 99A', '12b', true],
  ['***', 'a1ก', true],
  ['\\A9', 'a5', true],
  ['\\A9', 'b5', false],
  ['訂單99', '訂單12', true],
  ['9?9?9', '1', true],
  ['9?9?9', '1234', false],
  ['(999)', '(123)', true],
  ['.*', 'ab', false],
])('%j fits %j: %s', (source, text, fits) => {
  expect(patternOf(source)?.matches(text)).toBe(fits)
})

it.each<[string, string, string | null]>([
  ['99999', 'my postcode is 05200, thanks', '05200'],
  ['99999', '郵編05200謝謝', '05200'],
  ['99999', '\u200f05200\u200f', '05200'],
  ['99999', '05200 or 10110', null],
  ['99999', '052001', null],
  ['HK-9999', 'order hk-1234.', 'hk-1234'],
  ['A9999999(9)', 'my id: A1234567(8)', 'A1234567(8)'],
  ['99999', 'no idea', null],
])('%j finds in %j: %j', (source, text, found) => {
  expect(patternOf(source)?.find(text)).toBe(found)
})

it('says nothing where a pattern is empty, or fits the empty text', () => {
  expect(['', '|', '9?', '9|A?'].map(patternOf)).toEqual([null, null, null, null])
})

it('cannot be made slow by its author or by the customer', () => {
  const hostile = patternOf(`${'9?+'.repeat(60)}A`) ?? patternOf('9')
  expect(hostile?.matches('9'.repeat(1_000_000))).toBe(false)
  expect(hostile?.find('9'.repeat(1_000_000))).toBeNull()
  expect(hostile?.find('9 '.repeat(500_000))).toBeNull()
})

it.each<[string, string]>([
  ['HK-9999', 'HK-1234'],
  ['AA9A 9AA|A9 9AA', 'AB1C 2DE'],
  ['9+', '1'],
  ['#?A?999', '#A123'],
  ['\\A9', 'A1'],
])('%j is shown by the example %j', (source, example) => {
  expect(patternOf(source)?.example).toBe(example)
})

it('the example of a pattern fits it, whatever the author wrote', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'9A*?+|\\-# (訂é '), maxLength: 30 }), (source) => {
      const pattern = patternOf(source)
      expect(pattern === null || pattern.matches(pattern.example)).toBe(true)
    }),
  )
})
