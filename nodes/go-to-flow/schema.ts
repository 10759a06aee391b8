import type { FromSchema } from 'json-schema-to-ts'

export const schema = {
  type: 'object',
  required: ['flowId'],
  additionalProperties: false,
  properties: {
    flowId: {
      type: 'string',
      minLength: 1,
      maxLength: 64,
      'x-reason': 'is not chosen',
      title: 'Flow',
      description: 'Where the chat goes on. It must be published.',
      'x-field': 'flow',
    },
    comeBack: {
      type: 'boolean',
      title: 'Come back',
      description: 'When the other flow ends, the chat goes on here.',
    },
  },
} as const

export type GoToFlowConfig = FromSchema<typeof schema>
