import { expect, it } from 'vitest'
import { instantAt, secondsAfter } from './instant.ts'

it.each([
  ['a year', 31_536_000, '2027-11-23T10:00:00.000Z'],
  ['more than any date', 1e300, '9999-12-31T23:59:59.999Z'],
  ['without end', Number.POSITIVE_INFINITY, '9999-12-31T23:59:59.999Z'],
  ['long ago', -1e300, '0000-01-01T00:00:00.000Z'],
])('a wait of %s has an end that can be written', (_what, seconds, until) => {
  expect(secondsAfter('2026-11-23T10:00:00.000Z', seconds)).toBe(until)
})

it('what is no time at all is a mistake of ours', () => {
  expect(() => instantAt(Number.NaN)).toThrow(RangeError)
})
