import { isNameOfKey } from '#schemas/secret-looks.ts'
import { describe, silent } from '../contract.ts'
import { nextOutput } from '../outputs.ts'
import { type SetVariableConfig, schema } from './schema.ts'

export const description = describe<SetVariableConfig>({
  type: 'set-variable',
  label: 'Variable',
  summary: 'Remembers values for the rest of this chat.',
  category: 'remember',
  icon: 'variable',
  schema,
  answeredLabel: 'set',
  defaults: { assignments: [{ name: 'note', value: '' }] },
  outputs: () => [nextOutput],
  preview: silent,
  card: ({ assignments }) => ({ meta: assignments.map(({ name, value }) => `${name} = ${value}`).join(', ') }),
  keys: ({ assignments }) =>
    assignments.flatMap(({ name, value }, index) =>
      isNameOfKey(name) && looksMade.test(value)
        ? { path: `/assignments/${index}/value`, name, kind: 'a key', value, stays: true }
        : [],
    ),
  writes: ({ assignments }) => assignments.map(({ name }) => name),
})

/** As no word is: what a variable holds is in the chat's turns, where a key must not be. */
const looksMade = /^(?=\D{0,100}\d)(?=[^A-Za-z]{0,100}[A-Za-z])[\w.~+/=-]{16,200}$/
