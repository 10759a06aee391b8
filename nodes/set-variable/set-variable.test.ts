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
