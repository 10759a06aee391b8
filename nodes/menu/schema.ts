import type { FromSchema } from 'json-schema-to-ts'
import { identifier, localisedText, localisedWords } from '#schemas/text.ts'
import { noAnswerSeconds, saveAs, text, tries } from '../fields.ts'

export const schema = {
  type: 'object',
  required: ['text', 'options'],
  additionalProperties: false,
  properties: {
    text,
    options: {
      type: 'array',
      minItems: 1,
      maxItems: 10,
      title: 'Options',
      description: 'What the customer can pick. Each is a way out of this node.',
      'x-field': 'options',
      'x-section': 'Options',
      items: {
        type: 'object',
        required: ['id', 'label'],
        additionalProperties: false,
        properties: {
          id: { ...identifier, title: 'Id', description: 'The name of its way out; it stays when the label changes.' },
          label: { ...localisedText, title: 'Label', description: 'Short: channels cut long labels.' },
          description: { ...localisedText, title: 'Description', description: 'A second line, where a channel shows lists.' },
          synonyms: { ...localisedWords, title: 'Synonyms', description: 'Other words that mean this option.' },
        },
      },
    },
    understandTyped: {
      type: 'boolean',
      title: 'Understand typed answers too',
      description: 'Also accept synonyms, and an option named within a sentence. A number or the exact label always counts.',
      'x-section': 'Options',
    },
    button: {
      ...localisedText,
      title: 'List button',
      description: 'What the button says that opens a long list of options.',
      'x-section': 'Options',
    },
    notUnderstood: {
      ...localisedText,
      title: 'If not understood',
      description: 'Said above the options when asking again. Left empty, Alur says it in the customer’s language.',
      'x-section': 'If the answer does not fit',
    },
    tries,
    noAnswerSeconds,
    saveAs: { ...saveAs, description: 'The variable that keeps the picked option’s label, in the flow’s main language.' },
  },
} as const

export type MenuConfig = FromSchema<typeof schema>
