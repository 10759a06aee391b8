import { describe, expect, it } from 'vitest'
import { askGate, type GateFacts } from './gate.ts'

const now = Date.parse('2026-11-23T08:00:00.000Z')
const at = (seconds: number) => new Date(now + seconds * 1_000).toISOString()
const hour = 3_600_000

const cairo = {
  zone: 'Africa/Cairo',
  hours: { quiet: { from: '21:00', to: '10:00' }, weekend: { days: ['fri'], until: '14:00' } },
}
const go = { may: 'go' }
const no = (code: string, values?: object) => ({ may: 'no', code, ...(values ? { values } : {}) })
const later = (when: string, code: string) => ({ may: 'later', at: when, code })

/** One of each reason, in the order in which they are asked. */
const inTheWay: [string, Partial<GateFacts>, object][] = [
  ['what was known of them was deleted', { erased: true }, no('person-gone')],
  ['they asked that nothing is done with their facts', { restricted: true }, no('restricted')],
  ['the shop blocked them', { blocked: true }, no('blocked')],
  ['they said STOP', { optedOut: true }, no('opted-out')],
  ['they told the vendor to stop', { vendor: { stopped: true } }, no('vendor-stopped')],
  ['it is marketing to the United States', { vendor: { marketingToUs: true } }, no('us-marketing')],
  ['the vendor holds what they get', { vendor: { heldUntil: now + hour } }, later(at(3600), 'held')],
  ['they refused offers', { consent: { purpose: 'offers', state: 'refused' } }, no('consent-refused', { purpose: 'offers' })],
  ['nobody asked them', { consent: { purpose: 'offers', state: 'unknown' } }, no('no-consent', { purpose: 'offers' })],
  ['a person of ours is in a chat with them', { chatOpen: { lookAt: now + hour } }, later(at(3600), 'chat-open')],
  ['they are held out to compare', { heldOut: true }, no('held-out')],
  ['they got enough this week', { cap: { most: 2, days: 7, got: 2 } }, no('enough', { most: '2', days: '7' })],
  ['the money of the month is spent', { budget: { left: 4, costs: 5, renewsAt: now + hour } }, later(at(3600), 'budget')],
  ['no channel leads to them', { reachable: false }, no('no-address')],
  ['there is no such template', { template: { state: 'none', lookAt: now + hour } }, no('no-template')],
  ['the vendor paused the template', { template: { state: 'off', lookAt: now + hour } }, later(at(3600), 'template-off')],
  ['the window is shut', { allowance: { may: 'nothing', until: at(-1) } }, no('window-closed', { until: at(-1) })],
  ['it is night where they are', { hours: { quiet: { from: '07:00', to: '12:30' } } }, later(at(4.5 * 3600), 'quiet-hours')],
  ['the channel is out of order', { outOfOrder: { until: now + 1_000 } }, later(at(1), 'out-of-order')],
  [
    'as many people as the vendor allows were written to',
    { reach: { left: 0, renewsAt: now + hour } },
    later(at(3600), 'daily-reach'),
  ],
  ['the vendor takes no more this second', { readyAt: now + 5_000 }, later(at(5), 'pace')],
]

describe('what nobody asked for', () => {
  it.each(inTheWay)('is held back when %s', (_what, facts, answer) => {
    expect(askGate({ now, ...facts })).toEqual(answer)
  })

  it('is held back for the first reason of several, whatever else is in the way, so that each person counts once', () => {
    for (const [n, [, first, answer]] of inTheWay.entries())
      for (const [, second] of inTheWay.slice(n)) {
        const vendor = { ...second.vendor, ...first.vendor }
        const template = first.template ?? second.template
        const consent = first.consent ?? second.consent
        expect(
          askGate({
            now,
            ...second,
            ...first,
            ...(first.vendor || second.vendor ? { vendor } : {}),
            ...(template ? { template } : {}),
            ...(consent ? { consent } : {}),
          }),
        ).toEqual(answer)
      }
  })

  it('goes when nothing is in its way', () => {
    const fine: GateFacts = {
      now,
      erased: false,
      restricted: false,
      blocked: false,
      optedOut: false,
      vendor: { stopped: false, marketingToUs: false, heldUntil: now },
      consent: { purpose: 'offers', state: 'given' },
      heldOut: false,
      cap: { most: 2, days: 7, got: 1 },
      budget: { left: 5, costs: 5, renewsAt: now + hour },
      reachable: true,
      template: { state: 'approved', lookAt: now + hour },
      says: 'template',
      allowance: { may: 'templates', until: at(-60) },
      ...cairo,
      reach: { left: 1, renewsAt: now + hour },
      readyAt: now,
    }
    expect(askGate(fine)).toEqual(go)
    expect(askGate({ now })).toEqual(go)
  })
})

/** What the window lets through. */
const windows: [string, Partial<GateFacts>, object][] = [
  ['a text in an open window goes', { says: 'text', allowance: { may: 'anything', until: at(60) } }, go],
  ['a text where templates alone go does not', { says: 'text', allowance: { may: 'templates' } }, no('window-closed')],
  ['a choice where templates alone go does not', { says: 'choices', allowance: { may: 'templates' } }, no('window-closed')],
  ['a picture where templates alone go does not', { says: 'media', allowance: { may: 'templates' } }, no('window-closed')],
  ['a template where templates alone go does', { says: 'template', allowance: { may: 'templates' } }, go],
  ['a template in an open window goes', { says: 'template', allowance: { may: 'anything' } }, go],
  ['a template where nothing goes does not', { says: 'template', allowance: { may: 'nothing' } }, no('window-closed')],
  ['a text where nobody knows of a window goes', { says: 'text' }, go],
  ['the third of two in seven days does not', { cap: { most: 2, days: 7, got: 3 } }, no('enough', { most: '2', days: '7' })],
  ['none at all may go where the cap is none', { cap: { most: 0, days: 1, got: 0 } }, no('enough', { most: '0', days: '1' })],
  ['a hold that is over is none', { vendor: { heldUntil: now - 1 } }, go],
  ['what costs nothing goes though all is spent', { budget: { left: 0, costs: 0, renewsAt: now + hour } }, go],
]

it.each(windows)('%s', (_what, facts, answer) => {
  expect(askGate({ now, ...facts })).toEqual(answer)
})

/** By the clock of whoever gets it. Cairo is at UTC+2 in winter, at +3 in summer. */
const clocks: [string, string, Partial<GateFacts>, object][] = [
  [
    'a minute before ten in Cairo it waits for ten',
    '2026-11-23T07:59:00.000Z',
    cairo,
    later('2026-11-23T08:00:00.000Z', 'quiet-hours'),
  ],
  ['at ten in Cairo it goes', '2026-11-23T08:00:00.000Z', cairo, go],
  ['a minute before nine in the evening it goes', '2026-11-23T18:59:00.000Z', cairo, go],
  [
    'at nine in the evening it waits for the morning',
    '2026-11-23T19:00:00.000Z',
    cairo,
    later('2026-11-24T08:00:00.000Z', 'quiet-hours'),
  ],
  ['at midnight it waits for the morning', '2026-11-23T22:00:00.000Z', cairo, later('2026-11-24T08:00:00.000Z', 'quiet-hours')],
  [
    'on Thursday night it waits for Friday at two',
    '2026-11-26T20:00:00.000Z',
    cairo,
    later('2026-11-27T12:00:00.000Z', 'quiet-hours'),
  ],
  ['on Friday morning it waits for two', '2026-11-27T09:00:00.000Z', cairo, later('2026-11-27T12:00:00.000Z', 'weekend')],
  ['on Friday at two it goes', '2026-11-27T12:00:00.000Z', cairo, go],
  [
    'a moment that is evening in Cairo is morning in New York',
    '2026-11-23T19:00:00.000Z',
    { ...cairo, zone: 'America/New_York' },
    go,
  ],
  [
    'a moment that is morning in Cairo is night in New York',
    '2026-11-23T08:00:00.000Z',
    { ...cairo, zone: 'America/New_York' },
    later('2026-11-23T15:00:00.000Z', 'quiet-hours'),
  ],
  ['in Hong Kong it is four in the afternoon then', '2026-11-23T08:00:00.000Z', { ...cairo, zone: 'Asia/Hong_Kong' }, go],
  [
    'in Kathmandu, which is 5:45 ahead, it waits a quarter of an hour less',
    '2026-11-23T04:00:00.000Z',
    { ...cairo, zone: 'Asia/Kathmandu' },
    later('2026-11-23T04:15:00.000Z', 'quiet-hours'),
  ],
  [
    'in the night in which Cairo goes to summer time it still waits for ten on the wall',
    '2026-04-23T20:00:00.000Z',
    { ...cairo, hours: { quiet: { from: '21:00', to: '10:00' } } },
    later('2026-04-24T07:00:00.000Z', 'quiet-hours'),
  ],
  [
    'in the night in which New York goes to winter time it waits for ten on the wall',
    '2026-11-01T03:00:00.000Z',
    { ...cairo, zone: 'America/New_York' },
    later('2026-11-01T15:00:00.000Z', 'quiet-hours'),
  ],
  [
    'an end of the night that the clocks leave out is reached with the change',
    '2026-03-08T05:00:00.000Z',
    { zone: 'America/New_York', hours: { quiet: { from: '21:00', to: '02:30' } } },
    later('2026-03-08T07:00:00.000Z', 'quiet-hours'),
  ],
  [
    'of an end of the night that comes twice, what is after the first is night until the second',
    '2026-11-01T06:10:00.000Z',
    { zone: 'America/New_York', hours: { quiet: { from: '21:00', to: '01:30' } } },
    later('2026-11-01T06:30:00.000Z', 'quiet-hours'),
  ],
  [
    'a weekend of two whole days ends with Monday',
    '2026-11-28T12:00:00.000Z',
    { zone: 'Europe/Berlin', hours: { weekend: { days: ['sat', 'sun'] } } },
    later('2026-11-29T23:00:00.000Z', 'weekend'),
  ],
  [
    'after a weekend comes the night',
    '2026-11-29T12:00:00.000Z',
    { zone: 'Europe/Berlin', hours: { weekend: { days: ['sat', 'sun'] }, quiet: { from: '20:00', to: '09:00' } } },
    later('2026-11-30T08:00:00.000Z', 'weekend'),
  ],
  [
    'a rest at noon is quiet, too',
    '2026-11-23T12:30:00.000Z',
    { hours: { quiet: { from: '12:00', to: '13:00' } } },
    later('2026-11-23T13:00:00.000Z', 'quiet-hours'),
  ],
  ['quiet hours without length are none', '2026-11-23T12:00:00.000Z', { hours: { quiet: { from: '12:00', to: '12:00' } } }, go],
  ['without hours it goes at any time', '2026-11-23T01:00:00.000Z', { hours: {}, zone: 'Africa/Cairo' }, go],
]

it.each(clocks)('%s', (_what, moment, facts, answer) => {
  expect(askGate({ now: Date.parse(moment), ...facts })).toEqual(answer)
})

it('a week that is quiet on every day has an answer all the same', () => {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  expect(askGate({ now, hours: { weekend: { days } } })).toMatchObject({ may: 'later', code: 'weekend' })
})
