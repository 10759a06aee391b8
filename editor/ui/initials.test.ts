import { expect, it } from 'vitest'
import { initials } from './initials.ts'

it.each([
  ['Ada L.', 'AL'],
  ['Mei', 'M'],
  ['bo yee ng', 'BN'],
  ['陳大文', '陳'],
  ['محمد علي', 'م'],
  ['•••• 0527', '27'],
  ['(Ada) L.', 'AL'],
  ['', '?'],
])('“%s” is drawn as “%s”', (name, drawn) => {
  expect(initials(name)).toBe(drawn)
})
