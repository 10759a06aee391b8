import { expect, it } from 'vitest'
import { lastDays } from './periods.ts'

it.each([
  [1, 'Asia/Hong_Kong', '2026-03-09T20:30:00.000Z', '2026-03-10', '2026-03-10'],
  [14, 'America/New_York', '2026-03-09T02:00:00.000Z', '2026-02-23', '2026-03-08'],
  // That Sunday has 23 hours.
  [2, 'Europe/Berlin', '2026-03-29T22:30:00.000Z', '2026-03-29', '2026-03-30'],
])('the last %i days in %s at %s are %s to %s', (days, timeZone, now, from, to) => {
  expect(lastDays(days, timeZone, new Date(now))).toEqual({ from, to })
})
