import { expect, it } from 'vitest'
import { pace } from './pace.ts'

it('lets each go on so many times, and again when the span is over', () => {
  let now = 1_000_000
  const may = pace({ most: 2, everyMs: 10_000, now: () => now })
  expect(['mei', 'mei', 'mei', 'bo'].map((who) => may(who))).toEqual([true, true, false, true])
  now += 9_999
  expect(may('mei')).toBe(false)
  now += 1
  expect(may('mei')).toBe(true)
})

it('does not hold anyone back for an hour because the clock was set back by one', () => {
  let now = 10_000_000
  const may = pace({ most: 1, everyMs: 10_000, now: () => now })
  expect(['mei', 'mei'].map((who) => may(who))).toEqual([true, false])
  now -= 3_600_000
  expect(may('mei')).toBe(true)
})
