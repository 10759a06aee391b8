import { describe, expect, it } from 'vitest'
import { aFlow, aNode, problemsOf } from '../testing.ts'

describe('a node that goes to another flow', () => {
  const flow = aFlow([aNode('go-to', 'g', { flow: 'returns' }), aNode('go-to', 'h', { flow: 'shop' }), aNode('go-to', 'i')])

  it('names one that is there', () => {
    expect(problemsOf('flow-missing', flow, { flows: [{ id: 'shop', name: 'Shop' }] })).toEqual([
      {
        code: 'flow-missing',
        severity: 'error',
        message: 'That flow does not exist',
        nodeId: 'g',
        path: '/flow',
        values: { flow: 'returns' },
        fix: { do: 'focus', nodeId: 'g', path: '/flow' },
      },
    ])
  })

  it('is left in peace while the flows are not known', () => {
    expect(problemsOf('flow-missing', flow)).toEqual([])
  })
})
