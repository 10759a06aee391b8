import type { FromSchema } from 'json-schema-to-ts'
import { valuePath } from '#schemas/flow.ts'
import { identifier } from '#schemas/text.ts'
import { operatorNames } from './operators.ts'

const match = {
  enum: ['all', 'any'],
  title: 'Match',
  description: 'Whether all of the rules must be true, or one is enough.',
  'x-field': 'select',
  'x-labels': { all: 'All of these', any: 'Any of these' },
} as const

const value = { type: ['string', 'number', 'boolean'], maxLength: 1000, 'x-field': 'template' } as const

const rules = {
  type: 'array',
  maxItems: 20,
  title: 'Rules',
  description: 'Each looks at one variable or one fact about the contact.',
  items: {
    type: 'object',
    required: ['operator'],
    additionalProperties: false,
    properties: {
      path: {
        ...valuePath,
        pattern: `^$|${valuePath.pattern}`,
        title: 'Look at',
        description: 'A variable or a fact, such as order_total or contact.fields.role. Rules about tags need none.',
        'x-field': 'variable-path',
      },
      operator: { enum: operatorNames, title: 'Comparison', description: 'How the two are compared.', 'x-field': 'select' },
      value: {
        ...value,
        title: 'Value',
        description: 'What it is compared with. “is one of” takes several with commas; “today” and “now” are dates.',
      },
      to: { ...value, title: 'And', description: 'The upper end of “is between”.' },
    },
  },
} as const

export const schema = {
  type: 'object',
  required: ['branches'],
  additionalProperties: false,
  properties: {
    branches: {
      type: 'array',
      minItems: 1,
      maxItems: 9,
      title: 'Branches',
      description: 'Tried from the top; the chat takes the first that is true, or “Otherwise”.',
      'x-field': 'conditions',
      items: {
        type: 'object',
        required: ['id', 'label', 'match', 'rules'],
        additionalProperties: false,
        properties: {
          id: { ...identifier, title: 'Id', description: 'The name of its way out; it stays when the label changes.' },
          label: {
            type: 'string',
            minLength: 1,
            maxLength: 80,
            title: 'Label',
            description: 'What the branch is called on the card. Customers never see it.',
          },
          match,
          rules,
          groups: {
            type: 'array',
            maxItems: 5,
            title: 'Groups',
            description: 'Rules that count as one: “VIP, and any of these cities”.',
            items: {
              type: 'object',
              required: ['match', 'rules'],
              additionalProperties: false,
              properties: { match, rules },
            },
          },
        },
      },
    },
  },
} as const

export type ConditionConfig = FromSchema<typeof schema>
export type Branch = ConditionConfig['branches'][number]
export type Rule = Branch['rules'][number]
