import { expect, it } from 'vitest'
import { accentOnDark, readableAccent } from './accent.ts'

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

it.each([
  ['#FFD400', 'rgb(255 212 0)'],
  ['#0B6E79', 'rgb(92 155 161)'],
  ['#000000', 'rgb(145 143 140)'],
  ['teal', 'rgb(241 239 234)'],
])('on a dark ground %s is written as %s', (accent, shown) => {
  expect(accentOnDark(accent)).toBe(shown)
})
