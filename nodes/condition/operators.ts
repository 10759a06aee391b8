import type { VariableValue } from '#schemas/conversation.ts'
import { latinDigits } from '../normalise.ts'

export const operatorNames = [
  'is',
  'is-not',
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
  'in-list',
  'is-set',
  'is-not-set',
  'greater',
  'greater-or-equal',
  'less',
  'less-or-equal',
  'between',
  'before',
  'after',
  'has-tag',
  'has-not-tag',
] as const
export type OperatorName = (typeof operatorNames)[number]

type Value = VariableValue | undefined

interface Operator {
  /** As it reads between the two sides. */
  label: string
  /** How many values stand on its right side. */
  values: 0 | 1 | 2
  /** Total: any two values give an answer, and what cannot be compared is not so. */
  test(actual: Value, expected: string, to: string): boolean
}

/** Text is compared without regard to capitals, width of letters and script of digits; nothing here is a pattern. */
export const operators: Record<OperatorName, Operator> = {
  is: { label: 'is', values: 1, test: equal },
  'is-not': { label: 'is not', values: 1, test: (actual, expected) => !equal(actual, expected) },
  contains: { label: 'contains', values: 1, test: contains },
  'not-contains': { label: 'does not contain', values: 1, test: (actual, expected) => !contains(actual, expected) },
  'starts-with': {
    label: 'starts with',
    values: 1,
    test: (actual, expected) => fold(expected) !== '' && textOf(actual).startsWith(fold(expected)),
  },
  'ends-with': {
    label: 'ends with',
    values: 1,
    test: (actual, expected) => fold(expected) !== '' && textOf(actual).endsWith(fold(expected)),
  },
  'in-list': {
    label: 'is one of',
    values: 1,
    test: (actual, expected) => expected.split(/[,\n;،、，；]/).some((each) => each.trim() !== '' && equal(actual, each)),
  },
  'is-set': { label: 'is set', values: 0, test: isSet },
  'is-not-set': { label: 'is not set', values: 0, test: (actual) => !isSet(actual) },
  greater: { label: 'is greater than', values: 1, test: (actual, expected) => compare(numberOf, actual, expected) > 0 },
  'greater-or-equal': { label: 'is at least', values: 1, test: (actual, expected) => compare(numberOf, actual, expected) >= 0 },
  less: { label: 'is less than', values: 1, test: (actual, expected) => compare(numberOf, actual, expected) < 0 },
  'less-or-equal': { label: 'is at most', values: 1, test: (actual, expected) => compare(numberOf, actual, expected) <= 0 },
  between: {
    label: 'is between',
    values: 2,
    test: (actual, expected, to) =>
      [numberOf, dateOf].some((read) => compare(read, actual, expected) >= 0 && compare(read, actual, to) <= 0),
  },
  before: { label: 'is before', values: 1, test: (actual, expected) => compare(dateOf, actual, expected) < 0 },
  after: { label: 'is after', values: 1, test: (actual, expected) => compare(dateOf, actual, expected) > 0 },
  'has-tag': { label: 'has the tag', values: 1, test: hasElement },
  'has-not-tag': { label: 'does not have the tag', values: 1, test: (actual, expected) => !hasElement(actual, expected) },
}

function equal(actual: Value, expected: string): boolean {
  const number = typeof actual === 'number' ? numberOf(expected) : null
  return number === null ? textOf(actual) === fold(expected) : actual === number
}

function contains(actual: Value, expected: string): boolean {
  if (Array.isArray(actual)) return hasElement(actual, expected)
  return fold(expected) !== '' && textOf(actual).includes(fold(expected))
}

function hasElement(actual: Value, expected: string): boolean {
  return Array.isArray(actual) && actual.some((each) => equal(each, expected))
}

function isSet(actual: Value): boolean {
  if (Array.isArray(actual)) return actual.length > 0
  return actual !== undefined && actual !== null && textOf(actual) !== ''
}

/** NaN, of which nothing is true, when either side cannot be read. */
function compare(read: (value: Value) => number | null, one: Value, other: string): number {
  return (read(one) ?? Number.NaN) - (read(other) ?? Number.NaN)
}

function numberOf(value: Value): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return null
  const digits = latinDigits(value.normalize('NFKC')).trim()
  return /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(digits) ? Number(digits) : null
}

/** A day counts from its midnight in UTC. */
function dateOf(value: Value): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(value.trim())) return null
  const time = Date.parse(value.trim())
  return Number.isNaN(time) ? null : time
}

function textOf(value: Value): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return fold(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

const fold = (text: string): string => latinDigits(text.normalize('NFKC')).toLowerCase().trim().replace(/\s+/g, ' ')
