import type { FromSchema } from 'json-schema-to-ts'
import { localisedText } from '#schemas/text.ts'
import { noAnswerSeconds, saveAs, text, tries } from '../fields.ts'

const days = { type: 'integer', minimum: -36_500, maximum: 36_500, 'x-section': 'Answer', 'x-when': { answer: 'date' } } as const
const length = { type: 'integer', minimum: 1, maximum: 4000, 'x-section': 'Answer', 'x-when': { answer: 'text' } } as const
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
    rule: {
      enum: ['digits', 'postcode-5', 'postcode-6', 'order', 'id-hk', 'id-cn', 'id-eg', 'id-th', 'id-vn', 'id-id', 'pattern'],
      title: 'Must be',
      description: 'What the text has to look like. It is found within a sentence, and keeps its zeros: 05200 stays 05200.',
      'x-field': 'select',
      'x-labels': {
        digits: 'Digits only, such as 05200',
        'postcode-5': 'Postcode of 5 digits, such as 10110',
        'postcode-6': 'Postcode of 6 digits, such as 510000',
        order: 'Order number, such as HK-12345',
        'id-hk': 'Hong Kong ID, such as A123456(7)',
        'id-cn': 'Chinese ID, 18 signs',
        'id-eg': 'Egyptian ID, 14 digits',
        'id-th': 'Thai ID, 13 digits',
        'id-vn': 'Vietnamese ID, 12 or 9 digits',
        'id-id': 'Indonesian ID, 16 digits',
        pattern: 'A pattern of your own',
      },
      'x-section': 'Answer',
      'x-when': { answer: 'text' },
    },
    pattern: {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      title: 'Pattern',
      'x-field': 'pattern',
      description:
        '9 is a digit, A a letter, * either; ? makes the sign before it optional, + lets it repeat, | is “or”. HK-9999 fits hk-1234.',
      'x-section': 'Answer',
      'x-when': { answer: 'text', rule: 'pattern' },
    },
    minLength: { ...length, title: 'At least this long', description: 'The fewest letters or digits that are accepted.' },
    maxLength: {
      ...length,
      title: 'At most this long',
      'x-not-below': 'minLength',
      description: 'The most letters or digits that are accepted.',
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
    time: {
      enum: ['none', 'kept', 'needed'],
      title: 'Time of day',
      description: 'Whether a time that is given is kept with the date, as 2026-12-24T15:00:00+08:00.',
      'x-field': 'select',
      'x-labels': { none: 'The day only', kept: 'Kept when it is given', needed: 'Must be given' },
      'x-section': 'Answer',
      'x-when': { answer: 'date' },
    },
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
