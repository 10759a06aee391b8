import type { FromSchema } from 'json-schema-to-ts'
import { localisedText } from '#schemas/text.ts'
import { noAnswerSeconds, saveAs, text, tries } from '../fields.ts'

const days = { type: 'integer', minimum: -36_500, maximum: 36_500, 'x-section': 'Answer', 'x-when': { answer: 'date' } } as const
const limit = { type: 'number', 'x-section': 'Answer', 'x-when': { answer: 'number' } } as const

export const schema = {
  type: 'object',
  required: ['text', 'answer', 'saveAs'],
  additionalProperties: false,
  properties: {
    text,
    answer: {
      enum: ['text', 'number', 'email', 'phone', 'date'],
      title: 'Kind of answer',
      description: 'What the customer’s answer must be.',
      'x-field': 'select',
      'x-labels': { text: 'Any text', number: 'Number', email: 'E-mail address', phone: 'Phone number', date: 'Date' },
      'x-section': 'Answer',
    },
    min: { ...limit, title: 'At least', description: 'The smallest number that is accepted.' },
    max: { ...limit, title: 'At most', 'x-not-below': 'min', description: 'The largest number that is accepted.' },
    whole: {
      type: 'boolean',
      title: 'Whole numbers only',
      description: 'Refuses 2.5, and reads 1.250 and 1,250 as a thousand and more.',
      'x-section': 'Answer',
      'x-when': { answer: 'number' },
    },
    defaultCountry: {
      type: 'string',
      pattern: '^[A-Z]{2}$',
      'x-reason': 'is no country code',
      title: 'Country',
      description: 'Two letters, such as HK: the country of numbers written without a country code.',
      'x-section': 'Answer',
      'x-when': { answer: 'phone' },
    },
    earliest: { ...days, title: 'Earliest', description: 'Days from today: 0 is today, -7 a week ago.' },
    latest: { ...days, title: 'Latest', 'x-not-below': 'earliest', description: 'Days from today: 0 is today, 30 in a month.' },
    saveAs,
    saveToContact: {
      type: 'string',
      pattern: '^(name|email|phone|field:[A-Za-z][A-Za-z0-9_]{0,49})$',
      'x-reason': 'is no field',
      title: 'Also keep on the contact',
      description: 'name, email, phone, or field: and a name of your own, such as field:birthday.',
      'x-section': 'Answer',
    },
    invalidText: {
      ...localisedText,
      title: 'If not valid',
      description: 'Said when asking again. Left empty, Alur says it in the customer’s language.',
      'x-section': 'If the answer does not fit',
    },
    tries,
    noAnswerSeconds,
  },
} as const

export type AskQuestionConfig = FromSchema<typeof schema>
