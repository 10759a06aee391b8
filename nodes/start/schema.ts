import type { FromSchema } from 'json-schema-to-ts'
import { channelKinds, channelNames } from '#schemas/message.ts'
import { localisedWords } from '#schemas/text.ts'

const noKeyword = 'need a word'

export const schema = {
  type: 'object',
  required: ['trigger'],
  additionalProperties: false,
  properties: {
    trigger: {
      enum: ['any-message', 'opened', 'keyword'],
      title: 'Starts when',
      description: 'What a customer has to do for this flow to begin.',
      'x-field': 'select',
      'x-labels': {
        'any-message': 'They write anything',
        opened: 'They open the chat, or write anything',
        keyword: 'They write a keyword',
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
} as const

export type StartConfig = FromSchema<typeof schema>
