import { expect, it } from 'vitest'
import { contrastWithWhite } from './contrast.ts'

it.each([
  ['#000000', 21],
  ['#ffffff', 1],
  ['#0B6E79', 5.96],
  ['teal', 1],
])('white on %s has a contrast of %d', (colour, contrast) => {
  expect(contrastWithWhite(colour)).toBeCloseTo(contrast, 1)
})
