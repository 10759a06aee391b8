import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flowSchema, newFlow } from './flow.ts'
import { compileValidator, validateFlowDocument } from './validate.ts'

const problemsOf = (schema: object, value: unknown) => {
  const checked = compileValidator(schema)(value)
  return checked.ok ? [] : checked.problems
}
const flowWith = (change: Record<string, unknown>) => ({ ...newFlow('Welcome'), ...change })
const flowProblems = (value: unknown) => {
  const checked = validateFlowDocument(value)
  return checked.ok ? [] : checked.problems
}

describe('a validator', () => {
  it('hands the value back as it is', () => {
    const flow = newFlow('Welcome')
    expect(compileValidator(flowSchema)(flow)).toEqual({ ok: true, value: flow })
  })

  it('compiles a schema once, whoever asks', () => {
    const schema = { type: 'string' }
    expect(compileValidator(schema)('a')).toEqual(compileValidator(schema)('a'))
    expect(problemsOf({ $id: 'alur:once', type: 'string' }, 'a')).toEqual([])
  })

  it('may use a schema inside others', () => {
    const body = () => ({ type: 'object', required: ['flow'], properties: { flow: flowSchema } })
    expect(problemsOf(flowSchema, newFlow('Welcome'))).toEqual([])
    expect(problemsOf(body(), { flow: newFlow('Welcome') })).toEqual([])
    expect(problemsOf(body(), { flow: { ...newFlow('Welcome'), name: '' } })).toEqual([
      { path: '/flow/name', message: 'must not be empty' },
    ])
  })

  it('allows hints for the editor, and refuses a keyword that is a typing mistake', () => {
    expect(problemsOf({ type: 'string', 'x-field': 'text', 'x-order': 3 }, 'a')).toEqual([])
    expect(() => compileValidator({ type: 'string', maxLenght: 3 })('a')).toThrow('unknown keyword: "maxLenght"')
  })

  it('names the field that lacks, the one nobody knows and the one with a wrong name', () => {
    const schema = {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, texts: { type: 'object', propertyNames: { pattern: '^[a-z]{2}$' } } },
      additionalProperties: false,
    }
    expect(problemsOf(schema, { 'na/me': 1, texts: { english: 'Hello' } })).toEqual([
      { path: '/name', message: 'is required' },
      { path: '/na~1me', message: 'is not a known property' },
      { path: '/texts/english', message: 'is not an allowed name' },
    ])
  })

  it.each([
    [{ type: 'string' }, 3, 'must be a text'],
    [{ type: 'integer' }, 1.5, 'must be a whole number'],
    [{ type: ['number', 'null'] }, 'x', 'must be a number or null'],
    [{ type: 'boolean' }, 'x', 'must be true or false'],
    [{ type: 'string', minLength: 1 }, '', 'must not be empty'],
    [{ type: 'string', minLength: 8 }, 'short', 'must be at least 8 characters'],
    [{ type: 'string', maxLength: 1 }, 'ab', 'must be at most 1 character'],
    [{ type: 'string', maxLength: 120 }, 'a'.repeat(121), 'must be at most 120 characters'],
    [{ type: 'number', minimum: 1 }, 0, 'must be at least 1'],
    [{ type: 'number', maximum: 9 }, 10, 'must be at most 9'],
    [{ type: 'number', exclusiveMinimum: 1 }, 1, 'must be more than 1'],
    [{ type: 'number', exclusiveMaximum: 9 }, 9, 'must be less than 9'],
    [{ type: 'number', multipleOf: 5 }, 7, 'must be a multiple of 5'],
    [{ enum: ['a', 'b', 1] }, 'c', 'is not one of: a, b, 1'],
    [{ const: 1 }, 2, 'must be 1'],
    [{ type: 'array', minItems: 1 }, [], 'must not be empty'],
    [{ type: 'array', minItems: 2 }, [1], 'must have at least 2 items'],
    [{ type: 'array', maxItems: 2 }, [1, 2, 3], 'must have at most 2 items'],
    [{ type: 'array', uniqueItems: true }, ['a', 'a'], 'has the same item twice, at 0 and 1'],
    [{ type: 'object', maxProperties: 1 }, { a: 1, b: 2 }, 'must have at most 1 entry'],
    [{ type: 'string', pattern: '^[a-z]+$' }, 'A', 'is not written as it has to be'],
    [{ type: 'string', format: 'email' }, 'nobody', 'is not a valid email'],
    [{ type: 'string', format: 'uri' }, 'not a uri', 'is not a valid uri'],
  ])('says in plain words what %j wants', (schema, value, message) => {
    expect(problemsOf(schema, value)).toEqual([{ path: '', message }])
  })

  it('reports only the branch that was meant', () => {
    const schema = {
      oneOf: [
        {
          type: 'object',
          required: ['kind', 'text'],
          properties: { kind: { const: 'text' }, text: { type: 'string', maxLength: 2 } },
        },
        { type: 'object', required: ['kind', 'url'], properties: { kind: { const: 'media' }, url: { type: 'string' } } },
        { type: 'string' },
      ],
    }
    expect(problemsOf(schema, { kind: 'text', text: 'long' })).toEqual([
      { path: '/text', message: 'must be at most 2 characters' },
    ])
    expect(problemsOf(schema, { kind: 'media' })).toEqual([{ path: '/url', message: 'is required' }])
    expect(problemsOf(schema, { kind: 'song' })).toEqual([{ path: '', message: 'has none of the allowed shapes' }])
    expect(problemsOf(schema, 3)).toEqual([{ path: '', message: 'has none of the allowed shapes' }])
  })

  it('stops at fifty problems', () => {
    expect(problemsOf({ type: 'array', items: { type: 'string' } }, Array(1000).fill(1))).toHaveLength(50)
  })

  it.each(['__proto__', 'constructor', 'prototype', 'a\0b'])('refuses the key %j anywhere', (key) => {
    const value = JSON.parse(`{ "a": [{ "b": { ${JSON.stringify(key)}: 1 } }] }`)
    expect(problemsOf({}, value)).toEqual([{ path: `/a/0/b/${key}`, message: 'is not an allowed name' }])
  })

  it('refuses what is nested deeper than 64 levels', () => {
    const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))
    expect(problemsOf({}, nested(64))).toEqual([])
    expect(problemsOf({}, nested(65))).toEqual([{ path: '/0'.repeat(64), message: 'is nested deeper than 64 levels' }])
    expect(problemsOf({}, nested(5000))).toHaveLength(1)
  })
})

describe('a flow document', () => {
  it('is valid as "New flow" makes it', () => {
    expect(validateFlowDocument(newFlow('Welcome', 'zh-Hant'))).toEqual({ ok: true, value: newFlow('Welcome', 'zh-Hant') })
  })

  it('says where a node, an edge and a setting are wrong', () => {
    const flow = flowWith({
      nodes: [{ id: 'a b', type: 'start', position: { x: '1', y: 0 }, data: {} }],
      edges: [{ id: 'e1', source: 'a', target: 'b' }],
      settings: { ...newFlow('x').settings, reentry: { mode: 'after' }, fallbackText: { english: 'Sorry' } },
    })
    expect(flowProblems(flow)).toEqual([
      { path: '/nodes/0/id', message: 'must be 1 to 64 letters, digits, - or _' },
      { path: '/nodes/0/position/x', message: 'must be a number' },
      { path: '/nodes/0/data/config', message: 'is required' },
      { path: '/edges/0/sourceHandle', message: 'is required' },
      { path: '/settings/reentry/seconds', message: 'is required' },
      { path: '/settings/fallbackText/english', message: 'is not an allowed name' },
    ])
  })

  it('from a later release is a problem, not an exception', () => {
    expect(flowProblems(flowWith({ schemaVersion: 7 }))).toEqual([
      { path: '/schemaVersion', message: 'is 7, newer than 1: this flow was made by a later release' },
    ])
  })

  it.each([null, 3, 'flow', [], [[]]])('cannot be %j', (value) => {
    expect(flowProblems(value)).toEqual([{ path: '', message: 'must be an object' }])
  })

  it('of any JSON whatsoever is answered, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.jsonValue().map((nodes) => flowWith({ nodes })),
        ),
        (value) => {
          const checked = validateFlowDocument(value)
          expect(checked.ok || checked.problems.length > 0).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})
