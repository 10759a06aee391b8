import { expect, it } from 'vitest'
import { hoursIn } from '#runtime/metrics/by-hour.ts'
import { inSlots } from './hour-slots.ts'

it('the same hour of days stands in one column, beside the hour that one of them has twice', () => {
  const { slots, days } = inSlots(hoursIn('2027-10-30', '2027-10-31', 'Europe/London', []))
  expect(slots.slice(0, 4)).toEqual([
    { hour: 0, again: false },
    { hour: 1, again: false },
    { hour: 1, again: true },
    { hour: 2, again: false },
  ])
  expect(slots.length).toBe(25)
  expect(days.map(({ day, hours }) => [day, hours.map((one) => one?.hour).slice(0, 4)])).toEqual([
    ['2027-10-30', [0, 1, undefined, 2]],
    ['2027-10-31', [0, 1, 1, 2]],
  ])
})

it('a day without an hour has nothing in its column', () => {
  const { slots, days } = inSlots(hoursIn('2027-03-27', '2027-03-28', 'Europe/London', []))
  expect(slots.length).toBe(24)
  expect(days[1]?.hours.map((one) => one?.hour).slice(0, 3)).toEqual([0, undefined, 2])
})
