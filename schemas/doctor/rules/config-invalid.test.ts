import { describe, expect, it } from 'vitest'
import { aFlow, aNode, problemsOf, start } from '../testing.ts'

describe('settings that do not fit their type', () => {
  it('are named by path and reason', () => {
    const flow = aFlow([start(), aNode('ask', 'a', { text: { en: 'Who?' }, noAnswerSeconds: 'soon', color: 'red' })])
    expect(problemsOf('config-invalid', flow)).toEqual([
      {
        code: 'config-invalid',
        severity: 'error',
        message: 'A setting is not right',
        nodeId: 'a',
        path: '/color',
        values: { reason: 'is not a known property' },
        fix: { do: 'focus', nodeId: 'a', path: '/color' },
      },
      {
        code: 'config-invalid',
        severity: 'error',
        message: 'A setting is not right',
        nodeId: 'a',
        path: '/noAnswerSeconds',
        values: { reason: 'must be a whole number' },
        fix: { do: 'focus', nodeId: 'a', path: '/noAnswerSeconds' },
      },
    ])
  })

  it('of an unknown type are not looked at', () => {
    expect(problemsOf('config-invalid', aFlow([aNode('quantum', 'q', { a: 1 })]))).toEqual([])
  })
})
