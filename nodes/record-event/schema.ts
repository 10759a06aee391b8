import type { FromSchema } from 'json-schema-to-ts'
import { eventType } from '#schemas/event.ts'

export const schema = {
  type: 'object',
  required: ['event'],
  additionalProperties: false,
  properties: {
    event: {
      ...eventType,
      title: 'Event',
      description: 'What it is called, such as asked_for_offer. Segments and other flows know it by this.',
    },
    values: {
      type: 'array',
      maxItems: 20,
      title: 'Values',
      description: 'What is written down with it. A number called total is added up.',
      items: {
        type: 'object',
        required: ['name', 'value'],
        additionalProperties: false,
        properties: {
          name: {
            type: 'string',
            pattern: '^[A-Za-z][A-Za-z0-9_]{0,49}$',
            title: 'Name',
            description: 'What the value is called, such as product or total.',
            'x-reason': 'must be letters, digits and _, such as product',
          },
          value: {
            type: 'string',
            maxLength: 1000,
            title: 'Value',
            description: 'A text with variables.',
            'x-field': 'template',
          },
        },
      },
    },
  },
} as const

export type RecordEventConfig = FromSchema<typeof schema>
