import type { VariableValue } from '#schemas/conversation.ts'
import { go, handle, type Visit } from '../contract.ts'
import { dayOf } from '../dates.ts'
import { operators } from './operators.ts'
import type { Branch, ConditionConfig, Rule } from './schema.ts'

export const handler = handle<ConditionConfig>({
  enter(visit) {
    const branch = visit.config.branches.find((each) => isTrue(visit, each))
    return branch ? go(branch.id, { note: branch.label }) : go('else', { note: 'no branch is true' })
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
  const actual = operator === 'has-tag' || operator === 'has-not-tag' ? visit.contact.tags : visit.read(path)
  return operators[operator].test(actual, expectedOf(visit, operator, value), expectedOf(visit, operator, to))
}

/** The right side with its variables filled; for dates the words “now” and “today” mean what they say. */
function expectedOf(visit: Visit, operator: Rule['operator'], value: VariableValue | undefined): string {
  const filled = typeof value === 'string' ? visit.fill(value).trim() : String(value ?? '')
  if (operator !== 'before' && operator !== 'after' && operator !== 'between') return filled
  if (filled === 'now') return visit.services.now()
  return filled === 'today' ? dayOf(visit.services.now(), visit.timeZone) : filled
}
