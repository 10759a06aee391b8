import { expect, it } from 'vitest'
import { differences } from '#schemas/difference.ts'
import { newFlow } from '#schemas/flow.ts'
import { notAsked } from './not-asked.ts'

it('what both changed is asked above, and does not stand among what came together by itself', () => {
  const base = newFlow('Welcome')
  base.variables = ['a', 'b'].map((name) => ({ name, type: 'text' as const }))
  const mine = structuredClone({ ...base, name: 'Mine', settings: { ...base.settings, silenceMinutes: 9 } })
  mine.variables = [
    { name: 'a', type: 'number' },
    { name: 'b', type: 'date' },
  ]
  const left = notAsked(differences(base, mine), mine, [{ path: '/name' }, { path: '/variables/b/type' }])
  expect(left.flatMap(({ changes = [] }) => changes.map(({ path }) => path))).toEqual([
    '/variables/0/type',
    '/settings/silenceMinutes',
  ])
  expect(notAsked(differences(base, { ...base, name: 'Mine' }), base, [{ path: '/name' }])).toEqual([])
})
