import { type Instant, instantAt } from '#schemas/instant.ts'
import { pathTo } from '#schemas/json-pointer.ts'
import type { SegmentPerson, SegmentRule } from '#schemas/segment.ts'
import { zoneOf } from './days.ts'
import { type Found, testIn } from './test.ts'

/** When it is asked, and where the workspace is: for whoever has no time zone of their own. */
export interface AskedAt {
  now: Instant
  timeZone?: string | undefined
}

/** Why somebody is in or not: one test that decided it. */
export interface Because {
  /** Where the test stands in the rules, as a JSON Pointer. */
  path: string
  holds: boolean
  /** What was seen of the person, for the words: moments, numbers and texts by name. */
  found: Found
}

export interface Verdict {
  in: boolean
  /** Until then it is so, unless something changes of the person; absent: for ever. After it, it is to be asked again. */
  until?: Instant
  because: Because[]
}

/** Whether a person is meant by the rules, until when, and why. Pure: the same person at the same moment gives the same. */
export function evaluate(rules: SegmentRule, person: SegmentPerson, { now, timeZone }: AskedAt): Verdict {
  if (person.restricted) return { in: false, because: [{ path: '', holds: false, found: { restricted: true } }] }
  const zone = zoneOf(person.timeZone, timeZone)
  const { holds, until, because } = decide(rules, '', (test) => testIn(test, person, Date.parse(now), zone))
  return { in: holds, ...(until === Number.POSITIVE_INFINITY ? {} : { until: instantAt(until) }), because }
}

/** Whether a person is meant, as `evaluate` says it: for counting many. */
export function isIn(rules: SegmentRule, person: SegmentPerson, { now, timeZone }: AskedAt): boolean {
  if (person.restricted) return false
  const zone = zoneOf(person.timeZone, timeZone)
  const ms = Date.parse(now)
  const holds = (rule: SegmentRule): boolean => {
    if ('all' in rule) return rule.all.every(holds)
    if ('any' in rule) return rule.any.some(holds)
    if ('not' in rule) return !holds(rule.not)
    return testIn(rule, person, ms, zone).holds
  }
  return holds(rules)
}

interface Decided {
  holds: boolean
  /** In ms since 1970: before it this cannot change. */
  until: number
  because: Because[]
}

function decide(
  rule: SegmentRule,
  path: string,
  ask: (test: Extract<SegmentRule, { about: string }>) => ReturnType<typeof testIn>,
): Decided {
  if ('about' in rule) {
    const { holds, until, found } = ask(rule)
    return { holds, until, because: [{ path, holds, found }] }
  }
  if ('not' in rule) {
    const inner = decide(rule.not, pathTo(path, 'not'), ask)
    return { ...inner, holds: !inner.holds }
  }
  const kind = 'all' in rule ? 'all' : 'any'
  const rules = 'all' in rule ? rule.all : rule.any
  const parts = rules.map((each, index) => decide(each, pathTo(pathTo(path, kind), index), ask))
  // All are needed where “all” is true or “any” is false: the first that changes may change it. Elsewhere each of those that decide must.
  const holds = kind === 'all' ? parts.every((part) => part.holds) : parts.some((part) => part.holds)
  const needsAll = holds === (kind === 'all')
  const deciding = needsAll ? parts : parts.filter((part) => part.holds === holds)
  const untils = deciding.map(({ until }) => until)
  return {
    holds,
    until: needsAll ? Math.min(...untils) : Math.max(...untils),
    because: deciding.flatMap(({ because }) => because),
  }
}
