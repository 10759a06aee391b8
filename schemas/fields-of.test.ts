import { describe, expect, it } from 'vitest'
import { fieldsOf } from './fields-of.ts'

const named = (title: string, more = {}) => ({ type: 'string', title, 'x-field': 'text', ...more })
const seen = (schema: Record<string, unknown>, config: unknown) =>
  fieldsOf(schema, config).map(({ path, label, value, required }) => [path, label, value, required])

describe('the marked settings of a config', () => {
  it('are found in groups, lists and maps, with what is required', () => {
    const schema = {
      required: ['a'],
      properties: {
        a: named('A'),
        group: { required: ['b'], properties: { b: named('B') } },
        list: { items: { title: 'Item', properties: { c: named('C'), d: { 'x-field': 'text' } } } },
        map: { properties: { known: {} }, additionalProperties: named('E') },
      },
    }
    expect(seen(schema, { a: '1', group: { b: '2' }, list: [{ c: '3' }, {}], map: { known: 'x', 'y/z': '4' } })).toEqual([
      ['/a', 'A', '1', true],
      ['/group/b', 'B', '2', true],
      ['/list/0/c', 'C', '3', false],
      ['/list/0/d', 'Item', undefined, false],
      ['/list/1/c', 'C', undefined, false],
      ['/list/1/d', 'Item', undefined, false],
      ['/map/y~1z', 'E', '4', false],
    ])
  })

  it('are missed where they are required, and not inside a group that is left out', () => {
    const schema = {
      required: ['a', 'group'],
      properties: {
        a: named('A'),
        group: { required: ['b'], properties: { b: named('B') } },
        other: { required: ['c'], properties: { c: named('C') } },
      },
    }
    expect(seen(schema, {})).toEqual([
      ['/a', 'A', undefined, true],
      ['/group/b', 'B', undefined, true],
    ])
  })

  it('are found in every branch of a choice, once', () => {
    const schema = {
      anyOf: [{ properties: { a: named('A') } }, { required: ['a'], properties: { a: named('A') } }],
      allOf: [{ properties: { b: named('B') } }],
    }
    expect(seen(schema, { a: '1' })).toEqual([
      ['/b', 'B', undefined, false],
      ['/a', 'A', '1', true],
    ])
  })

  it('are those the inspector shows', () => {
    const schema = {
      properties: { kind: {}, a: named('A', { 'x-when': { kind: 'a' } }), b: named('B', { 'x-when': { kind: ['b', 'c'] } }) },
    }
    expect(seen(schema, { kind: 'a', a: '1', b: '2' })).toEqual([['/a', 'A', '1', false]])
    expect(seen(schema, { kind: 'c', a: '1', b: '2' })).toEqual([['/b', 'B', '2', false]])
  })

  it('are found through references, also of a schema that holds itself', () => {
    const schema = {
      $ref: '#/$defs/group',
      $defs: {
        group: { properties: { a: named('A'), groups: { items: { $ref: '#/$defs/group' } } } },
        loop: { $ref: '#/$defs/loop' },
      },
    }
    expect(seen(schema, { a: '1', groups: [{ a: '2' }] })).toEqual([
      ['/a', 'A', '1', false],
      ['/groups/0/a', 'A', '2', false],
    ])
    expect(seen({ ...schema, $ref: '#/$defs/loop' }, {})).toEqual([])
    expect(seen({ ...schema, $ref: '#/$defs/gone' }, {})).toEqual([])
  })

  it.each([null, 3, 'x', [], [1], { a: { b: 1 } }, { list: 'x', map: [] }])('of %j are none, or what is there', (config) => {
    expect(() =>
      seen({ properties: { a: { properties: { b: {} } }, list: { items: {} }, map: { additionalProperties: {} } } }, config),
    ).not.toThrow()
  })

  it('are left out while the inspector hides them, unless hidden ones are asked for', () => {
    const schema = { properties: { for: {}, date: named('Date', { 'x-when': { for: 'date' } }) } }
    const config = { for: 'duration', date: 'day' }
    expect(fieldsOf(schema, config)).toEqual([])
    expect(fieldsOf(schema, config, { hidden: true }).map(({ path, value }) => [path, value])).toEqual([['/date', 'day']])
  })
})
