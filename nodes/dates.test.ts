import { expect, it } from 'vitest'
import { addDays, dayFrom, dayOf, instantOf } from './dates.ts'

it('knows the day where the workspace is', () => {
  const late = '2026-03-09T20:00:00.000Z'
  expect([dayOf(late), dayOf(late, 'Asia/Hong_Kong'), dayOf(late, 'America/New_York')]).toEqual([
    '2026-03-09',
    '2026-03-10',
    '2026-03-09',
  ])
})

it('knows the day to the minute, also when it was asked a minute before', () => {
  const days = (timeZone: string, ...times: string[]) => times.map((time) => dayOf(`2026-03-09T${time}.000Z`, timeZone))
  expect(days('Asia/Kolkata', '18:29:59', '18:30:00')).toEqual(['2026-03-09', '2026-03-10'])
  expect(days('Asia/Hong_Kong', '15:59:59', '16:00:00', '15:59:59')).toEqual(['2026-03-09', '2026-03-10', '2026-03-09'])
})

it('adds days over months and years', () => {
  expect([addDays('2026-12-31', 1), addDays('2028-03-01', -1)]).toEqual(['2027-01-01', '2028-02-29'])
})

it('knows which days the calendar has', () => {
  expect([dayFrom(2028, 2, 29), dayFrom(2026, 2, 29), dayFrom(2026, 0, 1), dayFrom(85, 1, 1)]).toEqual([
    '2028-02-29',
    null,
    null,
    null,
  ])
})

it.each([
  ['2026-03-09', '09:00', undefined, '2026-03-09T09:00:00.000Z'],
  ['2026-03-09', '09:00', 'Asia/Hong_Kong', '2026-03-09T01:00:00.000Z'],
  ['2026-07-01', '09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
  ['2026-03-29', '03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25', '09:00', 'Europe/Berlin', '2026-10-25T08:00:00.000Z'],
  ['2026-03-09', '00:30', 'Asia/Kolkata', '2026-03-08T19:00:00.000Z'],
])('%s %s in %s is %s', (day, time, timeZone, instant) => {
  expect(instantOf(day, time, timeZone)).toBe(instant)
})
