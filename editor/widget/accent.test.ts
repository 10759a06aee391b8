import { expect, it } from 'vitest'
import { readableAccent } from './accent.ts'

it.each([
  ['#0B6E79', '#0B6E79'],
  ['#6d3a78', '#6d3a78'],
  ['#FFD400', '#1D1C1A'],
  ['#7FB9BF', '#1D1C1A'],
  ['teal', '#1D1C1A'],
  ['', '#1D1C1A'],
])('white text on %s is written on %s', (accent, shown) => {
  expect(readableAccent(accent)).toBe(shown)
})
