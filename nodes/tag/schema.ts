import type { FromSchema } from 'json-schema-to-ts'

const tags = {
  type: 'array',
  maxItems: 20,
  uniqueItems: true,
  items: { type: 'string', minLength: 1, maxLength: 60, 'x-field': 'template' },
} as const

export const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    add: { ...tags, title: 'Add', description: 'Tags the contact gets. Variables are filled in.' },
    remove: { ...tags, title: 'Remove', description: 'Tags the contact loses, if it has them.' },
  },
} as const

export type TagConfig = FromSchema<typeof schema>
