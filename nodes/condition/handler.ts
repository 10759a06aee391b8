import type { VariableValue } from '#schemas/conversation.ts'
import { go, handle, type Visit } from '../contract.ts'
import { addDays, dayOf, momentOf } from '../dates.ts'
import { factOf, isFact } from './facts.ts'
import { type OperatorName, operators } from './operators.ts'
import type { Branch, ConditionConfig, Rule } from './schema.ts'

export const handler = handle<ConditionConfig>({
  enter(visit) {
    const branch = visit.config.branches.find((each) => isTrue(visit, each))
    return branch
      ? go(branch.id, { note: { code: 'branch', values: { label: branch.label } } })
      : go('else', { note: { code: 'none' } })
  },
})

/** A branch without a single rule is unfinished, and never true. */
function isTrue(visit: Visit, { match, rules, groups = [] }: Pick<Branch, 'match' | 'rules' | 'groups'>): boolean {
  const parts = [
    ...rules.map((rule) => () => holds(visit, rule)),
    ...groups.filter((group) => group.rules.length > 0).map((group) => () => isTrue(visit, group)),
  ]
  if (parts.length === 0) return false
  return match === 'all' ? parts.every((part) => part()) : parts.some((part) => part())
}

function holds(visit: Visit, { path = '', operator, value, to }: Rule): boolean {
  const actual = actualOf(visit, path, operator)
  const [expected, upTo] = [expectedOf(visit, value), expectedOf(visit, to)]
  // “is today” asks for the day, whatever the time.
  const moment =
    (operator === 'is' || operator === 'is-not') && daysAhead[expected] !== undefined && momentOf(actual, visit.timeZone)
  if (moment) return (moment.day === dayFromNow(visit, expected)) === (operator === 'is')
  return operators[operator].test(actual, dated(visit, operator, expected), dated(visit, operator, upTo), visit.timeZone)
}

function actualOf(visit: Visit, path: string, operator: OperatorName): VariableValue | undefined {
  if (operator === 'has-tag' || operator === 'has-not-tag') return visit.contact.tags
  return isFact(path) ? factOf(path, visit) : visit.read(path)
}

/** The right side with its variables filled. */
const expectedOf = (visit: Visit, value: VariableValue | undefined): string =>
  typeof value === 'string' ? visit.fill(value).trim() : String(value ?? '')

const daysAhead: Readonly<Record<string, number | undefined>> = Object.assign(Object.create(null), {
  yesterday: -1,
  today: 0,
  tomorrow: 1,
})
const dayFromNow = (visit: Visit, word: string): string =>
  addDays(dayOf(visit.services.now(), visit.timeZone), daysAhead[word] ?? 0)

/** For dates the words “now”, “today”, “tomorrow” and “yesterday” mean what they say. */
function dated(visit: Visit, operator: OperatorName, filled: string): string {
  if (operator !== 'before' && operator !== 'after' && operator !== 'between') return filled
  if (filled === 'now') return visit.services.now()
  return daysAhead[filled] === undefined ? filled : dayFromNow(visit, filled)
}
