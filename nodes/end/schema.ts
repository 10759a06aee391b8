import type { FromSchema } from 'json-schema-to-ts'
import { text } from '../fields.ts'

export const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    text: { ...text, title: 'Last words', description: 'Said before the chat ends. Left empty, nothing is said.' },
  },
} as const

export type EndConfig = FromSchema<typeof schema>
