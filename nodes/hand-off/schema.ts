import type { FromSchema } from 'json-schema-to-ts'
import { text } from '../fields.ts'

export const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    text: {
      ...text,
      description: 'Said before a person takes over, for example how long it may take. Left empty, nothing is said.',
    },
    team: {
      type: 'string',
      maxLength: 80,
      title: 'Team',
      description: 'Who should take it. Left empty, anyone may. A team is made under Teams in the set-up.',
      'x-field': 'team',
    },
    reason: {
      type: 'string',
      maxLength: 500,
      title: 'Reason',
      description: 'Why this chat needs a person, for the one who takes it. Customers never see it.',
      'x-field': 'template',
    },
  },
} as const

export type HandOffConfig = FromSchema<typeof schema>
