import type { FromSchema } from 'json-schema-to-ts'
import { eventType } from '#schemas/event.ts'
import { channelKinds, channelNames } from '#schemas/message.ts'
import { localisedWords } from '#schemas/text.ts'
import { keptValues } from '../fields.ts'

const noKeyword = 'need a word'

export const schema = {
  type: 'object',
  required: ['trigger'],
  additionalProperties: false,
  properties: {
    trigger: {
      enum: ['any-message', 'opened', 'keyword', 'event'],
      title: 'Starts when',
      description: 'What a customer has to do for this flow to begin, or what happens to them.',
      'x-field': 'select',
      'x-labels': {
        'any-message': 'They write anything',
        opened: 'They open the chat, or write anything',
        keyword: 'They write a keyword',
        event: 'Something happens to them',
      },
    },
    keywords: {
      ...localisedWords,
      title: 'Keywords',
      description: 'Capitals, accents and punctuation do not matter. A word of any language starts the flow.',
      'x-when': { trigger: 'keyword' },
    },
    match: {
      enum: ['whole', 'contains'],
      title: 'The keyword is',
      description: 'Whether the message must be the keyword, or may hold it among other words.',
      'x-field': 'select',
      'x-labels': { whole: 'The whole message', contains: 'Somewhere in the message' },
      'x-when': { trigger: 'keyword' },
    },
    event: {
      ...eventType,
      title: 'Event',
      description: 'Its type, as your system or a flow tells it, such as order_placed. It begins in the chat they used last.',
      'x-when': { trigger: 'event' },
    },
    keep: {
      ...keptValues,
      'x-when': { trigger: 'event' },
    },
    channels: {
      type: 'array',
      maxItems: 20,
      uniqueItems: true,
      items: { enum: channelKinds },
      title: 'Channels',
      description: 'Where it listens. None chosen means on every channel.',
      'x-field': 'select',
      'x-labels': channelNames,
    },
  },
  if: { properties: { trigger: { const: 'keyword' } } },
  // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
  then: {
    required: ['keywords'],
    'x-reason': noKeyword,
    // Every language empty, or none there: nothing anybody writes starts the flow.
    properties: { keywords: { not: { additionalProperties: { maxItems: 0 } }, 'x-reason': noKeyword } },
  },
  else: {
    if: { properties: { trigger: { const: 'event' } } },
    // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
    then: { required: ['event'] },
  },
} as const

export type StartConfig = FromSchema<typeof schema>
