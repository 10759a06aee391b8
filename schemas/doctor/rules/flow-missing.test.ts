import { describe, expect, it } from 'vitest'
import { aFlow, aNode, problemsOf } from '../testing.ts'

describe('a node that goes to another flow', () => {
  const flow = aFlow(['returns', 'shop', 'draft', '', undefined].map((flow, n) => aNode('go-to', `n${n}`, { flow })))
  const flows = [
    { id: 'shop', live: true },
    { id: 'draft', live: false },
  ]

  it('names one that is there', () => {
    expect(problemsOf('flow-missing', flow, { flows })).toEqual([
      {
        code: 'flow-missing',
        severity: 'error',
        message: 'That flow does not exist',
        nodeId: 'n0',
        path: '/flow',
        values: { flow: 'returns' },
        fix: { do: 'focus', nodeId: 'n0', path: '/flow' },
      },
    ])
  })

  it('is warned of one that is not published', () => {
    expect(problemsOf('flow-not-live', flow, { flows })).toEqual([
      {
        code: 'flow-not-live',
        severity: 'warning',
        message: 'That flow is not published',
        nodeId: 'n2',
        path: '/flow',
        values: { flow: 'draft' },
        fix: { do: 'focus', nodeId: 'n2', path: '/flow' },
      },
    ])
  })

  it('is left in peace while the flows are not known', () => {
    expect([...problemsOf('flow-missing', flow), ...problemsOf('flow-not-live', flow)]).toEqual([])
  })
})
