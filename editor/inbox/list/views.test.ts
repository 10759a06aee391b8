import { expect, it } from 'vitest'
import { countOf } from './views.ts'

it('a list says how many chats it has, and that there are more where they were not counted further', () => {
  const counts = { waiting: 3, mine: 0, flow: 10_000 }
  expect((['waiting', 'mine', 'flow', 'all', 'closed'] as const).map((view) => countOf(counts, view))).toEqual([
    '3',
    '0',
    '10,000',
    undefined,
    undefined,
  ])
  expect(countOf({ ...counts, about: ['flow'] }, 'flow')).toBe('10,000+')
  expect(countOf(undefined, 'flow')).toBeUndefined()
})
