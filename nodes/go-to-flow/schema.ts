import type { FromSchema } from 'json-schema-to-ts'

export const schema = {
  type: 'object',
  required: ['flowId'],
  additionalProperties: false,
  properties: {
    flowId: {
      type: 'string',
      maxLength: 64,
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
