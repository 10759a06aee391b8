import { expect, it } from 'vitest'
import { hoursPeriod, lastDays, yesterday } from './periods.ts'

it.each([
  [1, 'Asia/Hong_Kong', '2026-03-09T20:30:00.000Z', '2026-03-10', '2026-03-10'],
  [14, 'America/New_York', '2026-03-09T02:00:00.000Z', '2026-02-23', '2026-03-08'],
  // That Sunday has 23 hours.
  [2, 'Europe/Berlin', '2026-03-29T22:30:00.000Z', '2026-03-29', '2026-03-30'],
])('the last %i days in %s at %s are %s to %s', (days, timeZone, now, from, to) => {
  expect(lastDays(days, timeZone, new Date(now))).toEqual({ from, to })
})

it('yesterday is the day before where the workspace is', () => {
  expect(yesterday('Asia/Hong_Kong', new Date('2026-03-09T20:30:00.000Z'))).toEqual({ from: '2026-03-09', to: '2026-03-09' })
})

it.each([
  ['all of it', { from: '2026-11-29', to: '2026-11-30' }, { from: '2026-11-29', to: '2026-11-30', cut: false, days: 2 }],
  ['the last 14 days unless said otherwise', {}, { from: '2026-11-17', to: '2026-11-30', cut: false, days: 14 }],
  ['the last 40 days of three months', { from: '2026-09-01' }, { from: '2026-10-22', to: '2026-11-30', cut: true, days: 40 }],
  [
    'no day that is still to come',
    { from: '2026-11-30', to: '2026-12-24' },
    { from: '2026-11-30', to: '2026-11-30', cut: false, days: 1 },
  ],
  ['nothing of what is too long ago', { from: '2026-09-01', to: '2026-10-21' }, undefined],
])('of a period is told by the hour %s', (_fact, asked, told) => {
  const now = new Date('2026-11-30T12:00:00.000Z')
  expect(hoursPeriod(asked, 'UTC', now)).toEqual(told && { ...told, today: '2026-11-30' })
})
