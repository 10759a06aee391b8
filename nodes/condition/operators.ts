import type { VariableValue } from '#schemas/conversation.ts'
import { cleaned } from '../clean.ts'
import { momentOf } from '../dates.ts'
import { patternOf } from '../pattern.ts'

export const operatorNames = [
  'is',
  'is-not',
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
  'matches',
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
  /** Total: any two values give an answer, and what cannot be compared is not so. A time without a zone is in `timeZone`. */
  test(actual: Value, expected: string, to: string, timeZone?: string): boolean
}

/** Text is compared without regard to capitals, width of letters, script of digits, shape of quotes and marks nobody sees. */
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
  matches: {
    label: 'matches the pattern',
    values: 1,
    test: (actual, expected) => patternOf(expected)?.matches(plain(actual)) ?? false,
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
    test: (actual, expected, to, timeZone) =>
      (compare(numberOf, actual, expected) >= 0 && compare(numberOf, actual, to) <= 0) ||
      isTimeBetween(actual, expected, to) ||
      (compareDates(actual, expected, timeZone) >= 0 && compareDates(actual, to, timeZone, 'whole day') <= 0),
  },
  before: {
    label: 'is before',
    values: 1,
    test: (actual, expected, _, timeZone) =>
      compareDates(actual, expected, timeZone) < 0 || compare(minutesOf, actual, expected) < 0,
  },
  after: {
    label: 'is after',
    values: 1,
    test: (actual, expected, _, timeZone) =>
      compareDates(actual, expected, timeZone) > 0 || compare(minutesOf, actual, expected) > 0,
  },
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

/** Also with commas that group thousands. More digits than a number keeps are no number. */
function numberOf(value: Value): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return null
  const digits = cleaned(value)
  const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$|^[+-]?\d{1,2}(,\d{2})+,\d{3}(\.\d+)?$/.test(digits)
  const number = grouped ? digits.replaceAll(',', '') : digits
  return /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(number) ? Number(number) : null
}

/** Days where one side has no time, else instants; up to a day means to its end where `upTo` says so. NaN when one is no date. */
function compareDates(one: Value, other: string, timeZone?: string, upTo?: 'whole day'): number {
  const [actual, expected] = [momentOf(one, timeZone), momentOf(other, timeZone)]
  if (actual === null || expected === null) return Number.NaN
  if (actual.time === undefined || (upTo && expected.time === undefined)) return Date.parse(actual.day) - Date.parse(expected.day)
  return Date.parse(actual.at) - Date.parse(expected.at)
}

/** `18:05` as minutes. */
function minutesOf(value: Value): number | null {
  const [, hours, minutes] = (typeof value === 'string' && /^(\d{1,2}):([0-5]\d)$/.exec(cleaned(value))) || []
  return hours !== undefined && Number(hours) < 24 ? Number(hours) * 60 + Number(minutes) : null
}

/** From one time of day until another, also over midnight. */
function isTimeBetween(actual: Value, from: string, to: string): boolean {
  const [at, begin, end] = [minutesOf(actual), minutesOf(from), minutesOf(to)]
  if (at === null || begin === null || end === null) return false
  return begin <= end ? at >= begin && at < end : at >= begin || at < end
}

const textOf = (value: Value): string => fold(plain(value))

function plain(value: Value): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(plain).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A text that a customer typed on a phone, with its curly quotes, is the one that an author typed on a keyboard. */
const fold = (text: string): string =>
  cleaned(text, 20_000)
    .replace(/[\u2018\u2019\u02bc\u00b4`\u2032]/g, "'")
    .replace(/[\u201c-\u201f\u2033]/g, '"')
    .toLowerCase()
