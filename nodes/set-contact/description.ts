import { describe, silent } from '../contract.ts'
import { nextOutput } from '../outputs.ts'
import { type SetContactConfig, schema } from './schema.ts'

export const description = describe<SetContactConfig>({
  type: 'set-contact',
  label: 'Contact field',
  summary: 'Remembers facts about the customer for every later chat.',
  category: 'remember',
  icon: 'user-edit',
  schema,
  answeredLabel: 'set',
  defaults: { fields: [{ name: 'role', value: '' }] },
  outputs: () => [nextOutput],
  preview: silent,
  card: ({ fields = [], ...facts }) => ({
    meta: [...Object.entries(facts), ...fields.map(({ name, value }) => [name, value])]
      .map(([name, value]) => `${name} = ${value}`)
      .join(', '),
  }),
})
