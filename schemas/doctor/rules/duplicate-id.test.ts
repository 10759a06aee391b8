import { describe, expect, it } from 'vitest'
import { aFlow, end, problemsOf, say, start } from '../testing.ts'

describe('an id', () => {
  it('belongs to one node, one edge or one variable', () => {
    const flow = aFlow([start(), say('a'), end('a'), say('a')], ['start > a', 'a > a'], {
      variables: [
        { name: 'x', type: 'text' },
        { name: 'x', type: 'number' },
      ],
    })
    const edges = flow.edges.map((edge) => ({ ...edge, id: 'e' }))
    expect(problemsOf('duplicate-id', { ...flow, edges })).toEqual([
      { code: 'duplicate-id', severity: 'error', message: 'Another part has this id', values: { of: 'edge', id: 'e' } },
      { code: 'duplicate-id', severity: 'error', message: 'Another part has this id', values: { of: 'variable', id: 'x' } },
      {
        code: 'duplicate-id',
        severity: 'error',
        message: 'Another part has this id',
        nodeId: 'a',
        values: { of: 'node', id: 'a' },
      },
    ])
  })

  it('may be both of a node and of an edge', () => {
    const flow = aFlow([start(), end()], ['start > end'])
    expect(problemsOf('duplicate-id', { ...flow, edges: flow.edges.map((edge) => ({ ...edge, id: 'end' })) })).toEqual([])
  })
})
