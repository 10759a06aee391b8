import { describe, expect, it } from 'vitest'
import { aFlow, aNode, problemsOf } from '../testing.ts'

const handsTo = (team: string) => aFlow([aNode('hand', 'a', { team })])
const teams = ['service', 'after-sales']

describe('a team that a hand-off names', () => {
  it('is not in the workspace, since it was deleted or the flow is from another one: a warning that shows the place', () => {
    expect(problemsOf('team-unknown', handsTo('warranty'), { teams })).toEqual([
      {
        code: 'team-unknown',
        severity: 'warning',
        message: 'No team “warranty”',
        nodeId: 'a',
        path: '/team',
        values: { team: 'warranty' },
        fix: { do: 'focus', nodeId: 'a', path: '/team' },
      },
    ])
  })

  it.each(['service', ' service ', '', ' '])('%j is no problem', (team) => {
    expect(problemsOf('team-unknown', handsTo(team), { teams })).toEqual([])
  })

  it('is not spoken of where the workspace’s teams are not known', () => {
    expect(problemsOf('team-unknown', handsTo('warranty'))).toEqual([])
  })
})
