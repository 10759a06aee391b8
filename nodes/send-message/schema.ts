import type { FromSchema } from 'json-schema-to-ts'
import { text } from '../fields.ts'

export const schema = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: {
    text,
    media: {
      type: 'object',
      required: ['kind', 'url'],
      additionalProperties: false,
      title: 'Picture or file',
      description: 'Sent with the text as its caption. A channel that cannot show it sends a link.',
      'x-section': 'Picture or file',
      properties: {
        kind: {
          enum: ['image', 'video', 'audio', 'document'],
          title: 'Kind',
          description: 'What is behind the address.',
          'x-field': 'select',
          'x-labels': { image: 'Picture', video: 'Video', audio: 'Sound', document: 'File' },
        },
        url: {
          type: 'string',
          minLength: 1,
          maxLength: 2000,
          title: 'Address',
          description: 'A public https address, or a file of yours. Variables are filled in.',
          'x-field': 'template',
          'x-upload': 'kind',
        },
      },
    },
  },
} as const

export type SendMessageConfig = FromSchema<typeof schema>
