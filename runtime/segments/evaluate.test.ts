import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRules } from '#schemas/check-segment.ts'
import type { StandingConsent } from '#schemas/consent.ts'
import type { SeenEvents } from '#schemas/event.ts'
import { instantAt } from '#schemas/instant.ts'
import type { SegmentPerson, SegmentRule, SegmentTest } from '#schemas/segment.ts'
import { evaluate, isIn } from './evaluate.ts'

const hour = 3_600_000
const day = 24 * hour

/** Somebody of whom little is known, in Cairo. */
const heba = (known: Partial<SegmentPerson> = {}): SegmentPerson => ({
  id: 'heba',
  timeZone: 'Africa/Cairo',
  firstSeenAt: '2026-01-05T08:00:00.000Z',
  lastSeenAt: '2026-03-01T08:00:00.000Z',
  fields: {},
  tags: [],
  channels: ['whatsapp'],
  consents: [],
  seen: {},
  broadcasts: [],
  ...known,
})

const seenAt = (...at: string[]): SeenEvents => {
  const recent = [...at].sort().reverse()
  return { count: at.length, first: recent.at(-1) as string, last: recent[0] as string, recent }
}

const said = (purpose: string, state: 'given' | 'refused', day: number): StandingConsent => ({
  purpose,
  channelKind: 'whatsapp',
  state,
  at: `2026-01-0${day}T08:00:00.000Z`,
  entry: `e${day}`,
})

const ask = (rules: SegmentRule, person: SegmentPerson, now: string) => {
  const { in: isIn, until } = evaluate(rules, person, { now, timeZone: 'Asia/Hong_Kong' })
  return until === undefined ? [isIn] : [isIn, until]
}

describe('a last order more than 45 days ago', () => {
  const rules: SegmentRule = { about: 'last-event', type: 'order_placed', is: 'more-than-ago', days: 45 }

  it('is so from the same time of day on, 45 days of the calendar later, over a change of clocks', () => {
    // Cairo puts its clocks on in the night to 24 April 2026.
    const person = heba({ seen: { order_placed: seenAt('2026-04-01T10:30:00.000Z') } })
    const from = '2026-05-16T09:30:00.000Z'
    expect(ask(rules, person, '2026-05-16T09:29:59.999Z')).toEqual([false, from])
    expect(ask(rules, person, from)).toEqual([true])
  })

  it('is nobody’s who never ordered', () => {
    expect(ask(rules, heba(), '2026-05-16T09:30:00.000Z')).toEqual([false])
    expect(ask({ not: { about: 'event', type: 'order_placed' } }, heba(), '2026-05-16T09:30:00.000Z')).toEqual([true])
  })

  it('says why, with what was seen', () => {
    const person = heba({ seen: { order_placed: { ...seenAt('2026-04-01T10:30:00.000Z'), lastTotal: 1640 } } })
    expect(evaluate(rules, person, { now: '2026-04-02T00:00:00.000Z' }).because).toEqual([
      { path: '', holds: false, found: { last: '2026-04-01T10:30:00.000Z', count: 1, total: 1640 } },
    ])
  })
})

it('so many times in the last days ends when the first of them is too long ago', () => {
  const often: SegmentRule = { about: 'event', type: 'order_placed', atLeast: 2, days: 7 }
  const person = heba({
    seen: { order_placed: seenAt('2026-03-01T10:00:00.000Z', '2026-03-03T10:00:00.000Z', '2026-03-04T10:00:00.000Z') },
  })
  expect(ask(often, person, '2026-03-05T00:00:00.000Z')).toEqual([true, '2026-03-10T10:00:00.000Z'])
  expect(ask(often, person, '2026-03-10T10:00:00.000Z')).toEqual([false])
})

it('a birthday is in the next days in their own zone, every year, and of 29 February on the 28th', () => {
  const soon: SegmentRule = { about: 'fact', fact: 'birthday', is: 'within-next', value: 3 }
  expect(ask(soon, heba({ birthday: '1990-03-10' }), '2026-03-06T21:59:59.000Z')).toEqual([false, '2026-03-06T22:00:00.000Z'])
  expect(ask(soon, heba({ birthday: '--03-10' }), '2026-03-06T22:00:00.000Z')).toEqual([true, '2026-03-10T22:00:00.000Z'])
  const today: SegmentRule = { about: 'fact', fact: 'birthday', is: 'within-next', value: 0 }
  expect(ask(today, heba({ birthday: '2000-02-29', timeZone: 'UTC' }), '2027-02-28T12:00:00.000Z')).toEqual([
    true,
    '2027-03-01T00:00:00.000Z',
  ])
})

it('who is in none of them may come into one when the last that is missing comes true', () => {
  const orders = { order_placed: seenAt('2026-03-01T10:00:00.000Z') }
  const person = heba({ seen: orders, lastSeenAt: '2026-03-02T10:00:00.000Z' })
  const both: SegmentRule = {
    all: [
      { about: 'last-event', type: 'order_placed', is: 'more-than-ago', days: 10 },
      { about: 'seen', is: 'more-than-ago', days: 30 },
    ],
  }
  expect(ask(both, person, '2026-03-05T00:00:00.000Z')).toEqual([false, '2026-04-01T10:00:00.000Z'])
})

it('whoever is restricted is in nothing, whatever the rules say', () => {
  const anybody: SegmentRule = { not: { about: 'tag', tag: 'vip' } }
  expect(ask(anybody, heba({ restricted: true }), '2026-03-09T16:00:00.000Z')).toEqual([false])
})

it('a time zone that is none is the workspace’s', () => {
  const today: SegmentRule = { about: 'fact', fact: 'birthday', is: 'within-next', value: 0 }
  expect(ask(today, heba({ timeZone: 'Mars/Olympus', birthday: '--03-10' }), '2026-03-09T16:00:00.000Z')).toEqual([
    true,
    '2026-03-10T16:00:00.000Z',
  ])
})

it.each<[SegmentTest, Partial<SegmentPerson>, boolean]>([
  [{ about: 'fact', fact: 'name', is: 'starts-with', value: 'هبة' }, { name: 'هبة ر.' }, true],
  [{ about: 'fact', fact: 'email', is: 'is-not-set' }, {}, true],
  [{ about: 'fact', fact: 'language', is: 'in-list', value: ['ar', 'en'] }, { language: 'ar' }, true],
  [{ about: 'fact', fact: 'optedOut', is: 'is', value: true }, {}, false],
  [{ about: 'fact', fact: 'source', is: 'is', value: 'ad' }, { source: ['ad', 'White Friday'] }, true],
  [{ about: 'field', field: 'size', is: 'greater', value: 40 }, { fields: { size: 41 } }, true],
  [{ about: 'field', field: 'size', is: 'greater', value: 40 }, {}, false],
  [{ about: 'field', field: 'likes', is: 'is', value: 'shoes' }, { fields: { likes: ['bags', 'shoes'] } }, true],
  [{ about: 'field', field: 'likes', is: 'is-not', value: 'shoes' }, { fields: { likes: ['bags', 'shoes'] } }, false],
  [{ about: 'field', field: 'vip', is: 'is', value: true }, { fields: { vip: true } }, true],
  [{ about: 'field', field: 'installed', is: 'before', value: '2026-02-01' }, { fields: { installed: '2026-01-31' } }, true],
  [{ about: 'field', field: '__proto__', is: 'is-set' }, {}, false],
  [{ about: 'tag', tag: 'تاجر' }, { tags: ['تاجر'] }, true],
  [{ about: 'consent', purpose: 'offers', channel: 'whatsapp', is: 'given' }, { consents: [said('offers', 'given', 1)] }, true],
  [
    { about: 'consent', purpose: 'offers', is: 'given' },
    { consents: [said('offers', 'given', 1), said('', 'refused', 2)] },
    false,
  ],
  [{ about: 'consent', purpose: 'offers', channel: 'telegram', is: 'unknown' }, { consents: [said('offers', 'given', 1)] }, true],
  [{ about: 'consent', purpose: 'surveys', is: 'unknown' }, {}, true],
  [{ about: 'stage', stages: ['lead', 'won'] }, { stage: 'won' }, true],
  [{ about: 'channel', channels: ['telegram'] }, {}, false],
  [
    { about: 'last-event', type: 'order_placed', is: 'over', value: 1000 },
    { seen: { order_placed: { ...seenAt('2026-02-01T00:00:00.000Z'), lastTotal: 1150 } } },
    true,
  ],
  [{ about: 'event', type: 'order_placed', atMost: 0 }, {}, true],
  [
    { about: 'broadcast', broadcast: 'b1', is: 'not-answered' },
    { broadcasts: [{ broadcast: 'b1', at: '2026-02-01T00:00:00.000Z', answered: false }] },
    true,
  ],
  [
    { about: 'broadcast', is: 'got', days: 7 },
    { broadcasts: [{ broadcast: 'b1', at: '2026-02-01T00:00:00.000Z', answered: false }] },
    false,
  ],
])('%j', (test, known, holds) => {
  expect(checkRules(test)).toEqual([])
  expect(ask(test, heba(known), '2026-03-09T12:00:00.000Z')[0]).toBe(holds)
})

// A second opinion: the same rules by the hour, with no word about until when.
const zones = ['UTC', 'Asia/Hong_Kong', 'Africa/Cairo', 'America/New_York', 'Australia/Lord_Howe']
const local = (ms: number, zone: string): string => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(ms)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}`
}
const wallPlus = (wall: string, days: number): string => {
  const at = new Date(`${wall.slice(0, 10)}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return `${at.toISOString().slice(0, 10)}${wall.slice(10)}`
}
/** That much has passed when their wall shows as much. */
const isAgo = (at: string, days: number, now: number, zone: string) =>
  local(now, zone) >= wallPlus(local(Date.parse(at), zone), days)

function naive(rule: SegmentRule, person: SegmentPerson, now: number, zone: string): boolean {
  if ('all' in rule) return !rule.all.some((each) => !naive(each, person, now, zone))
  if ('any' in rule) return rule.any.filter((each) => naive(each, person, now, zone)).length > 0
  if ('not' in rule) return naive(rule.not, person, now, zone) === false
  if (rule.about === 'tag') return person.tags.includes(rule.tag)
  if (rule.about === 'stage') return rule.stages.some((stage) => stage === person.stage)
  if (rule.about === 'channel') return rule.channels.some((kind) => person.channels.includes(kind))
  if (rule.about === 'seen') return isAgo(person.lastSeenAt, rule.days, now, zone) === (rule.is === 'more-than-ago')
  if (rule.about === 'event') {
    const all = person.seen[rule.type]?.recent ?? []
    const { days } = rule
    const count = days === undefined ? all.length : all.filter((at) => !isAgo(at, days, now, zone)).length
    return count >= (rule.atLeast ?? (rule.atMost === undefined ? 1 : 0)) && (rule.atMost === undefined || count <= rule.atMost)
  }
  if (rule.about === 'last-event') {
    const seen = person.seen[rule.type]
    if (!seen) return false
    if (!('days' in rule)) {
      if (seen.lastTotal === undefined) return false
      return rule.is === 'over' ? seen.lastTotal > rule.value : seen.lastTotal < rule.value
    }
    return isAgo(seen.last, rule.days, now, zone) === (rule.is === 'more-than-ago')
  }
  if (rule.about === 'field') {
    const value = person.fields[rule.field]
    if (rule.is === 'is-set') return value !== undefined
    if (rule.is === 'within-next') {
      const today = local(now, zone).slice(0, 10)
      return typeof value === 'string' && today <= value && value <= wallPlus(today, Number(rule.value))
    }
    return typeof value === 'number' && (rule.is === 'greater' ? value > Number(rule.value) : value < Number(rule.value))
  }
  throw new Error(`nobody asks the second opinion about ${rule.about}`)
}

const start = Date.parse('2026-02-01T00:00:00.000Z')
/** To the minute: what the wall shows. */
const moment = fc.integer({ min: 0, max: 90 * 24 * 4 }).map((quarters) => instantAt(start + quarters * 15 * 60_000))
const types = ['order_placed', 'rated', 'chat_closed']
const days = fc.integer({ min: 1, max: 60 })
const test: fc.Arbitrary<SegmentRule> = fc.oneof(
  fc.record({ about: fc.constant('tag' as const), tag: fc.constantFrom('vip', 'dealer') }),
  fc.record({ about: fc.constant('stage' as const), stages: fc.subarray(['lead', 'won', 'lost'], { minLength: 1 }) }),
  fc.record({
    about: fc.constant('channel' as const),
    channels: fc.subarray(['whatsapp', 'telegram'] as const, { minLength: 1 }).map((of) => [...of]),
  }),
  fc.record({
    about: fc.constant('seen' as const),
    is: fc.constantFrom('more-than-ago' as const, 'less-than-ago' as const),
    days,
  }),
  fc.record(
    { about: fc.constant('event' as const), type: fc.constantFrom(...types), atLeast: fc.integer({ min: 0, max: 3 }), days },
    { requiredKeys: ['about', 'type'] },
  ),
  fc.record({
    about: fc.constant('event' as const),
    type: fc.constantFrom(...types),
    atMost: fc.integer({ min: 0, max: 2 }),
    days,
  }),
  fc.record({
    about: fc.constant('last-event' as const),
    type: fc.constantFrom(...types),
    is: fc.constantFrom('more-than-ago' as const, 'less-than-ago' as const),
    days,
  }),
  fc.record({
    about: fc.constant('last-event' as const),
    type: fc.constantFrom(...types),
    is: fc.constantFrom('over' as const, 'under' as const),
    value: fc.integer({ min: 0, max: 100 }),
  }),
  fc.record({
    about: fc.constant('field' as const),
    field: fc.constant('size'),
    is: fc.constantFrom('greater' as const, 'less' as const),
    value: fc.integer({ min: 0, max: 50 }),
  }),
  fc.record({
    about: fc.constant('field' as const),
    field: fc.constant('due'),
    is: fc.constant('within-next' as const),
    value: fc.integer({ min: 0, max: 20 }),
  }),
  fc.constant({ about: 'field' as const, field: 'size', is: 'is-set' as const }),
)
const { rule } = fc.letrec<{ rule: SegmentRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: test },
    { weight: 2, arbitrary: fc.array(tie('rule'), { minLength: 1, maxLength: 4 }).map((all) => ({ all })) },
    { weight: 2, arbitrary: fc.array(tie('rule'), { minLength: 1, maxLength: 4 }).map((any) => ({ any })) },
    { weight: 1, arbitrary: tie('rule').map((not) => ({ not })) },
  ),
}))
const seenOf = fc
  .record({
    at: fc.array(moment, { minLength: 1, maxLength: 6 }),
    lastTotal: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  })
  .map(({ at, lastTotal }) => ({ ...seenAt(...at), ...(lastTotal === undefined ? {} : { lastTotal }) }))
const person: fc.Arbitrary<SegmentPerson> = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    lastSeenAt: moment,
    tags: fc.subarray(['vip', 'dealer']),
    stage: fc.constantFrom('lead', 'won', undefined),
    channels: fc.subarray(['whatsapp', 'telegram'] as const).map((of) => [...of]),
    size: fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }),
    due: fc.option(
      moment.map((at) => at.slice(0, 10)),
      { nil: undefined },
    ),
    seen: fc.dictionary(fc.constantFrom(...types), seenOf, { maxKeys: 3 }),
  })
  .map(({ size, due, stage, ...known }) =>
    heba({
      ...known,
      ...(stage === undefined ? {} : { stage }),
      fields: { ...(size === undefined ? {} : { size }), ...(due === undefined ? {} : { due }) },
    }),
  )
/** After all that happened: what lies ahead of somebody’s clock is no matter of theirs. Away from hours that come twice or never. */
const later = fc.integer({ min: 0, max: 90 }).map((after) => start + (91 + after) * day + 12 * hour)

it('200 rules say of anybody what a second, plain reading of them says', () => {
  fc.assert(
    fc.property(rule, fc.array(fc.tuple(person, later), { minLength: 10, maxLength: 10 }), (rules, people) => {
      expect(checkRules(rules)).toEqual([])
      for (const [one, now] of people) {
        const { in: isMeant } = evaluate(rules, one, { now: instantAt(now) })
        expect(isMeant).toBe(naive(rules, one, now, one.timeZone as string))
        expect(isIn(rules, one, { now: instantAt(now) })).toBe(isMeant)
      }
    }),
    { numRuns: 200 },
  )
})

it('whoever is asked again when it says so is never asked too late', () => {
  fc.assert(
    fc.property(rule, person, moment, (rules, one, from) => {
      let now = from
      for (let asked = 0; asked < 12; asked++) {
        const { in: isMeant, until } = evaluate(rules, one, { now })
        const end = until === undefined ? Date.parse(now) + 400 * day : Date.parse(until)
        expect(end).toBeGreaterThan(Date.parse(now))
        for (const part of [0.01, 0.3, 0.7, 0.99])
          expect(isIn(rules, one, { now: instantAt(Math.floor(Date.parse(now) + part * (end - Date.parse(now)))) })).toBe(isMeant)
        expect(isIn(rules, one, { now: instantAt(end - 1) })).toBe(isMeant)
        if (until === undefined) return
        now = until
      }
    }),
    { numRuns: 300 },
  )
})
