import type { FromSchema } from 'json-schema-to-ts'
import { variableName } from '#schemas/flow.ts'

export const schema = {
  type: 'object',
  required: ['assignments'],
  additionalProperties: false,
  properties: {
    assignments: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      title: 'Variables',
      description: 'Each gets its new value; values are read as they were before this node.',
      items: {
        type: 'object',
        required: ['name', 'value'],
        additionalProperties: false,
        properties: {
          name: { ...variableName, title: 'Variable', description: 'Which one to set.', 'x-field': 'variable-name' },
          value: {
            type: 'string',
            maxLength: 4000,
            title: 'Value',
            description: 'A text with variables. A single {{ variable }} keeps its kind: a number stays a number.',
            'x-field': 'template',
          },
        },
      },
    },
  },
} as const

export type SetVariableConfig = FromSchema<typeof schema>
