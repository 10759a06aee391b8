import { expect, it } from 'vitest'
import type { DoctorFacts } from '../facts.ts'
import { aFlow, aNode, problemsOf, say } from '../testing.ts'

const flow = aFlow([
  aNode('check', 'open', { variable: 'chat.hours' }),
  aNode('check', 'day', { variable: 'chat.weekday' }),
  say('sorry', { en: 'We open {{ next_opening | date }}' }),
])
const found = (facts: Partial<DoctorFacts>) => problemsOf('no-hours', flow, facts)

it('who asks whether it is open where no hours are set is told that it always is', () => {
  const of = (nodeId: string, path: string) => ({
    code: 'no-hours',
    severity: 'warning',
    message: 'No opening hours are set',
    nodeId,
    path,
    fix: { do: 'focus', nodeId, path },
  })
  expect(found({ hoursSet: false })).toEqual([of('open', '/variable'), of('sorry', '/text')])
})

it('where hours are set, or nobody knows, nothing is said', () => {
  expect(found({ hoursSet: true })).toEqual([])
  expect(found({})).toEqual([])
})
