import type { FromSchema } from 'json-schema-to-ts'
import { keptValues } from '../fields.ts'

/** When a day without a time begins, for a wait that names none: nobody wants a message at midnight. */
export const defaultTime = '09:00'

export const schema = {
  type: 'object',
  required: ['for'],
  additionalProperties: false,
  properties: {
    for: {
      enum: ['duration', 'date', 'opening', 'signal'],
      title: 'Wait',
      description: 'For some time, until a day that a variable holds, until you are open, or until something happens outside.',
      'x-field': 'select',
      'x-labels': { duration: 'For some time', date: 'Until a date', opening: 'Until we open', signal: 'Until an event' },
    },
    signal: {
      type: 'string',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
      title: 'Event',
      description: 'Its name, as your system sends it over the API, such as order.paid.',
      'x-reason': 'must be letters, digits, dots, - or _, such as order.paid',
      'x-when': { for: 'signal' },
    },
    keep: { ...keptValues, 'x-when': { for: 'signal' } },
    seconds: {
      type: 'integer',
      minimum: 1,
      maximum: 31_536_000,
      title: 'How long',
      description: 'At most a year. Of an event: how long it is waited for.',
      'x-field': 'duration',
      'x-when': { for: ['duration', 'signal'] },
    },
    date: {
      type: 'string',
      maxLength: 200,
      title: 'Date',
      description: 'The variable or contact field that holds the date, such as delivery_day.',
      'x-field': 'variable-path',
      'x-when': { for: 'date' },
    },
    time: {
      type: 'string',
      pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
      title: 'Time of day',
      description: 'When on that day, in the workspace’s time zone, such as 09:00. A date that has a time keeps its own.',
      'x-reason': 'is no time',
      'x-when': { for: 'date' },
    },
  },
  if: { properties: { for: { const: 'duration' } } },
  // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
  then: { required: ['seconds'] },
  else: {
    if: { properties: { for: { const: 'date' } } },
    // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
    then: { required: ['date'], properties: { date: { minLength: 1 } } },
    else: {
      if: { properties: { for: { const: 'signal' } } },
      // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
      then: { required: ['signal', 'seconds'] },
    },
  },
} as const

export type WaitConfig = FromSchema<typeof schema>
