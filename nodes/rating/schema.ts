import type { FromSchema } from 'json-schema-to-ts'
import { noAnswerSeconds, saveAs, text, tries } from '../fields.ts'

export const schema = {
  type: 'object',
  required: ['text', 'highest'],
  additionalProperties: false,
  properties: {
    text,
    highest: {
      enum: [3, 5, 10],
      title: 'From 1 to',
      description: 'The best mark. Channels with few buttons show a list.',
      'x-field': 'select',
      'x-labels': { 3: '3', 5: '5', 10: '10' },
    },
    tries,
    noAnswerSeconds,
    saveAs: { ...saveAs, description: 'The variable that keeps the mark, as a number.' },
  },
} as const

export type RatingConfig = FromSchema<typeof schema>
