import { describe, expect, it } from 'vitest'
import { aFlow, aNode, menu, problemsOf, start } from '../testing.ts'

describe('settings that do not fit their type', () => {
  it('are named by path and reason', () => {
    const flow = aFlow([start(), aNode('ask', 'a', { text: { en: 'Who?' }, noAnswerSeconds: 'soon', color: 'red' })])
    expect(problemsOf('config-invalid', flow)).toEqual([
      {
        code: 'config-invalid',
        severity: 'error',
        message: 'color is not a known proper…',
        nodeId: 'a',
        path: '/color',
        values: { label: 'color', reason: 'is not a known property' },
        fix: { do: 'focus', nodeId: 'a', path: '/color' },
      },
      {
        code: 'config-invalid',
        severity: 'error',
        message: 'Time must be a whole number',
        nodeId: 'a',
        path: '/noAnswerSeconds',
        values: { label: 'Time', reason: 'must be a whole number' },
        fix: { do: 'focus', nodeId: 'a', path: '/noAnswerSeconds' },
      },
    ])
  })

  it('are named by their innermost title', () => {
    const flow = aFlow([menu('m', [{ en: 'Yes' }, { en: 1 } as never])])
    expect(problemsOf('config-invalid', flow).map(({ path, message }) => [path, message])).toEqual([
      ['/options/1/label/en', 'Label must be a text'],
    ])
  })

  it('of an unknown type are not looked at', () => {
    expect(problemsOf('config-invalid', aFlow([aNode('quantum', 'q', { a: 1 })]))).toEqual([])
  })
})
