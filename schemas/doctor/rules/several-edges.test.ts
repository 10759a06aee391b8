import { describe, expect, it } from 'vitest'
import { aFlow, end, menu, problemsOf, say, start } from '../testing.ts'

describe('an output', () => {
  it('leads to one node: of two edges one is to be cut', () => {
    expect(problemsOf('several-edges', aFlow([start(), say('a'), end()], ['start > a', 'start > end', 'a > end']))).toEqual([
      {
        code: 'several-edges',
        severity: 'error',
        message: 'Two edges leave one output',
        nodeId: 'start',
        output: 'next',
        fix: { do: 'delete-edge', edgeId: 'e2' },
        otherFixes: [{ do: 'delete-edge', edgeId: 'e1' }],
      },
    ])
  })

  it('of a menu stands for itself', () => {
    const flow = aFlow([menu('m', [{ en: 'A' }, { en: 'B' }]), end()], ['m:o0 > end', 'm:o1 > end'])
    expect(problemsOf('several-edges', flow)).toEqual([])
  })
})
