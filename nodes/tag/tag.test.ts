import { expect, it } from 'vitest'
import { visitOf } from '../testing.ts'
import { handler } from './handler.ts'

it('adds and removes tags, with variables filled', () => {
  expect(
    handler.enter(visitOf({ add: ['{{ topic }}', '{{ nothing }}'], remove: ['new'] }, { variables: { topic: 'warranty' } })),
  ).toEqual({
    next: 'go',
    output: 'next',
    effects: [{ kind: 'tag', add: ['warranty'], remove: ['new'] }],
  })
})

it('does nothing without a tag', () => {
  expect(handler.enter(visitOf({}))).toEqual({ next: 'go', output: 'next' })
})
