import { expect, it } from 'vitest'
import { hoursIn, weekOf } from './by-hour.ts'

const late = '2030-01-01T00:00:00.000Z'
/** As many in every hour of these days. */
const everyHour = (from: string, to: string, timeZone: string, count: number) =>
  hoursIn(from, to, timeZone, []).map(({ at }) => ({ at, count }))

it('a day has an entry for every hour of its clock, where nobody came as well', () => {
  const hours = hoursIn('2026-11-30', '2026-11-30', 'Asia/Hong_Kong', [{ at: '2026-11-30T02:00:00.000Z', count: 3 }])
  expect(hours.map(({ hour }) => hour)).toEqual(Array.from({ length: 24 }, (_, hour) => hour))
  expect(hours.filter(({ count }) => count > 0)).toEqual([
    { at: '2026-11-30T02:00:00.000Z', day: '2026-11-30', hour: 10, count: 3 },
  ])
})

it.each([
  ['23 hours: one that clocks leave out is none', '2027-03-28', 23, 1, undefined],
  ['25 hours: one that comes twice is two', '2027-10-31', 25, 1, { weekday: 6, hour: 1, count: 6, hours: 2 }],
])('a Sunday has %s', (_fact, sunday, many, hour, doubled) => {
  const counts = everyHour(sunday, sunday, 'Europe/London', 3)
  const hours = hoursIn(sunday, sunday, 'Europe/London', counts)
  expect(hours.length).toBe(many)
  const week = weekOf(hours, late)
  expect(week.find((one) => one.hour === hour)).toEqual(doubled)
  // On average it is the same in every hour, whatever the clocks did.
  expect(new Set(week.map(({ count, hours }) => count / hours))).toEqual(new Set([3]))
})

it('hours of a week are added up over the weeks, and those still to come are none', () => {
  const counts = [
    { at: '2026-11-16T10:00:00.000Z', count: 4 },
    { at: '2026-11-23T10:00:00.000Z', count: 1 },
  ]
  const week = weekOf(hoursIn('2026-11-16', '2026-11-30', 'UTC', counts), '2026-11-30T09:30:00.000Z')
  expect(week.length).toBe(7 * 24)
  expect(week[0]).toEqual({ weekday: 0, hour: 0, count: 0, hours: 3 })
  expect(week[10]).toEqual({ weekday: 0, hour: 10, count: 5, hours: 2 })
})

it('what was counted in another zone is in the hour that has its beginning, or in none of the period', () => {
  const hours = hoursIn('2026-11-30', '2026-11-30', 'Asia/Kolkata', [
    { at: '2026-11-30T04:00:00.000Z', count: 2 },
    { at: '2026-11-29T18:00:00.000Z', count: 9 },
  ])
  expect(hours.filter(({ count }) => count > 0)).toEqual([
    { at: '2026-11-30T03:30:00.000Z', day: '2026-11-30', hour: 9, count: 2 },
  ])
})
