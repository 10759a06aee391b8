import type { FromSchema } from 'json-schema-to-ts'
import { languageTag } from '#schemas/text.ts'
import { noAnswerSeconds, text } from '../fields.ts'

export const schema = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: {
    text: { ...text, description: 'Said in every language of the flow, one below the other, before the customer has chosen.' },
    names: {
      type: 'object',
      propertyNames: languageTag,
      additionalProperties: { type: 'string', maxLength: 60 },
      title: 'Names of the languages',
      description: 'Only where the button should say something else than the language’s own name.',
      'x-field': 'languages',
    },
    skipIfKnown: {
      type: 'boolean',
      title: 'Do not ask twice',
      description: 'Goes on at once with a customer who chose a language before.',
    },
    noAnswerSeconds,
  },
} as const

export type LanguageConfig = FromSchema<typeof schema>
