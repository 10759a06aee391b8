import { describe, expect, it } from 'vitest'
import { aFlow, aNode, end, problemsOf, say, start } from '../testing.ts'

describe('an edge', () => {
  const danglingIn = (edge: string) =>
    problemsOf('dangling-edge', aFlow([start(), say('hi'), end(), aNode('quantum', 'q')], [edge])).map(({ nodeId, values }) => ({
      nodeId,
      missing: values?.missing,
    }))

  it('that leads nowhere is to be led somewhere, or cut', () => {
    expect(problemsOf('dangling-edge', aFlow([start()], ['start > gone']))).toEqual([
      {
        code: 'dangling-edge',
        severity: 'error',
        message: 'An edge leads nowhere',
        nodeId: 'start',
        values: { edge: 'e1', missing: 'target' },
        fix: { do: 'connect-to', nodeId: 'start', output: 'next' },
        otherFixes: [{ do: 'delete-edge', edgeId: 'e1' }],
      },
    ])
  })

  it.each([
    ['gone > hi', 'source', 'hi'],
    ['gone > lost', 'source', undefined],
    ['hi > lost', 'target', 'hi'],
    ['hi:maybe > end', 'output', 'hi'],
    ['hi > start', 'input', 'hi'],
  ])('%s lacks its %s', (edge, missing, nodeId) => {
    expect(danglingIn(edge)).toEqual([{ nodeId, missing }])
  })

  it.each(['start > hi', 'hi > end', 'q:anything > end'])('%s is fine', (edge) => {
    expect(danglingIn(edge)).toEqual([])
  })
})
