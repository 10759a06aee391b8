import { expect, it } from 'vitest'
import type { CalendarView } from '#schemas/api/calendar.ts'
import { closedPart, inPieces, openAfter, stretchesOf } from './closed-part.ts'

const by = { id: 'mo', name: 'Mo' }
/** Hong Kong is eight hours ahead. */
const closed = (from: string, until: string) =>
  ({ timeZone: 'Asia/Hong_Kong', revision: 1, days: [], closed: { from, until, by } }) as unknown as CalendarView
const hours = [
  { from: '10:00', to: '14:00' },
  { from: '15:00', to: '21:00' },
]

it('a day that is closed from noon until seven is open before and after', () => {
  const part = closedPart(closed('2026-11-30T04:00:00.000Z', '2026-11-30T11:00:00.000Z'), '2026-11-30')
  expect(part).toEqual({ from: 720, to: 1140 })
  expect(inPieces(stretchesOf(hours, []), part)).toEqual([
    { from: 600, to: 720, shut: false },
    { from: 720, to: 840, shut: true },
    { from: 900, to: 1140, shut: true },
    { from: 1140, to: 1260, shut: false },
  ])
  expect(part && openAfter(hours, part)).toEqual([{ from: '19:00', to: '21:00' }])
})

it('a day that is closed until it ends has nothing left of its hours, nor has a day in between', () => {
  const calendar = closed('2026-11-29T01:00:00.000Z', '2026-12-01T01:30:00.000Z')
  expect(closedPart(calendar, '2026-11-30')).toEqual({ from: 0, to: 1440 })
  expect(openAfter(hours, { from: 0, to: 1440 })).toEqual([])
  expect(closedPart(calendar, '2026-12-01')).toEqual({ from: 0, to: 570 })
  expect(openAfter(hours, { from: 0, to: 570 })).toEqual(hours)
  expect(closedPart(calendar, '2026-12-02')).toBeUndefined()
})

it('hours over midnight go on after the closed part', () => {
  const night = [{ from: '18:00', to: '02:00' }]
  expect(openAfter(night, { from: 0, to: 1200 })).toEqual([{ from: '20:00', to: '02:00' }])
  expect(inPieces(stretchesOf([], night), { from: 60, to: 1440 })).toEqual([
    { from: 0, to: 60, shut: false },
    { from: 60, to: 120, shut: true },
  ])
})

it('without a closure all hours are open', () => {
  expect(inPieces(stretchesOf(hours, []), undefined).every(({ shut }) => !shut)).toBe(true)
  expect(closedPart({ ...closed('', ''), closed: undefined } as unknown as CalendarView, '2026-11-30')).toBeUndefined()
})
