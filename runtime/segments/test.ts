import { type OperatorName, operators } from '#nodes/condition/operators.ts'
import { momentOf } from '#nodes/dates.ts'
import type { SeenEvents } from '#schemas/event.ts'
import type { Instant } from '#schemas/instant.ts'
import { channelKinds } from '#schemas/message.ts'
import type { Comparison, SegmentPerson, SegmentTest } from '#schemas/segment.ts'
import { type NoConsent, refusesFor } from '../consent.ts'
import { birthdays, dayAt, daysAfter, startOf } from './days.ts'

/** What a test saw of a person. */
export type Found = Record<string, string | number | boolean | string[]>

/** `until`: in ms since 1970; before it only a change of the person changes it. */
export interface Tested {
  holds: boolean
  until: number
  found: Found
}

const forEver = Number.POSITIVE_INFINITY

/** One test of one person. */
export function testIn(test: SegmentTest, person: SegmentPerson, now: number, zone: string): Tested {
  switch (test.about) {
    case 'fact':
      return test.fact === 'birthday'
        ? ofBirthday(test, person.birthday, now, zone)
        : compared(test, factOf(test.fact, person), now, zone)
    case 'field':
      return compared(test, Object.hasOwn(person.fields, test.field) ? person.fields[test.field] : undefined, now, zone)
    case 'tag':
      return lasting(operators['has-tag'].test([...person.tags], test.tag, ''))
    case 'stage':
      return lasting(person.stage !== undefined && test.stages.includes(person.stage), { value: person.stage })
    case 'channel':
      return lasting(
        test.channels.some((kind) => person.channels.includes(kind)),
        { value: [...person.channels] },
      )
    case 'consent':
      return ofConsent(test, person)
    case 'event':
      return ofEvents(test, seenOf(person, test.type), now, zone)
    case 'last-event':
      return ofLast(test, seenOf(person, test.type), now, zone)
    case 'seen':
      return ago(test.is, person.lastSeenAt, test.days, now, zone, { last: person.lastSeenAt })
    case 'broadcast':
      return ofBroadcast(test, person, now, zone)
  }
}

const seenOf = ({ seen }: SegmentPerson, type: string): SeenEvents | undefined =>
  Object.hasOwn(seen, type) ? seen[type] : undefined

const lasting = (holds: boolean, found: Record<string, Found[string] | undefined> = {}): Tested => ({
  holds,
  until: forEver,
  found: Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Found,
})

function factOf(fact: Exclude<Extract<SegmentTest, { about: 'fact' }>['fact'], 'birthday'>, person: SegmentPerson) {
  // Whoever never said STOP did not say it.
  return fact === 'optedOut' ? (person.optedOut ?? false) : person[fact]
}

type Value = string | number | boolean | string[] | undefined

function compared(test: Comparison, actual: Value, now: number, zone: string): Tested {
  const { is, value, to } = test
  const found = { value: actual }
  if (is === 'more-than-ago' || is === 'less-than-ago') {
    const at = Array.isArray(actual) ? null : momentOf(actual, zone)
    return at ? ago(is, at.at, Number(value), now, zone, found) : lasting(false, found)
  }
  if (is === 'within-next') {
    const moment = Array.isArray(actual) ? null : momentOf(actual, zone)
    return moment ? within([moment.day], Number(value), now, zone, found) : lasting(false, found)
  }
  if (is === 'in-list') {
    const list = Array.isArray(value) ? value : []
    return lasting(
      list.some((each) => has(actual, each)),
      found,
    )
  }
  if (Array.isArray(actual) && (is === 'is' || is === 'is-not'))
    return lasting(has(actual, String(value)) === (is === 'is'), found)
  return lasting(operators[is as OperatorName].test(actual, String(value ?? ''), String(to ?? ''), zone), found)
}

/** Of many of a list, one of them is it. */
const has = (actual: Value, expected: string): boolean =>
  Array.isArray(actual) ? actual.some((each) => operators.is.test(each, expected, '')) : operators.is.test(actual, expected, '')

/** From `at` on it is less than so many days ago, and then more: calendar days later, at the same time of day. */
function ago(
  is: 'more-than-ago' | 'less-than-ago',
  at: Instant,
  days: number,
  now: number,
  zone: string,
  found: Record<string, Value>,
): Tested {
  const [begins, ends] = [Date.parse(at), daysAfter(at, days, zone)]
  const until = now < begins ? begins : now < ends ? ends : forEver
  const holds = is === 'more-than-ago' ? now >= ends : now >= begins && now < ends
  return { ...lasting(holds, found), until }
}

/** One of these days is today or among the next so many. */
function within(days: readonly string[], next: number, now: number, zone: string, found: Record<string, Value>): Tested {
  const spans = days.map((day) => [startOf(plus(day, -next), zone), startOf(plus(day, 1), zone)] as const)
  const holds = spans.some(([from, end]) => now >= from && now < end)
  const until = Math.min(...spans.flat().filter((at) => at > now))
  return { ...lasting(holds, found), until }
}

const plus = (day: string, days: number): string => {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

function ofBirthday(test: Comparison, birthday: string | undefined, now: number, zone: string): Tested {
  if (test.is !== 'within-next') return compared(test, birthday, now, zone)
  const days = birthday === undefined ? [] : birthdays(birthday, dayAt(now, zone))
  return days.length > 0 ? within(days, Number(test.value), now, zone, { value: birthday }) : lasting(false, { value: birthday })
}

/** What follows from all they said there, STOP among it; on any channel, from where it is best. */
function ofConsent(
  { purpose, channel, is }: Extract<SegmentTest, { about: 'consent' }>,
  { consents, channels }: SegmentPerson,
): Tested {
  const kinds = channel ? [channel] : channels.length > 0 ? channels : channelKinds
  const answers = kinds.map((channelKind) => answerOf(refusesFor(consents, { purpose, channelKind })))
  const known = answers.includes('given') ? 'given' : answers.includes('refused') ? 'refused' : 'unknown'
  return lasting(known === is, { value: known })
}

const answerOf = (why: NoConsent | undefined): 'given' | 'refused' | 'unknown' =>
  why === undefined ? 'given' : why === 'not-asked' ? 'unknown' : 'refused'

function ofEvents(
  { atLeast, atMost, days }: Extract<SegmentTest, { about: 'event' }>,
  seen: SeenEvents | undefined,
  now: number,
  zone: string,
): Tested {
  const least = atLeast ?? (atMost === undefined ? 1 : 0)
  const fits = (count: number) => count >= least && count <= (atMost ?? forEver)
  if (!seen) return lasting(fits(0), { count: 0 })
  const told = { count: seen.count, last: seen.last, sum: seen.sum }
  if (days === undefined) return lasting(fits(seen.count), told)
  // One that is past the last 20 is no longer counted: none of them matters to “19 at least”.
  const ends = seen.recent.map((at) => daysAfter(at, days, zone)).sort((a, b) => a - b)
  const still = ends.filter((end) => end > now)
  const holds = fits(still.length)
  // They leave one by one: after which of them is it different?
  const after = still.findIndex((_, index) => fits(still.length - 1 - index) !== holds)
  return { ...lasting(holds, { ...told, count: still.length }), until: after < 0 ? forEver : (still[after] as number) }
}

function ofLast(
  test: Extract<SegmentTest, { about: 'last-event' }>,
  seen: SeenEvents | undefined,
  now: number,
  zone: string,
): Tested {
  if (!seen) return lasting(false, { count: 0 })
  const found = { last: seen.last, count: seen.count, total: seen.lastTotal }
  if (test.is === 'more-than-ago' || test.is === 'less-than-ago') return ago(test.is, seen.last, test.days, now, zone, found)
  const { lastTotal } = seen
  if (lastTotal === undefined || !('value' in test)) return lasting(false, found)
  return lasting(test.is === 'over' ? lastTotal > test.value : lastTotal < test.value, found)
}

function ofBroadcast(
  test: Extract<SegmentTest, { about: 'broadcast' }>,
  { broadcasts }: SegmentPerson,
  now: number,
  zone: string,
): Tested {
  const counts = ({ answered }: SegmentPerson['broadcasts'][number]) => test.is === 'got' || answered === (test.is === 'answered')
  const got = broadcasts.filter((one) => (test.broadcast === undefined || one.broadcast === test.broadcast) && counts(one))
  const last = got.reduce((latest, { at }) => (at > latest ? at : latest), '')
  const { days } = test
  if (!last || days === undefined) return lasting(last !== '', { last: last || undefined })
  const until = Math.max(...got.map(({ at }) => daysAfter(at, days, zone)))
  return { ...lasting(until > now, { last }), until: until > now ? until : forEver }
}
