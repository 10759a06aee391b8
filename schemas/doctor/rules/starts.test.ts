import { describe, expect, it } from 'vitest'
import { aFlow, problemsOf, say, start } from '../testing.ts'

describe('a flow', () => {
  it('has a start', () => {
    expect(problemsOf('no-start', aFlow([say('hi')]))).toEqual([
      { code: 'no-start', severity: 'error', message: 'The flow has no start' },
    ])
    expect(problemsOf('no-start', aFlow([start()]))).toEqual([])
  })

  it('has one start: every further one is to be deleted', () => {
    expect(problemsOf('several-starts', aFlow([start('a'), say('hi'), start('b')]))).toEqual([
      {
        code: 'several-starts',
        severity: 'error',
        message: 'One of its kind is enough',
        nodeId: 'b',
        fix: { do: 'delete-node', nodeId: 'b' },
      },
    ])
    expect(problemsOf('several-starts', aFlow([start(), say('a'), say('b')]))).toEqual([])
  })
})
