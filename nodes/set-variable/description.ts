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
  writes: ({ assignments }) => assignments.map(({ name }) => name),
})
