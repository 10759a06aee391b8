import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPath } from './read-path.ts'

const scope = {
  name: 'Ada',
  order: { items: [{ name: 'Tea' }, { name: 'Cup' }], 'gift note': 'Hi' },
  zero: 0,
  no: false,
  empty: null,
}

describe('reading a path', () => {
  it.each([
    ['name', 'Ada'],
    [' name ', 'Ada'],
    ['order.items[0].name', 'Tea'],
    ['order.items[-1].name', 'Cup'],
    ["order['gift note']", 'Hi'],
    ['order["gift note"]', 'Hi'],
    ['["name"]', 'Ada'],
    ['order.items.0.name', 'Tea'],
    ['order.items.1', { name: 'Cup' }],
    ['order.名前', undefined],
    ['zero', 0],
    ['no', false],
    ['order.items', scope.order.items],
    ['empty', undefined],
    ['empty.name', undefined],
    ['name.length', undefined],
    ['order.items[9].name', undefined],
    ['order.items[-9].name', undefined],
    ['', undefined],
    ['.name', undefined],
    ['name.', undefined],
    ['order..items', undefined],
    ['order items', undefined],
    ['order.items[name]', undefined],
    ['order.items[]', undefined],
    ['order.items.-1', undefined],
    ['name | upcase', undefined],
  ])('%j', (path, value) => {
    expect(readPath(scope, path)).toEqual(value)
  })

  it.each([
    'constructor',
    '__proto__',
    'toString',
    'order.constructor',
    'order.items.map',
    'order["__proto__"].polluted',
    'name.constructor',
  ])('never reaches %s', (path) => {
    expect(readPath(scope, path)).toBeUndefined()
  })

  it('calls no getter', () => {
    let called = 0
    const trap = Object.defineProperty({}, 'name', { get: () => ++called, enumerable: true })
    expect(readPath({ trap }, 'trap.name')).toBeUndefined()
    expect(called).toBe(0)
  })

  it('is total', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, path) => void readPath(value, path)),
      { numRuns: 1000 },
    )
  })
})
