import { describe, expect, it } from 'vitest'
import { aFlow, end, problemsOf, say, start } from '../testing.ts'

describe('a node that nothing leads to', () => {
  it('is to be led to, or deleted', () => {
    const flow = aFlow([start(), say('a'), say('alone'), say('b'), end()], ['start > a', 'a > end', 'b > end'])
    expect(problemsOf('unreachable', flow)).toEqual([
      {
        code: 'unreachable',
        severity: 'warning',
        message: 'Nothing leads here',
        nodeId: 'alone',
        fix: { do: 'connect-from', nodeId: 'alone' },
        otherFixes: [{ do: 'delete-node', nodeId: 'alone' }],
      },
      {
        code: 'unreachable',
        severity: 'warning',
        message: 'Nothing leads here',
        nodeId: 'b',
        fix: { do: 'connect-from', nodeId: 'b' },
        otherFixes: [{ do: 'delete-node', nodeId: 'b' }],
      },
    ])
  })

  it('is to be connected to a way that leads nowhere yet', () => {
    const flow = aFlow([start(), say('a')], [])
    expect(problemsOf('unreachable', flow).map(({ fix }) => fix)).toEqual([
      { do: 'connect', nodeId: 'start', output: 'next', target: 'a' },
    ])
  })

  it('is not said of every node when there is no start', () => {
    expect(problemsOf('unreachable', aFlow([say('a'), say('b')]))).toEqual([])
  })

  it('is said of the first behind a gap, and not of what follows it', () => {
    const flow = aFlow([start(), say('a'), say('b'), say('c'), end()], ['start > a', 'b > c', 'c > end'])
    expect(problemsOf('unreachable', flow).map(({ nodeId }) => nodeId)).toEqual(['b'])
  })

  it('may lie in a loop of its own, of which one is told', () => {
    const flow = aFlow([start(), say('a'), say('b')], ['a > b', 'b > a'])
    expect(problemsOf('unreachable', flow).map(({ nodeId }) => nodeId)).toEqual(['a'])
  })
})
