import { expect, it } from 'vitest'
import { allOf, countOf, upliftOf } from './standing.ts'

it('people are counted by where they are, whatever the reason', () => {
  const counts = {
    sent: 3,
    delivered: 2,
    'skipped.no-consent': 4,
    'skipped.enough': 1,
    'failed.undeliverable': 1,
    'held-out': 5,
    held: 2,
  }
  expect([
    countOf(counts, 'skipped'),
    countOf(counts, 'failed'),
    countOf(counts, 'held'),
    countOf(counts, 'sent', 'delivered'),
  ]).toEqual([5, 1, 2, 5])
  expect(allOf(counts)).toBe(18)
})

it('an uplift is clear only when its interval leaves out nothing at all', () => {
  const group = (people: number, succeeded: number) => ({ people, succeeded })
  expect(upliftOf({ written: group(3610, 249), heldOut: group(401, 17) })).toMatchObject({ clear: true })
  expect(upliftOf({ written: group(1140, 44), heldOut: group(127, 5) })).toMatchObject({ clear: false })
  expect(upliftOf({ written: group(10, 1), heldOut: group(0, 0) })).toBeUndefined()
  expect(upliftOf(undefined)).toBeUndefined()
})
