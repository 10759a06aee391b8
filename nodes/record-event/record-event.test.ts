import { expect, it } from 'vitest'
import { visitOf } from '../testing.ts'
import { description } from './description.ts'
import { handler } from './handler.ts'
import type { RecordEventConfig } from './schema.ts'

const config: RecordEventConfig = {
  event: 'wants_back',
  values: [
    { name: 'product', value: '{{ product }}' },
    { name: 'total', value: '{{ price }}' },
    { name: 'phone', value: '01001234567' },
  ],
}

it('writes down what happened, with variables filled; what reads as a number is one', () => {
  expect(handler.enter(visitOf(config, { variables: { product: 'Kettle', price: 388.5 } }))).toEqual({
    next: 'go',
    output: 'next',
    effects: [{ kind: 'event', type: 'wants_back', data: { product: 'Kettle', total: 388.5, phone: '01001234567' } }],
  })
})

it('fails where more than 4 KB are to be written down', () => {
  const values = Array.from({ length: 20 }, (_, n) => ({ name: `v${n}`, value: '{{ long }}' }))
  expect(handler.enter(visitOf({ event: 'wants_back', values }, { variables: { long: 'x'.repeat(900) } }))).toEqual({
    next: 'fail',
    reason: { code: 'event-too-large', values: { event: 'wants_back' } },
  })
})

it('says on its card what it records', () => {
  expect(description.card(config)).toEqual({
    chips: ['wants_back'],
    meta: 'product = {{ product }}, total = {{ price }}, phone = 01001234567',
  })
})
