import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Calendar, calendarProblems, hoursOn } from '#schemas/calendar.ts'
import { instantAt } from '#schemas/instant.ts'
import { everyDay, hours } from '#tests/support/hours.ts'
import { localIso } from './dates.ts'
import { addOpeningTime, dayEnds, isOpen, nextClosing, nextOpening, openingAfter } from './opening.ts'

const shop = (more: Partial<Calendar> = {}): Calendar => ({
  timeZone: 'Asia/Hong_Kong',
  week: { ...everyDay('10:00-20:00'), fri: hours('10:00-14:00', '18:00-02:00'), sun: [] },
  days: [{ from: '2026-12-25', to: '2026-12-26', name: 'Christmas', hours: [] }],
  ...more,
})
const hour = 3_600_000

describe('opening hours', () => {
  it.each<[string, boolean]>([
    ['2026-11-23T01:59:00.000Z', false],
    ['2026-11-23T02:00:00.000Z', true],
    ['2026-11-23T11:59:59.999Z', true],
    ['2026-11-23T12:00:00.000Z', false],
    // Friday night goes on until two on Saturday.
    ['2026-11-27T08:00:00.000Z', false],
    ['2026-11-27T17:59:00.000Z', true],
    ['2026-11-27T18:00:00.000Z', false],
    // Sunday, and a holiday that is a Friday.
    ['2026-11-29T04:00:00.000Z', false],
    ['2026-12-25T04:00:00.000Z', false],
  ])('at %s are open: %s', (at, open) => {
    expect(isOpen(shop(), at)).toBe(open)
  })

  it('are over on Saturday evening and begin again on Monday morning', () => {
    expect(nextOpening(shop(), '2026-11-28T13:00:00.000Z')).toBe('2026-11-30T02:00:00.000Z')
    expect(nextOpening(shop(), '2026-11-30T03:00:00.000Z')).toBe('2026-11-30T03:00:00.000Z')
    expect(nextClosing(shop(), '2026-11-30T03:00:00.000Z')).toBe('2026-11-30T12:00:00.000Z')
    expect(nextClosing(shop(), '2026-11-28T13:00:00.000Z')).toBeNull()
    expect(openingAfter(shop(), '2026-11-28T11:00:00.000Z')).toBe('2026-11-30T02:00:00.000Z')
    expect(openingAfter(shop(), '2026-11-28T13:00:00.000Z')).toBe('2026-11-30T02:00:00.000Z')
  })

  it('count what is promised: two hours on Saturday evening end on Monday', () => {
    expect(addOpeningTime(shop(), '2026-11-28T11:00:00.000Z', 2 * hour)).toBe('2026-11-30T03:00:00.000Z')
  })

  it('are none while the shop is closed today, and come back by themselves', () => {
    const closed = { from: '2026-11-23T03:00:00.000Z', until: '2026-11-23T16:00:00.000Z', by: 'joyce', reason: 'Typhoon' }
    expect(isOpen(shop({ closed }), '2026-11-23T02:59:59.999Z')).toBe(true)
    expect(isOpen(shop({ closed }), '2026-11-23T04:00:00.000Z')).toBe(false)
    expect(nextOpening(shop({ closed }), '2026-11-23T04:00:00.000Z')).toBe('2026-11-24T02:00:00.000Z')
    expect(nextClosing(shop({ closed }), '2026-11-23T02:30:00.000Z')).toBe('2026-11-23T03:00:00.000Z')
  })

  it('are what they were when a closure ends before it begins', () => {
    const closed = { from: '2026-11-23T11:00:00.000Z', until: '2026-11-23T03:00:00.000Z', by: 'joyce' }
    for (const at of ['2026-11-23T02:30:00.000Z', '2026-11-23T05:00:00.000Z', '2026-11-23T11:30:00.000Z'])
      expect([isOpen(shop({ closed }), at), nextClosing(shop({ closed }), at)]).toEqual([true, '2026-11-23T12:00:00.000Z'])
  })

  it('are over for today at midnight, and on a long night when it ends', () => {
    expect(dayEnds(shop(), '2026-11-23T03:00:00.000Z')).toBe('2026-11-23T16:00:00.000Z')
    expect(dayEnds(shop(), '2026-11-27T03:00:00.000Z')).toBe('2026-11-27T18:00:00.000Z')
  })

  it('are always when nobody set them, and never when every day is without', () => {
    expect(isOpen(undefined, '2026-11-29T04:00:00.000Z')).toBe(true)
    expect(nextOpening(undefined, '2026-11-29T04:00:00.000Z')).toBe('2026-11-29T04:00:00.000Z')
    expect(addOpeningTime(undefined, '2026-11-29T04:00:00.000Z', hour)).toBe('2026-11-29T05:00:00.000Z')
    const never = shop({ week: everyDay(), days: [] })
    expect(nextOpening(never, '2026-11-29T04:00:00.000Z')).toBeNull()
    expect(addOpeningTime(never, '2026-11-29T04:00:00.000Z', 1)).toBeNull()
    const always = shop({ week: everyDay('00:00-24:00'), days: [] })
    expect(isOpen(always, '2026-11-29T04:00:00.000Z')).toBe(true)
    expect(nextClosing(always, '2026-11-29T04:00:00.000Z')).toBeNull()
  })

  it.each<[string, string, string, number]>([
    ['Europe/Berlin, when an hour is left out', '2026-03-28T23:00:00.000Z', 'Europe/Berlin', 2],
    ['Europe/Berlin, when an hour comes twice', '2026-10-24T22:00:00.000Z', 'Europe/Berlin', 4],
    ['Australia/Lord_Howe, when half an hour comes twice', '2026-04-04T13:00:00.000Z', 'Australia/Lord_Howe', 3.5],
    ['Asia/Kathmandu, where clocks never change', '2026-03-28T18:15:00.000Z', 'Asia/Kathmandu', 3],
  ])('from midnight to three are as long as they are: %s', (_, midnight, timeZone, length) => {
    const night = shop({ timeZone, week: everyDay('00:00-03:00'), days: [] })
    expect(nextClosing(night, midnight)).toBe(instantAt(Date.parse(midnight) + length * hour))
  })

  it('begin with the change when it leaves their beginning out', () => {
    const night = shop({ timeZone: 'Europe/Berlin', week: everyDay('02:30-05:00'), days: [] })
    expect(nextOpening(night, '2026-03-29T00:00:00.000Z')).toBe('2026-03-29T01:00:00.000Z')
  })
})

/** The slow way: the latest time that the clock on the wall has shown so far, minute by minute, looked up in the hours. */
function openMinutes(calendar: Calendar, from: number, minutes: number): boolean[] {
  let shown = ''
  return Array.from({ length: minutes }, (_, n) => {
    const at = from + n * 60_000
    const wall = localIso(instantAt(at), calendar.timeZone).slice(0, 16)
    if (wall > shown) shown = wall
    return opensAt(calendar, shown) && !isShut(calendar, at)
  })
}
const isShut = ({ closed }: Calendar, at: number): boolean =>
  closed !== undefined && Date.parse(closed.from) <= at && at < Date.parse(closed.until)

function opensAt(calendar: Calendar, wall: string): boolean {
  const [day = '', time = ''] = wall.split('T')
  const yesterday = new Date(Date.parse(`${day}T00:00:00Z`) - 24 * hour).toISOString().slice(0, 10)
  return (
    hoursOn(calendar, day).some(({ from, to }) => from <= time && (to < from || time < to)) ||
    hoursOn(calendar, yesterday).some(({ from, to }) => to < from && time < to)
  )
}
const zones = ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia', 'UTC']
/** Two days before clocks change in one of them, and one quiet day. */
const begins = ['2026-03-27', '2026-10-23', '2026-04-03', '2026-10-02', '2026-03-06', '2026-10-30', '2011-12-28', '2026-07-01']
const quarter = fc
  .integer({ min: 0, max: 95 })
  .map((n) => `${String(n >> 2).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`)
const someHours = fc.array(
  fc.record({ from: quarter, to: fc.oneof(quarter, fc.constant('24:00')) }).filter(({ from, to }) => from !== to),
  { maxLength: 2 },
)
const calendars = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    week: fc.record({
      mon: someHours,
      tue: someHours,
      wed: someHours,
      thu: someHours,
      fri: someHours,
      sat: someHours,
      sun: someHours,
    }),
    start: fc.constantFrom(...begins),
    holiday: fc.option(fc.record({ after: fc.integer({ min: 0, max: 3 }), hours: someHours })),
    closed: fc.option(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 1500 }))),
  })
  .map(({ timeZone, week, start, holiday, closed }) => {
    const from = Date.parse(`${start}T00:00:00Z`)
    const date = holiday && new Date(from + holiday.after * 24 * hour).toISOString().slice(0, 10)
    const calendar: Calendar = {
      timeZone,
      week,
      days: holiday && date ? [{ from: date, to: date, name: 'Holiday', hours: holiday.hours }] : [],
      ...(closed
        ? {
            closed: {
              from: instantAt(from + closed[0] * 60_000),
              until: instantAt(from + (closed[0] + closed[1]) * 60_000),
              by: 'a',
            },
          }
        : {}),
    }
    return { calendar, from }
  })

describe('whatever the hours, the zone and its changes of clocks', () => {
  const minutes = 4 * 24 * 60
  it('minute by minute the shop is open as the clock on its wall says, and opens next when it first is', () => {
    fc.assert(
      fc.property(calendars, fc.integer({ min: 0, max: minutes - 1 }), ({ calendar, from }, asked) => {
        const slow = openMinutes(calendar, from, minutes)
        const at = instantAt(from + asked * 60_000)
        expect(isOpen(calendar, at)).toBe(slow[asked])
        const next = slow.indexOf(true, asked)
        const found = nextOpening(calendar, at)
        if (next >= 0) expect(found).toBe(instantAt(from + next * 60_000))
        else if (found !== null) expect(Date.parse(found)).toBeGreaterThanOrEqual(from + minutes * 60_000)
        if (found !== null) expect(isOpen(calendar, found)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('adding opening time twice is adding it once, and what was added was open', () => {
    const upTo = fc.integer({ min: 0, max: 600 })
    fc.assert(
      fc.property(calendars, fc.integer({ min: 0, max: 1000 }), upTo, upTo, ({ calendar, from }, asked, first, second) => {
        const at = instantAt(from + asked * 60_000)
        const half = addOpeningTime(calendar, at, first * 60_000)
        const whole = addOpeningTime(calendar, at, (first + second) * 60_000)
        if (half === null || whole === null) return
        expect(addOpeningTime(calendar, half, second * 60_000)).toBe(whole)
        const passed = Math.round((Date.parse(whole) - Date.parse(at)) / 60_000)
        if (passed > minutes) return
        const slow = openMinutes(calendar, from, asked + passed).slice(asked)
        expect(slow.filter(Boolean)).toHaveLength(first + second)
      }),
      { numRuns: 40 },
    )
  })
})

describe('hours that cannot be', () => {
  it.each<[Partial<Calendar>, { path: string; message: string }[]]>([
    [{}, []],
    [
      { week: { ...everyDay(), mon: hours('10:00-10:00') } },
      [{ path: '/week/mon/0/to', message: 'is the same as the beginning' }],
    ],
    [
      { week: { ...everyDay(), mon: hours('10:00-14:00', '13:00-18:00') } },
      [{ path: '/week/mon/1/from', message: 'overlaps 10:00–14:00' }],
    ],
    [{ week: { ...everyDay(), mon: hours('10:00-14:00', '14:00-18:00') } }, []],
    [
      { week: { ...everyDay(), sun: hours('20:00-03:00'), mon: hours('02:00-08:00') } },
      [{ path: '/week/mon/0/from', message: 'overlaps 20:00–03:00 of the day before' }],
    ],
    [
      { days: [{ from: '2026-12-26', to: '2026-12-25', name: 'Christmas', hours: [] }] },
      [{ path: '/days/0/to', message: 'is before the first day' }],
    ],
    [
      {
        days: [
          { from: '2026-12-25', to: '2026-12-26', name: 'Christmas', hours: [] },
          { from: '2026-12-26', to: '2026-12-26', name: 'Boxing day', hours: [] },
        ],
      },
      [{ path: '/days/1/from', message: 'is a day that “Christmas” has already' }],
    ],
    [
      { days: [{ from: '2026-11-28', to: '2026-11-28', name: 'Sale', hours: hours('01:00-08:00') }] },
      [{ path: '/days/0/hours/0/from', message: 'overlaps 18:00–02:00 of the day before' }],
    ],
    [
      { week: { ...everyDay('10:00-20:00'), fri: hours('18:00-02:00'), sat: [{ from: '', to: '' }, ...hours('10:00-12:00')] } },
      [{ path: '/week/sat/0/from', message: 'is needed' }],
    ],
    [
      { week: { ...everyDay('10:00-20:00'), fri: [{ from: '18:00', to: '' }] } },
      [{ path: '/week/fri/0/to', message: 'is needed' }],
    ],
    [
      { days: [{ from: '2026-11-22', to: '2026-11-22', name: 'Night', hours: hours('20:00-11:00') }] },
      [{ path: '/days/0/hours/0/to', message: 'overlaps 10:00–20:00 of the day after' }],
    ],
    [
      { days: [{ from: '2026-11-21', to: '2026-11-22', name: 'Nights', hours: hours('03:00-05:00', '20:00-04:00') }] },
      [{ path: '/days/0/hours/0/from', message: 'overlaps 20:00–04:00 of the day before' }],
    ],
  ])('%j: %j', (more, problems) => {
    expect(calendarProblems(shop(more))).toEqual(problems)
  })
})
