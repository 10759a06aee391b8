import { expect, it } from 'vitest'
import type { Capabilities } from '#runtime/channels/contract.ts'
import { capabilities } from '#runtime/channels/whatsapp/capabilities.ts'
import { sendingPace } from './pace.ts'

const to = (address: string, bulk?: true) => ({
  channelId: 'shop',
  channelKind: 'whatsapp' as const,
  address,
  ...(bulk ? { bulk } : {}),
})
const shop = to('anybody')

/** A pace by a clock that only the test moves. */
function aPace(limits: Partial<Capabilities> = {}, processes = 1) {
  let at = 1_000_000
  const pace = sendingPace({
    now: () => at,
    processes: () => processes,
    capabilitiesOf: () => ({ ...capabilities, ...limits }),
  })
  /** Sends whatever a lane lets go for so long, looking every 10 ms; when each went. */
  const sendAll = (lane: 'live' | 'bulk', ms: number, most = Number.POSITIVE_INFINITY): number[] => {
    const sent: number[] = []
    for (const end = at + ms; at < end; at += 10)
      while (sent.length < most && pace.room(shop, lane) > 0 && pace.laneReadyAt(shop, lane) <= at) {
        pace.take(to(`person ${sent.length}`))
        sent.push(at)
      }
    return sent
  }
  return { pace, now: () => at, pass: (ms: number) => (at += ms), sendAll }
}

it('bulk goes at four fifths of what the vendor takes, and no second has more than it takes', () => {
  const { sendAll } = aPace({ perSecond: 80 })
  const sent = sendAll('bulk', 60_000)
  expect(sent.length).toBeGreaterThan(60 * 63)
  expect(Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + 1_000).length))).toBeLessThanOrEqual(80)
})

it('a reply goes at once, whatever bulk has taken, and bulk makes way for it', () => {
  const { pace, now, sendAll } = aPace({ perSecond: 80 })
  sendAll('bulk', 1_000)
  expect(pace.laneReadyAt(shop, 'live')).toBeLessThanOrEqual(now())
  for (let i = 0; i < 200; i++) pace.take(to(`person ${i}`))
  expect(pace.laneReadyAt(shop, 'live')).toBeLessThanOrEqual(now())
  expect([pace.room(shop, 'bulk'), pace.room(shop, 'live')]).toEqual([0, Number.POSITIVE_INFINITY])
  expect(sendAll('bulk', 600)).toHaveLength(0)
})

it('a channel whose vendor names no number goes as it comes', () => {
  const { pace, now } = aPace({ perSecond: undefined as never })
  for (let i = 0; i < 10_000; i++) pace.take(to('mei', true))
  expect(pace.laneReadyAt(shop, 'bulk')).toBeLessThanOrEqual(now())
})

it('after a complaint nothing goes until the vendor takes messages again, and replies begin slowly', () => {
  const { pace, now, pass, sendAll } = aPace({ perSecond: 80 })
  expect(pace.hold(to('mei'), 'channel', 7_000)).toBe(7_000)
  expect([pace.room(shop, 'live'), pace.room(shop, 'bulk')]).toEqual([0, 0])
  expect(pace.heldUntil(shop)).toBe(now() + 7_000)
  pass(7_000)
  expect(pace.heldUntil(shop)).toBeUndefined()
  expect(sendAll('live', 1_000).length).toBeLessThanOrEqual(65)
  pass(10_000)
  expect(pace.room(shop, 'live')).toBe(Number.POSITIVE_INFINITY)
})

it('a vendor that complains again and again without a time is asked less and less often', () => {
  const { pace, pass } = aPace()
  const holds: number[] = []
  for (let i = 0; i < 9; i++) {
    const ms = pace.hold(to('mei'), 'channel', 0)
    // What was under way with it is refused with it.
    pace.hold(to('ben'), 'channel', 0)
    holds.push(ms)
    pass(ms)
  }
  expect(holds).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000))
  pace.accepted(to('mei'))
  expect(pace.hold(to('mei'), 'channel', 0)).toBe(1_000)
})

it('one person is sent no more than the vendor lets one person have; others wait for nothing', () => {
  const { pace, now, pass } = aPace({ perRecipientMs: 6_000, perRecipientBurst: 45 })
  for (let i = 0; i < 45; i++) {
    expect(pace.personReadyAt(to('mei'))).toBeLessThanOrEqual(now())
    pace.take(to('mei'))
  }
  expect(pace.personReadyAt(to('mei'))).toBe(now() + 6_000)
  expect(pace.personReadyAt(to('ben'))).toBeLessThanOrEqual(now())
  pass(6_000)
  expect(pace.personReadyAt(to('mei'))).toBe(now())
})

it('a complaint about one person holds that one only', () => {
  const { pace, now } = aPace()
  pace.hold(to('mei'), 'person', 6_000)
  expect(pace.personReadyAt(to('mei'))).toBe(now() + 6_000)
  expect([pace.personReadyAt(to('ben')), pace.heldUntil(shop)]).toEqual([0, undefined])
})

it('of several processes each takes its share', () => {
  const alone = aPace({ perSecond: 80 }).sendAll('bulk', 60_000).length
  const oneOfTwo = aPace({ perSecond: 80 }, 2).sendAll('bulk', 60_000).length
  expect(Math.abs(alone - 2 * oneOfTwo)).toBeLessThan(20)
})

it('a clock that is set back by an hour holds nobody for an hour', () => {
  const { pace, now, pass, sendAll } = aPace({ perSecond: 80 })
  sendAll('bulk', 1_000)
  for (let i = 0; i < 45; i++) pace.take(to('mei'))
  pace.hold(to('ben'), 'channel', 60_000)
  pass(-3_600_000)
  expect([pace.heldUntil(shop), pace.room(shop, 'live') > 0, pace.room(shop, 'bulk') > 0]).toEqual([undefined, true, true])
  expect(pace.personReadyAt(to('mei'))).toBeLessThanOrEqual(now())
})
