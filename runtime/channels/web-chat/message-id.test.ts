import { expect, it } from 'vitest'
import { clientIdOf, messageIdOf } from './message-id.ts'

it('a message is stored under its visitor, so that nobody swallows another’s', () => {
  expect(['v1', 'v2'].map((visitorId) => messageIdOf(visitorId, 'm1'))).toEqual(['v1.m1', 'v2.m1'])
})

it('the widget’s own id is read back from it', () => {
  expect(clientIdOf(messageIdOf('v1', 'm1'))).toBe('m1')
})
