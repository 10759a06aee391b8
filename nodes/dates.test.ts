import { describe, expect, it } from 'vitest'
import { addDays, dayFrom, dayOf, hourOf, hoursOf, instantOf, localIso, momentOf, startOfHour } from './dates.ts'

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

describe('a time that a change of clocks leaves out or repeats', () => {
  it.each([
    ['2027-09-05', '00:00', 'America/Santiago', '2027-09-05T04:00:00.000Z'],
    ['2027-09-05', '01:00', 'America/Santiago', '2027-09-05T04:00:00.000Z'],
    ['2027-04-04', '00:00', 'America/Santiago', '2027-04-04T04:00:00.000Z'],
    ['2027-04-03', '23:30', 'America/Santiago', '2027-04-04T02:30:00.000Z'],
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-04-24', '00:30', 'Africa/Cairo', '2026-04-23T22:30:00.000Z'],
    ['2026-10-29', '23:30', 'Africa/Cairo', '2026-10-29T20:30:00.000Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
  ])('%s %s in %s is %s', (day, time, timeZone, instant) => {
    expect(instantOf(day, time, timeZone)).toBe(instant)
  })
})

describe('a date or time from a variable', () => {
  it.each<[unknown, string | null, string | undefined]>([
    ['2026-12-01', '2026-11-30T16:00:00.000Z', undefined],
    ['2026-12-01T15:00', '2026-12-01T07:00:00.000Z', '15:00:00'],
    ['2026-12-01 15:00', '2026-12-01T07:00:00.000Z', '15:00:00'],
    ['2026-12-01 15:00:30', '2026-12-01T07:00:30.000Z', '15:00:30'],
    ['2026-12-01 9:00', '2026-12-01T01:00:00.000Z', '09:00:00'],
    ['2026/12/1 15:00', '2026-12-01T07:00:00.000Z', '15:00:00'],
    ['2026-12-01T15:00Z', '2026-12-01T15:00:00.000Z', '23:00:00'],
    ['2026-12-01T15:00:00.250Z', '2026-12-01T15:00:00.000Z', '23:00:00'],
    ['2026-12-01T15:00:00+0800', '2026-12-01T07:00:00.000Z', '15:00:00'],
    ['2026-12-01T15:00:00+08:00', '2026-12-01T07:00:00.000Z', '15:00:00'],
    ['2026-12-01T15:00:00+08', '2026-12-01T07:00:00.000Z', '15:00:00'],
    ['2026-12-01T15:00:00 -05:00', '2026-12-01T20:00:00.000Z', '04:00:00'],
    ['2026-12-01 15:00 UTC', '2026-12-01T15:00:00.000Z', '23:00:00'],
    ['\u200f2026-12-01\u200f', '2026-11-30T16:00:00.000Z', undefined],
    ['٢٠٢٦-١٢-٠١', '2026-11-30T16:00:00.000Z', undefined],
    [1796108400, '2026-12-01T07:00:00.000Z', '15:00:00'],
    ['1796108400', '2026-12-01T07:00:00.000Z', '15:00:00'],
    [1796108400000, '2026-12-01T07:00:00.000Z', '15:00:00'],
    ['2026-02-30', null, undefined],
    ['2026-13-01', null, undefined],
    ['2026-12-01T25:00', null, undefined],
    ['2026-12-01T15:00 or so', null, undefined],
    ['soon', null, undefined],
    ['', null, undefined],
    [12, null, undefined],
    [Number.NaN, null, undefined],
    [Number.POSITIVE_INFINITY, null, undefined],
    [true, null, undefined],
    [['2026-12-01'], null, undefined],
    [undefined, null, undefined],
    [`2026-12-01${' '.repeat(100_000)}`, '2026-11-30T16:00:00.000Z', undefined],
  ])('%j in Hong Kong is %s', (value, at, time) => {
    const moment = momentOf(value, 'Asia/Hong_Kong')
    expect([moment?.at ?? null, moment?.time]).toEqual([at, time])
  })

  it('is kept with the offset of its zone', () => {
    expect([
      localIso('2026-12-01T07:00:00.000Z', 'Asia/Hong_Kong'),
      localIso('2026-12-01T07:00:00.000Z', 'America/St_Johns'),
      localIso('2026-12-01T07:00:00.000Z'),
    ]).toEqual(['2026-12-01T15:00:00+08:00', '2026-12-01T03:30:00-03:30', '2026-12-01T07:00:00+00:00'])
  })
})

it('an hour that comes twice as clocks change is two, and one that is left out is none', () => {
  const hours = (day: string, timeZone: string) => hoursOf(day, timeZone).map((hour) => hour.slice(11))
  expect(hours('2026-10-25', 'Europe/London').slice(0, 4)).toEqual(['00+01:00', '01+01:00', '01+00:00', '02+00:00'])
  expect(hours('2026-03-29', 'Europe/London').slice(0, 3)).toEqual(['00+00:00', '02+01:00', '03+01:00'])
  const lengths = ['2026-10-25', '2026-03-29', '2026-06-01'].map((day) => hoursOf(day, 'Europe/London').length)
  expect(lengths).toEqual([25, 23, 24])
  for (const zone of ['Asia/Kolkata', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Kiritimati'])
    expect(hoursOf('2026-06-01', zone).length).toBe(24)
})

it('an hour says when it began', () => {
  for (const zone of ['Asia/Kolkata', 'Europe/London', 'America/St_Johns', undefined])
    for (const hour of hoursOf('2026-10-25', zone)) expect(hourOf(startOfHour(hour), zone)).toBe(hour)
  expect(startOfHour('2026-06-01T14+05:30')).toBe('2026-06-01T08:30:00.000Z')
})
