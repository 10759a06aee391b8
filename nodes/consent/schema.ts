import type { FromSchema } from 'json-schema-to-ts'
import { localisedText } from '#schemas/text.ts'
import { noAnswerSeconds, text, tries } from '../fields.ts'

const label = { ...localisedText, 'x-section': 'Buttons' } as const

export const schema = {
  type: 'object',
  required: ['purpose', 'text'],
  additionalProperties: false,
  properties: {
    purpose: {
      type: 'string',
      pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
      'x-reason': 'is no purpose',
      title: 'Purpose',
      description: 'What the customer is asked for. Purposes are the workspace’s own: settings, Privacy.',
      'x-field': 'purpose',
    },
    text: {
      ...text,
      description: 'What the customer agrees to or refuses, in each language. It is kept with their answer, word for word.',
    },
    agree: { ...label, title: 'Yes', description: 'The button to agree with. Left empty, it says “Yes, I agree”.' },
    refuse: { ...label, title: 'No', description: 'The button to refuse with. Left empty, it says “No, thank you”.' },
    askAgain: {
      type: 'boolean',
      title: 'Ask again after a no',
      description: 'Otherwise somebody who refused before goes on by “Refused” without being asked.',
    },
    tries,
    noAnswerSeconds,
  },
} as const

export type ConsentConfig = FromSchema<typeof schema>
