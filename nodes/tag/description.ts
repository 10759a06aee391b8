import { describe, silent } from '../contract.ts'
import { nextOutput } from '../outputs.ts'
import { schema, type TagConfig } from './schema.ts'

export const description = describe<TagConfig>({
  type: 'tag',
  label: 'Tag',
  summary: 'Puts tags on the contact, or takes them off.',
  category: 'remember',
  icon: 'tag',
  schema,
  answeredLabel: 'tagged',
  defaults: { add: [] },
  outputs: () => [nextOutput],
  preview: silent,
  card: ({ add = [], remove = [] }) => ({ chips: [...add.map((tag) => `+ ${tag}`), ...remove.map((tag) => `− ${tag}`)] }),
})
