import { expect, it } from 'vitest'
import { visitOf } from '../testing.ts'
import { handler } from './handler.ts'

it('remembers what is known of the contact, and leaves alone what is empty', () => {
  const config = {
    name: '{{ full_name }}',
    email: '{{ nothing }}',
    phone: '',
    fields: [
      { name: 'role', value: 'driver' },
      { name: 'city', value: '{{ nothing }}' },
    ],
  }
  expect(handler.enter(visitOf(config, { variables: { full_name: ' Mei Chan ' } }))).toEqual({
    next: 'go',
    output: 'next',
    effects: [{ kind: 'set-contact', contact: { name: 'Mei Chan' }, fields: { role: 'driver' } }],
  })
})

it('changes nothing when there is nothing to remember', () => {
  expect(handler.enter(visitOf({ name: '{{ nothing }}' }))).toEqual({ next: 'go', output: 'next' })
})
