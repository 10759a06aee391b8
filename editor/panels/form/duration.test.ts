import { expect, it } from 'vitest'
import { parseDuration } from './duration.ts'

it.each([
  ['30 min', 1800],
  ['30', 1800],
  ['2h', 7200],
  ['1 h 30', 5400],
  ['1 h 30 min', 5400],
  ['1.5 days', 129_600],
  ['1,5 h', 5400],
  ['45 s', 45],
  ['2 weeks', 1_209_600],
  ['0', undefined],
  ['', undefined],
  ['soon', undefined],
  ['5 apples', undefined],
  ['-5 min', undefined],
])('%j is %j seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds)
})
