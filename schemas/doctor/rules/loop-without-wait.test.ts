import { describe, expect, it } from 'vitest'
import { aFlow, aNode, ask, problemsOf, say, start } from '../testing.ts'

describe('a loop', () => {
  const loopsIn = (...flow: Parameters<typeof aFlow>) =>
    problemsOf('loop-without-wait', aFlow(...flow)).map(({ nodeId, values }) => [nodeId, values?.nodes])

  it('in which nothing waits is an error that names and marks its nodes', () => {
    const flow = aFlow([start(), say('a'), aNode('check', 'b'), say('c')], ['start > a', 'a > b', 'b:yes > c', 'c > a'])
    flow.nodes[1]!.data.name = 'Greeting'
    expect(problemsOf('loop-without-wait', flow)).toEqual([
      {
        code: 'loop-without-wait',
        severity: 'error',
        message: 'It loops without waiting',
        nodeId: 'a',
        nodeIds: ['a', 'b', 'c'],
        values: { nodes: 'Greeting → Condition → Message' },
        fix: { do: 'delete-edge', edgeId: 'e4' },
      },
    ])
  })

  it('that waits for an answer is fine', () => {
    expect(loopsIn([start(), say('a'), ask('b')], ['start > a', 'a > b', 'b > a'])).toEqual([])
  })

  it('may be one node that leads to itself', () => {
    expect(loopsIn([start(), say('a')], ['start > a', 'a > a'])).toEqual([['a', 'Message']])
  })

  it('is told from its neighbour, in the order of the flow', () => {
    const nodes = [start(), say('d'), say('c'), say('b'), say('a')]
    expect(loopsIn(nodes, ['start > a', 'a > b', 'b > a', 'b > c', 'c > d', 'd > c'])).toEqual([
      ['d', 'Message → Message'],
      ['b', 'Message → Message'],
    ])
  })

  it('is not seen where ways only meet again', () => {
    const nodes = [start(), aNode('check', 'a'), say('b'), say('c'), say('d')]
    expect(loopsIn(nodes, ['start > a', 'a:yes > b', 'a:no > c', 'b > d', 'c > d'])).toEqual([])
  })

  it('is found in a chain of 5,000 nodes', () => {
    const nodes = Array.from({ length: 5000 }, (_, n) => say(`n${n}`))
    const edges = nodes.map((_, n) => `n${n} > n${(n + 1) % 5000}`)
    expect(loopsIn(nodes, edges)).toHaveLength(1)
  })
})
