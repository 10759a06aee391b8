import { eventType, longestEventType } from './event.ts'
import { pathTo } from './json-pointer.ts'
import { channelKinds } from './message.ts'
import {
  abouts,
  broadcastAnswers,
  consentAnswers,
  inDays,
  noValue,
  oneValue,
  type SegmentOperator,
  segmentFacts,
  segmentOperators,
} from './segment.ts'

/** How many tests one segment has at most, and how deep its groups stand in each other. */
export const mostTests = 50
export const mostDepth = 6
const mostDays = 3_650
const mostTimes = 20
const longestValue = 500

export interface RuleProblem {
  path: string
  message: string
}

/** What is wrong with rules that came from outside; none where they are a `SegmentRule`. */
export function checkRules(rules: unknown): RuleProblem[] {
  const problems: RuleProblem[] = []
  let tests = 0
  check(rules, '', 1)
  if (tests > mostTests) problems.push({ path: '', message: `has ${tests} conditions, and ${mostTests} is the most` })
  return problems.slice(0, 50)

  function check(rule: unknown, path: string, depth: number): void {
    if (!isObject(rule)) say(path, 'must be a condition, or a group: all, any or not')
    else if (depth > mostDepth) say(path, `stands in more than ${mostDepth - 1} groups`)
    else checkKind(rule, path, depth)
  }

  function checkKind(rule: Record<string, unknown>, path: string, depth: number): void {
    const kinds = (['all', 'any', 'not', 'about'] as const).filter((key) => Object.hasOwn(rule, key))
    const [kind] = kinds
    if (!kind || kinds.length > 1) say(path, 'must have one of all, any, not and about')
    else if (kind === 'about') {
      tests++
      checkTest(rule, path)
    } else {
      only(rule, path, [kind])
      if (kind === 'not') check(rule.not, pathTo(path, 'not'), depth + 1)
      else checkGroup(rule[kind], pathTo(path, kind), depth)
    }
  }

  function checkGroup(rules: unknown, path: string, depth: number): void {
    if (!Array.isArray(rules)) say(path, 'must be a list of conditions')
    else if (rules.length === 0) say(path, 'needs a condition at least')
    else if (rules.length > mostTests) say(path, `has more than ${mostTests} conditions`)
    else
      rules.forEach((each, index) => {
        check(each, pathTo(path, index), depth + 1)
      })
  }

  function checkTest(test: Record<string, unknown>, path: string): void {
    switch (test.about) {
      case 'fact':
        only(test, path, ['about', 'fact', 'is', 'value', 'to'])
        oneOf(test, path, 'fact', segmentFacts)
        checkComparison(test, path)
        break
      case 'field':
        only(test, path, ['about', 'field', 'is', 'value', 'to'])
        text(test, path, 'field', 64)
        checkComparison(test, path)
        break
      case 'tag':
        only(test, path, ['about', 'tag'])
        text(test, path, 'tag', longestValue)
        break
      case 'stage':
        only(test, path, ['about', 'stages'])
        texts(test, path, 'stages', 50)
        break
      case 'channel':
        only(test, path, ['about', 'channels'])
        texts(test, path, 'channels', channelKinds.length, channelKinds)
        break
      case 'consent':
        only(test, path, ['about', 'purpose', 'channel', 'is'])
        text(test, path, 'purpose', 64)
        oneOf(test, path, 'is', consentAnswers)
        if (test.channel !== undefined) oneOf(test, path, 'channel', channelKinds)
        break
      case 'event':
        only(test, path, ['about', 'type', 'atLeast', 'atMost', 'days'])
        type(test, path)
        times(test, path)
        if (test.days !== undefined) whole(test, path, 'days', 1, mostDays)
        break
      case 'last-event':
        only(test, path, ['about', 'type', 'is', 'days', 'value'])
        type(test, path)
        oneOf(test, path, 'is', ['more-than-ago', 'less-than-ago', 'over', 'under'])
        if (test.is === 'over' || test.is === 'under') {
          number(test, path, 'value')
          if (test.days !== undefined) say(pathTo(path, 'days'), `is not asked with ${test.is}`)
        } else {
          whole(test, path, 'days', 1, mostDays)
          if (test.value !== undefined) say(pathTo(path, 'value'), 'is asked with over and under only')
        }
        break
      case 'seen':
        only(test, path, ['about', 'is', 'days'])
        oneOf(test, path, 'is', ['more-than-ago', 'less-than-ago'])
        whole(test, path, 'days', 1, mostDays)
        break
      case 'broadcast':
        only(test, path, ['about', 'broadcast', 'is', 'days'])
        if (test.broadcast !== undefined) text(test, path, 'broadcast', 64)
        oneOf(test, path, 'is', broadcastAnswers)
        if (test.days !== undefined) whole(test, path, 'days', 1, mostDays)
        break
      default:
        say(pathTo(path, 'about'), `must be one of ${abouts.join(', ')}`)
    }
  }

  function checkComparison(test: Record<string, unknown>, path: string): void {
    oneOf(test, path, 'is', segmentOperators)
    const { is, value } = test as { is: SegmentOperator; value: unknown }
    const at = pathTo(path, 'value')
    if (test.to !== undefined && is !== 'between') say(pathTo(path, 'to'), 'is asked with between only')
    if (has(noValue, is)) {
      if (value !== undefined) say(at, `is not asked with ${is}`)
    } else if (has(inDays, is)) whole(test, path, 'value', is === 'within-next' ? 0 : 1, mostDays)
    else if (is === 'in-list') texts(test, path, 'value', 100)
    else if (has(oneValue, is) || is === 'between') {
      if (!isScalar(value) || value === '') say(at, 'must be a text, a number or yes or no')
      if (is === 'between' && (!isScalar(test.to) || typeof test.to === 'boolean' || test.to === ''))
        say(pathTo(path, 'to'), 'must be a text or a number')
    }
  }

  function times(test: Record<string, unknown>, path: string): void {
    for (const key of ['atLeast', 'atMost'] as const)
      if (test[key] !== undefined) whole(test, path, key, 0, test.days === undefined ? 1_000_000 : mostTimes - 1)
    const { atLeast, atMost } = test
    if (typeof atLeast === 'number' && typeof atMost === 'number' && atLeast > atMost)
      say(pathTo(path, 'atMost'), 'is less than atLeast')
  }

  function type(test: Record<string, unknown>, path: string): void {
    const { type } = test
    if (typeof type !== 'string' || type.length > longestEventType || !new RegExp(eventType.pattern).test(type))
      say(pathTo(path, 'type'), eventType['x-reason'])
  }

  function only(rule: Record<string, unknown>, path: string, keys: readonly string[]): void {
    for (const key of Object.keys(rule)) if (!keys.includes(key)) say(pathTo(path, key), 'is not known here')
  }

  function oneOf(test: Record<string, unknown>, path: string, key: string, values: readonly string[]): void {
    if (!has(values, test[key])) say(pathTo(path, key), `must be one of ${values.join(', ')}`)
  }

  function text(test: Record<string, unknown>, path: string, key: string, max: number): void {
    const value = test[key]
    if (typeof value !== 'string' || value.trim() === '' || value.length > max)
      say(pathTo(path, key), `must be a text of 1 to ${max} characters`)
  }

  function texts(test: Record<string, unknown>, path: string, key: string, most: number, of?: readonly string[]): void {
    const value = test[key]
    const fits = (each: unknown) =>
      typeof each === 'string' && each !== '' && each.length <= longestValue && (!of || has(of, each))
    if (!Array.isArray(value) || value.length === 0 || value.length > most || !value.every(fits))
      say(pathTo(path, key), of ? `must be a list of ${of.join(', ')}` : `must be a list of 1 to ${most} texts`)
  }

  function whole(test: Record<string, unknown>, path: string, key: string, min: number, max: number): void {
    const value = test[key]
    if (!Number.isInteger(value) || (value as number) < min || (value as number) > max)
      say(pathTo(path, key), `must be a whole number from ${min} to ${max}`)
  }

  function number(test: Record<string, unknown>, path: string, key: string): void {
    if (typeof test[key] !== 'number' || !Number.isFinite(test[key])) say(pathTo(path, key), 'must be a number')
  }

  function say(path: string, message: string): void {
    problems.push({ path, message })
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isScalar = (value: unknown): value is string | number | boolean =>
  (typeof value === 'string' && value.length <= longestValue) || typeof value === 'boolean' || Number.isFinite(value)
const has = (values: readonly string[], value: unknown): boolean => values.includes(value as string)
