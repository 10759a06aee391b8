import type { FromSchema } from 'json-schema-to-ts'
import { identifier } from '#schemas/text.ts'

export const schema = {
  type: 'object',
  required: ['ways'],
  additionalProperties: false,
  properties: {
    ways: {
      type: 'array',
      minItems: 2,
      maxItems: 6,
      title: 'Ways',
      description: 'How many of a hundred customers go each way. Who comes again goes the same way again.',
      'x-field': 'shares',
      items: {
        type: 'object',
        required: ['id', 'label', 'share'],
        additionalProperties: false,
        properties: {
          id: { ...identifier, title: 'Id', description: 'The name of its way out; it stays when the label changes.' },
          label: {
            type: 'string',
            minLength: 1,
            maxLength: 80,
            title: 'Label',
            description: 'What the way is called on the card. Customers never see it.',
          },
          share: { type: 'integer', minimum: 0, maximum: 100, title: 'Share', description: 'In percent.' },
        },
      },
    },
  },
} as const

export type SplitConfig = FromSchema<typeof schema>
