import { expect, it } from 'vitest'
import { fieldsOf } from '#schemas/fields-of.ts'
import { visitOf } from '../testing.ts'
import { handler } from './handler.ts'
import { schema } from './schema.ts'

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

it('has its placeholders looked at like those of a text', () => {
  expect(fieldsOf(schema, { add: ['{{ topic }}'] }).map(({ field, path }) => [field, path])).toEqual([['template', '/add/0']])
})
