import { describe, expect, it } from 'vitest'
import { aFlow, problemsOf, say, start } from '../testing.ts'

describe('a flow that nobody would get', () => {
  const flow = aFlow([start(), say('hi')], ['start > hi'])

  it('is told at its start which live flow answers first', () => {
    expect(problemsOf('never-answers', flow, { answersInstead: () => 'Welcome and triage' })).toEqual([
      {
        code: 'never-answers',
        severity: 'warning',
        message: '“Welcome and t…” goes first',
        nodeId: 'start',
        values: { flow: 'Welcome and triage' },
        fix: { do: 'focus', nodeId: 'start', path: '/trigger' },
      },
    ])
  })

  it('is left in peace while somebody gets it, or that is not known', () => {
    expect([
      ...problemsOf('never-answers', flow, { answersInstead: () => undefined }),
      ...problemsOf('never-answers', flow),
    ]).toEqual([])
  })
})
