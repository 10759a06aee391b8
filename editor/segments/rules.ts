import type { ContactField } from '#schemas/contact-field.ts'
import type { SegmentRule, SegmentTest } from '#schemas/segment.ts'

/** A group as it is edited: `all` or `any` of lines. */
export type Group = { all: SegmentRule[] } | { any: SegmentRule[] }
export type Joins = 'all' | 'any'

export const joinsOf = (group: Group): Joins => ('all' in group ? 'all' : 'any')
export const linesOf = (group: Group): SegmentRule[] => ('all' in group ? group.all : group.any)
export const groupOf = (joins: Joins, lines: SegmentRule[]): Group => (joins === 'all' ? { all: lines } : { any: lines })
export const isGroup = (rule: SegmentRule): rule is Group => 'all' in rule || 'any' in rule

/** Rules as the page draws them: a group outside, whatever was saved. */
export const asGroup = (rules: SegmentRule): Group => (isGroup(rules) ? rules : { all: [rules] })

/** A line without the “not” before it. */
export function lineOf(rule: SegmentRule): { not: boolean; rule: Exclude<SegmentRule, { not: SegmentRule }> } {
  if (!('not' in rule)) return { not: false, rule }
  const inner = lineOf(rule.not)
  return { ...inner, not: !inner.not }
}

export const withNot = (not: boolean, rule: SegmentRule): SegmentRule => (not ? { not: rule } : rule)

/** What a line looks at, as the list of subjects names it. */
export function subjectOf(test: SegmentTest): string {
  if (test.about === 'fact') return `fact:${test.fact}`
  if (test.about === 'field') return `field:${test.field}`
  if (test.about === 'last-event') return 'days' in test ? 'last-event' : 'last-total'
  return test.about
}

export const facts = ['name', 'phone', 'email', 'language', 'birthday', 'source', 'firstSeenAt', 'optedOut'] as const
export const subjects = ['event', 'last-event', 'last-total', 'seen', 'tag', 'stage', 'channel', 'consent', 'broadcast'] as const

/** A line about a subject, as it begins. */
export function testAbout(
  subject: string,
  { fields, stages }: { fields: ContactField[]; stages: { id: string }[] },
): SegmentTest {
  if (subject.startsWith('fact:')) return factTest(subject.slice('fact:'.length) as (typeof facts)[number])
  if (subject.startsWith('field:')) {
    const field = subject.slice('field:'.length)
    return { about: 'field', field, ...(comparisonsOf(fields.find(({ name }) => name === field)?.type)[0] as Start) }
  }
  switch (subject as (typeof subjects)[number]) {
    case 'event':
      return { about: 'event', type: 'order_placed', atLeast: 1 }
    case 'last-event':
      return { about: 'last-event', type: 'order_placed', is: 'more-than-ago', days: 45 }
    case 'last-total':
      return { about: 'last-event', type: 'order_placed', is: 'over', value: 1000 }
    case 'seen':
      return { about: 'seen', is: 'more-than-ago', days: 30 }
    case 'tag':
      return { about: 'tag', tag: '' }
    case 'stage':
      return { about: 'stage', stages: stages.slice(0, 1).map(({ id }) => id) }
    case 'channel':
      return { about: 'channel', channels: ['whatsapp'] }
    case 'consent':
      return { about: 'consent', purpose: 'offers', channel: 'whatsapp', is: 'given' }
    case 'broadcast':
      return { about: 'broadcast', is: 'got', days: 7 }
  }
}

function factTest(fact: (typeof facts)[number]): SegmentTest {
  if (fact === 'birthday') return { about: 'fact', fact, is: 'within-next', value: 7 }
  if (fact === 'firstSeenAt') return { about: 'fact', fact, is: 'less-than-ago', value: 30 }
  if (fact === 'optedOut') return { about: 'fact', fact, is: 'is', value: true }
  return { about: 'fact', fact, is: 'is-set' }
}

type Compared = Extract<SegmentTest, { about: 'field' }>
type Start = Pick<Compared, 'is' | 'value'>

const texts: Start[] = [
  { is: 'is', value: '' },
  { is: 'is-not', value: '' },
  { is: 'contains', value: '' },
  { is: 'not-contains', value: '' },
  { is: 'starts-with', value: '' },
]
const set: Start[] = [{ is: 'is-set' }, { is: 'is-not-set' }]
const numbers: Start[] = [
  { is: 'greater-or-equal', value: 1 },
  { is: 'less-or-equal', value: 1 },
  { is: 'greater', value: 1 },
  { is: 'less', value: 1 },
  { is: 'is', value: 1 },
]
const dates: Start[] = [
  { is: 'more-than-ago', value: 30 },
  { is: 'less-than-ago', value: 30 },
  { is: 'within-next', value: 7 },
  { is: 'before', value: '' },
  { is: 'after', value: '' },
]

/** How a value of a type can be compared, the usual first, each as it begins. */
export function comparisonsOf(type: ContactField['type'] | 'birthday' | 'fact' | undefined): Start[] {
  switch (type) {
    case 'number':
      return [...numbers, ...set]
    case 'date':
      return [...dates, ...set]
    case 'birthday':
      return [{ is: 'within-next', value: 7 }, ...set]
    case 'yes-no':
      return [{ is: 'is', value: true }, ...set]
    case 'one-of':
    case 'many-of':
      return [...texts.slice(0, 2), ...set]
    default:
      return [...texts, ...set]
  }
}

/** Of what type a fact is, for its comparisons. */
export const typeOfFact = (fact: string): Parameters<typeof comparisonsOf>[0] =>
  fact === 'birthday' ? 'birthday' : fact === 'firstSeenAt' ? 'date' : fact === 'optedOut' ? 'yes-no' : 'fact'

/** Whether all of it can be counted: no line waits for a word. */
export function isWhole(rule: SegmentRule): boolean {
  if (isGroup(rule)) return linesOf(rule).length > 0 && linesOf(rule).every(isWhole)
  if ('not' in rule) return isWhole(rule.not)
  if (rule.about === 'tag') return rule.tag.trim() !== ''
  if (rule.about === 'stage') return rule.stages.length > 0
  if (rule.about === 'channel') return rule.channels.length > 0
  if (rule.about === 'fact' || rule.about === 'field') return rule.value !== ''
  return true
}
