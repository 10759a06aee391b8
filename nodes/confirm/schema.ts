import type { FromSchema } from 'json-schema-to-ts'
import { localisedText } from '#schemas/text.ts'
import { text, tries } from '../fields.ts'

export const schema = {
  type: 'object',
  required: ['about', 'text'],
  additionalProperties: false,
  properties: {
    about: {
      enum: ['email', 'phone'],
      title: 'What is confirmed',
      description: 'An e-mail address gets a mail from your mailbox, a phone number a template from your WhatsApp number.',
      'x-field': 'select',
      'x-labels': { email: 'E-mail address', phone: 'Phone number' },
    },
    text: { ...text, title: 'Question', description: 'Asks for the address or number, where it is not known yet.' },
    sentText: {
      ...localisedText,
      title: 'Code is sent',
      description: 'Asks for the code. Left empty, the usual words are used.',
    },
    template: {
      type: 'string',
      maxLength: 512,
      pattern: '^[a-z0-9_]+$',
      'x-reason': 'is no name of a template, such as sign_in_code',
      title: 'WhatsApp template',
      description: 'The name of an approved template of the category Authentication.',
      'x-when': { about: 'phone' },
    },
    templateLanguage: {
      type: 'string',
      maxLength: 15,
      title: 'Its language',
      description: 'As the vendor writes it, such as en_US. Left empty, the first that is approved.',
      'x-when': { about: 'phone' },
    },
    tries: { ...tries, title: 'Try again', description: 'How many times a code that is not right may be typed again.' },
    validSeconds: {
      type: 'integer',
      minimum: 60,
      maximum: 3600,
      title: 'Good for',
      description: 'So long after it was sent the code is taken.',
      'x-field': 'duration',
    },
  },
} as const

export type ConfirmConfig = FromSchema<typeof schema>
