import { describe, expect, it } from 'vitest'
import type { Opening } from '../contract.ts'
import { timeout, typed, visitOf } from '../testing.ts'
import { description } from './description.ts'
import { handler } from './handler.ts'
import type { WaitConfig } from './schema.ts'

const hour: WaitConfig = { for: 'duration', seconds: 3600 }
const delivery: WaitConfig = { for: 'date', date: 'day', time: '08:30' }
const enter = (config: WaitConfig, day = '', overrides = {}) =>
  handler.enter(visitOf(config, { variables: { day }, ...overrides }))
const waits = (until: string) => ({ next: 'wait', for: 'time', until, memory: { until } })

describe('a wait', () => {
  it('lasts as long as it says', () => {
    expect(enter(hour)).toEqual(waits('2026-03-09T13:00:00.000Z'))
  })

  it('lasts until a time on a day', () => {
    expect(enter(delivery, '2026-03-12')).toEqual(waits('2026-03-12T08:30:00.000Z'))
    expect(enter({ for: 'date', date: 'day' }, '2026-03-12')).toEqual(waits('2026-03-12T09:00:00.000Z'))
  })

  it('reads a day where the workspace is', () => {
    expect(enter(delivery, '2026-03-12', { timeZone: 'Asia/Hong_Kong' })).toEqual(waits('2026-03-12T00:30:00.000Z'))
  })

  it('keeps the time of a date that has one', () => {
    expect(enter(delivery, '2026-03-12T15:00:00+08:00')).toEqual(waits('2026-03-12T07:00:00.000Z'))
  })

  it.each([
    ['2026-12-01T15:00', '2026-12-01T07:00:00.000Z'],
    ['2026-12-01 15:00', '2026-12-01T07:00:00.000Z'],
    ['2026-12-01T15:00:00+0800', '2026-12-01T07:00:00.000Z'],
    ['1796108400', '2026-12-01T07:00:00.000Z'],
    ['2026-12-01T15:00:00Z', '2026-12-01T15:00:00.000Z'],
  ])('until %j in Hong Kong is until %s', (day, until) => {
    expect(enter(delivery, day, { timeZone: 'Asia/Hong_Kong' })).toEqual(waits(until))
  })

  it('reads the seconds a service answered with', () => {
    expect(enter(delivery, '', { variables: { day: 1796108400 } })).toEqual(waits('2026-12-01T07:00:00.000Z'))
  })

  it('goes on at once when the time has passed', () => {
    expect(enter(delivery, '2026-03-09')).toEqual({ next: 'go', output: 'next', note: { code: 'passed' } })
  })

  it.each(['', 'soon', '2026-02-30T99:00', '2026-13-01'])('fails when %j is no date', (day) => {
    expect(enter(delivery, day)).toEqual({ next: 'fail', reason: { code: 'no-date', values: { variable: 'day' } } })
  })

  it('is over when the time is', () => {
    expect(handler.resume?.(visitOf(hour, { memory: { until: '2026-03-09T13:00:00.000Z' } }), timeout)).toEqual({
      next: 'go',
      output: 'next',
    })
  })

  it('is not cut short by a message', () => {
    expect(handler.resume?.(visitOf(hour, { memory: { until: '2026-03-09T13:00:00.000Z' } }), typed('hello'))).toEqual(
      waits('2026-03-09T13:00:00.000Z'),
    )
  })

  it('says on its card how long', () => {
    expect([hour, { ...hour, seconds: 93_784 }, delivery].map((config) => description.card(config).meta)).toEqual([
      '1 h',
      '1 d 2 h 3 min 4 s',
      'day 08:30',
    ])
  })

  it('has a way out for a missing date only when it waits for one', () => {
    expect([hour, delivery].map((config) => description.outputs(config).map(({ name }) => name))).toEqual([
      ['next'],
      ['next', 'error'],
    ])
  })
})

describe('a wait until it is open', () => {
  const config: WaitConfig = { for: 'opening' }
  const monday = '2026-03-09T14:00:00.000Z'
  const at = (opening: Opening) => visitOf(config, { memory: { until: monday }, services: { opening: () => opening } })

  it('is none while it is open', () => {
    expect(handler.enter(at({ open: true }))).toEqual({ next: 'go', output: 'next' })
  })

  it('lasts until the next opening, and looks again then: that day may be closed after all', () => {
    expect(handler.enter(at({ open: false, next: monday }))).toEqual(waits(monday))
    const tuesday = '2026-03-10T14:00:00.000Z'
    expect(handler.resume?.(at({ open: false, next: tuesday }), timeout)).toEqual(waits(tuesday))
    expect(handler.resume?.(at({ open: true }), timeout)).toEqual({ next: 'go', output: 'next' })
  })

  it('is not cut short by a message', () => {
    expect(handler.resume?.(at({ open: true }), typed('hello?'))).toEqual(waits(monday))
  })

  it('looks again every day where no opening is in sight', () => {
    expect(handler.enter(at({ open: false }))).toEqual(waits('2026-03-10T12:00:00.000Z'))
  })

  it('says so on the card', () => {
    expect(description.card(config)).toEqual({ meta: 'until the shop is open' })
  })
})

describe('a wait for an event', () => {
  const config: WaitConfig = { for: 'signal', signal: 'order.paid', keep: ['amount'], seconds: 3600 }

  it('lasts until the event, and no longer than it may', () => {
    expect(enter(config)).toEqual({ ...waits('2026-03-09T13:00:00.000Z'), signal: 'order.paid' })
    expect(handler.resume?.(visitOf(config), timeout)).toEqual({ next: 'go', output: 'no-answer' })
  })

  it('keeps the values it names, and no others', () => {
    const values = { amount: 388, secret: 'x' }
    expect(handler.signal?.(visitOf(config), values)).toEqual({ next: 'go', output: 'next', set: { amount: 388 } })
    expect(handler.signal?.(visitOf(config), {})).toEqual({ next: 'go', output: 'next', set: {} })
    expect([description.writes?.(config), description.writes?.(hour)]).toEqual([['amount'], []])
  })

  it('is not cut short by a message', () => {
    const until = '2026-03-09T13:00:00.000Z'
    expect(handler.resume?.(visitOf(config, { memory: { until } }), typed('paid!'))).toEqual({
      ...waits(until),
      signal: 'order.paid',
    })
  })

  it('has a way out for an event that does not come, and says on its card what it waits for', () => {
    expect(description.outputs(config).map(({ name }) => name)).toEqual(['next', 'no-answer'])
    expect(description.card(config)).toEqual({ meta: 'until order.paid, 1 h at most' })
  })
})
