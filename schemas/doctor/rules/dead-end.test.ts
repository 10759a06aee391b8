import { describe, expect, it } from 'vitest'
import { aFlow, ask, end, menu, problemsOf, start } from '../testing.ts'

describe('an output that has to lead somewhere', () => {
  it('and does not can end the chat there', () => {
    const flow = aFlow(
      [start(), menu('m', [{ en: 'Track my order' }, { en: 'Bye' }]), end()],
      ['start > m', 'm:o1 > end', 'm:no-answer > end'],
    )
    expect(problemsOf('dead-end', flow)).toEqual([
      {
        code: 'dead-end',
        severity: 'warning',
        message: '“Track my ord… leads nowhere',
        nodeId: 'm',
        output: 'o0',
        values: { node: 'Menu', output: 'Track my order' },
        fix: { do: 'end-here', nodeId: 'm', output: 'o0' },
        otherFixes: [{ do: 'connect-to', nodeId: 'm', output: 'o0' }],
      },
    ])
  })

  it('for want of an answer is best led where the others lead', () => {
    const flow = aFlow(
      [start(), ask('a'), ask('b'), ask('c'), end('x'), end('y')],
      ['start > a', 'a > b', 'b > c', 'a:no-answer > x', 'b:no-answer > x'],
    )
    expect(problemsOf('no-answer-leads-nowhere', flow)).toEqual([
      {
        code: 'no-answer-leads-nowhere',
        severity: 'warning',
        message: 'No answer leads nowhere',
        nodeId: 'c',
        output: 'no-answer',
        values: { node: 'Question', output: 'No answer' },
        fix: { do: 'connect', nodeId: 'c', output: 'no-answer', target: 'x' },
        otherFixes: [{ do: 'connect-to', nodeId: 'c', output: 'no-answer' }],
      },
    ])
  })

  it('for want of an answer ends the chat where there is no such place, and never leads to itself', () => {
    const fixes = (edges: string[]) =>
      problemsOf('no-answer-leads-nowhere', aFlow([start(), ask('a'), ask('b')], ['start > a', 'a > b', ...edges])).map(
        ({ fix }) => fix,
      )
    expect(fixes([])).toEqual([
      { do: 'end-here', nodeId: 'a', output: 'no-answer' },
      { do: 'end-here', nodeId: 'b', output: 'no-answer' },
    ])
    expect(fixes(['b:no-answer > a'])).toEqual([{ do: 'end-here', nodeId: 'a', output: 'no-answer' }])
  })

  it('is not asked of a node nobody gets to, nor of an output that may end', () => {
    const flow = aFlow([start(), ask('lost'), ask('a', { noAnswerSeconds: undefined })], ['start > a'])
    expect(problemsOf('dead-end', flow)).toEqual([])
    expect(problemsOf('no-answer-leads-nowhere', flow)).toEqual([])
  })
})
