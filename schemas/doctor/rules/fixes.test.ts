import { describe, expect, it } from 'vitest'
import type { Problem } from '../../api/problems.ts'
import { aFlow, aNode, ask, end, menu, problemsOf, say, start } from '../testing.ts'

const fixesOf = (code: string, ...flow: Parameters<typeof aFlow>) =>
  problemsOf(code, aFlow(...flow)).map(({ fix, otherFixes = [] }: Problem) => [fix, ...otherFixes])

describe('what a problem offers', () => {
  it('leads a way to a node that nothing leads to, before it offers to delete it', () => {
    const nodes = [start(), menu('m', [{ en: 'A' }, { en: 'B' }]), say('lost'), end()]
    expect(fixesOf('unreachable', nodes, ['start > m', 'm:o0 > end', 'm:no-answer > end'])).toEqual([
      [
        { do: 'connect', nodeId: 'm', output: 'o1', target: 'lost' },
        { do: 'connect-from', nodeId: 'lost' },
        { do: 'delete-node', nodeId: 'lost' },
      ],
    ])
  })

  it('leads an edge elsewhere whose end is gone, or from elsewhere when its output is, before it offers to cut it', () => {
    expect(fixesOf('dangling-edge', [start(), say('a'), end()], ['start > a', 'a > gone'])).toEqual([
      [
        { do: 'connect-to', nodeId: 'a', output: 'next' },
        { do: 'delete-edge', edgeId: 'e2' },
      ],
    ])
    const nodes = [start(), menu('m', [{ en: 'A' }, { en: 'B' }]), end()]
    expect(fixesOf('dangling-edge', nodes, ['start > m', 'm:o0 > end', 'm:removed > end'])).toEqual([
      [
        { do: 'connect', nodeId: 'm', output: 'o1', target: 'end', edgeId: 'e3' },
        { do: 'connect-from', nodeId: 'end', edgeId: 'e3' },
        { do: 'delete-edge', edgeId: 'e3' },
      ],
    ])
    expect(fixesOf('dangling-edge', [start(), end()], ['start > end', 'gone > lost'])).toEqual([
      [{ do: 'delete-edge', edgeId: 'e2' }],
    ])
  })

  it('gives the second edge of an output a way of its own, before it offers to cut one or the other', () => {
    const nodes = [menu('m', [{ en: 'A' }, { en: 'B' }]), end(), end('other')]
    expect(fixesOf('several-edges', nodes, ['m:o0 > end', 'm:o0 > other'])).toEqual([
      [
        { do: 'connect', nodeId: 'm', output: 'o1', target: 'other', edgeId: 'e2' },
        { do: 'delete-edge', edgeId: 'e2' },
        { do: 'delete-edge', edgeId: 'e1' },
      ],
    ])
  })

  it('takes a node of an unknown type out with its way kept, before it offers to delete both', () => {
    const nodes = [start(), aNode('quantum', 'q'), end()]
    expect(fixesOf('unknown-node-type', nodes, ['start > q', 'q > end'])).toEqual([
      [
        { do: 'delete-node', nodeId: 'q', keepWay: true },
        { do: 'delete-node', nodeId: 'q' },
      ],
    ])
  })

  it('makes a loop wait where it closes, before it offers to cut the edge that closes it', () => {
    const nodes = [start(), say('a'), say('b')]
    const [loop] = problemsOf('loop-without-wait', aFlow(nodes, ['start > a', 'a > b', 'b > a']), {
      describe: (type) =>
        ['ask-question', 'wait'].includes(type)
          ? { label: type, schema: {}, outputs: () => [], waits: 'answer' }
          : { label: type, schema: {}, outputs: () => [] },
    })
    expect([loop?.nodeIds, loop?.fix, ...(loop?.otherFixes ?? [])]).toEqual([
      ['a', 'b'],
      { do: 'insert', edgeId: 'e3', type: 'ask-question' },
      { do: 'insert', edgeId: 'e3', type: 'wait' },
      { do: 'delete-edge', edgeId: 'e3' },
    ])
  })

  it('lets the author choose where a way leads that leads nowhere', () => {
    expect(fixesOf('no-answer-leads-nowhere', [start(), ask('a')], ['start > a'])).toEqual([
      [
        { do: 'end-here', nodeId: 'a', output: 'no-answer' },
        { do: 'connect-to', nodeId: 'a', output: 'no-answer' },
      ],
    ])
  })
})
