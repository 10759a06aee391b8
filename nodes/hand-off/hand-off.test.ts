import { expect, it } from 'vitest'
import { visitOf } from '../testing.ts'
import { handler } from './handler.ts'

it('gives the chat to a team and says so', () => {
  const config = { text: { en: 'One moment, {{ first_name }}.' }, team: 'service', reason: 'Asks about order {{ order }}' }
  expect(handler.enter(visitOf(config, { variables: { first_name: 'Mei', order: 41902 } }))).toEqual({
    next: 'hand-off',
    team: 'service',
    reason: 'Asks about order 41902',
    say: [{ kind: 'text', text: 'One moment, Mei.' }],
  })
})

it('gives its own name as the reason when the author wrote none', () => {
  expect(handler.enter(visitOf({}))).toEqual({ next: 'hand-off', reason: 'This node', say: [] })
})
