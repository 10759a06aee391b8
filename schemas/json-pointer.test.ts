import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keysOf, pathTo, valueAt } from './json-pointer.ts'

describe('a JSON Pointer', () => {
  it('leads to the value it was made for, whatever its keys hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (keys) => {
        const path = keys.reduce(pathTo, '')
        const value = keys.reduceRight<unknown>((inner, key) => Object.fromEntries([[key, inner]]), 'here')
        expect(keysOf(path)).toEqual(keys)
        expect(valueAt(value, path)).toBe('here')
      }),
    )
  })

  it.each(['/gone', '/list/9', '/list/length/x', '/constructor', '/__proto__', '/text/0'])('%s leads to nothing', (path) => {
    expect(valueAt({ list: [1], text: 'abc' }, path)).toBeUndefined()
  })
})
