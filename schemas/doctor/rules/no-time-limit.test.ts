import { describe, expect, it } from 'vitest'
import { aFlow, ask, problemsOf, say, start } from '../testing.ts'

describe('a question', () => {
  it('without a time limit can be given a day', () => {
    const flow = aFlow([start(), ask('a', { noAnswerSeconds: undefined })], ['start > a'])
    expect(problemsOf('no-time-limit', flow)).toEqual([
      {
        code: 'no-time-limit',
        severity: 'warning',
        message: 'No time limit for an answer',
        nodeId: 'a',
        path: '/noAnswerSeconds',
        fix: { do: 'set-config', nodeId: 'a', path: '/noAnswerSeconds', value: 86_400 },
      },
    ])
  })

  it('with one is fine, and so is a node that asks nothing', () => {
    expect(problemsOf('no-time-limit', aFlow([start(), ask('a'), say('b')], ['start > a', 'a > b']))).toEqual([])
  })
})
