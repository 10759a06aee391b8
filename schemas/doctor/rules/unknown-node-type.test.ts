import { describe, expect, it } from 'vitest'
import { aFlow, aNode, problemsOf, start } from '../testing.ts'

describe('a node of an unknown type', () => {
  it('is an error that deleting it fixes', () => {
    expect(problemsOf('unknown-node-type', aFlow([start(), aNode('quantum', 'q')], ['start > q']))).toEqual([
      {
        code: 'unknown-node-type',
        severity: 'error',
        message: 'This node type is unknown',
        nodeId: 'q',
        values: { type: 'quantum' },
        fix: { do: 'delete-node', nodeId: 'q' },
      },
    ])
  })

  it.each(['constructor', '__proto__', 'toString'])('may even be called %s', (type) => {
    expect(problemsOf('unknown-node-type', aFlow([start(), aNode(type, 'q')]))).toHaveLength(1)
  })
})
