import { expect, it } from 'vitest'
import { visitOf } from '../testing.ts'
import { description } from './description.ts'
import { handler } from './handler.ts'
import type { SetVariableConfig } from './schema.ts'

const config: SetVariableConfig = {
  assignments: [
    { name: 'greeting', value: 'Dear {{ first_name }}' },
    { name: 'again', value: ' {{ total }} ' },
    { name: 'total', value: '0' },
    { name: 'cleared', value: '{{ nothing }}' },
  ],
}

it('sets every variable from what was known before; a single variable keeps its kind', () => {
  expect(handler.enter(visitOf(config, { variables: { first_name: 'Mei', total: 750 } }))).toEqual({
    next: 'go',
    output: 'next',
    set: { greeting: 'Dear Mei', again: 750, total: '0', cleared: '' },
  })
})

it('says which variables it sets', () => {
  expect(description.writes?.(config)).toEqual(['greeting', 'again', 'total', 'cleared'])
})

it('that keeps a key in a variable is noticed: what a variable holds stands in the chat’s turns', () => {
  const keysIn = (name: string, value: string) => description.keys?.({ assignments: [{ name, value }] })
  // Put together here, so that no scanner takes it for a real one.
  const value = ['a1B2c3D4', 'e5F6g7H8'].join('')
  expect(keysIn('shop_token', value)).toEqual([
    { path: '/assignments/0/value', name: 'shop_token', kind: 'a key', value, stays: true },
  ])
  for (const [name, other] of [
    ['order', value],
    ['shop_token', '{{ answer }}'],
    ['shop_token', 'SUMMER26'],
    ['shop_token', 'the token that we sent you on 12 May'],
  ] as const)
    expect(keysIn(name, other)).toEqual([])
})
