import type { FromSchema } from 'json-schema-to-ts'

const template = { type: 'string', maxLength: 1000, 'x-field': 'template' } as const

export const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name: { ...template, title: 'Name', description: 'The contact’s name. Left empty, it stays as it is.' },
    email: { ...template, title: 'E-mail', description: 'The contact’s e-mail address. Left empty, it stays as it is.' },
    phone: { ...template, title: 'Phone', description: 'With the country code. Left empty, it stays as it is.' },
    fields: {
      type: 'array',
      maxItems: 20,
      title: 'Fields',
      description: 'Facts of your own, read later as {{ contact.fields.role }}.',
      items: {
        type: 'object',
        required: ['name', 'value'],
        additionalProperties: false,
        properties: {
          name: {
            type: 'string',
            pattern: '^[A-Za-z][A-Za-z0-9_]{0,49}$',
            'x-reason': 'is not a name',
            title: 'Field',
            description: 'Its name: letters, digits and underscores.',
          },
          value: { ...template, title: 'Value', description: 'A text with variables.' },
        },
      },
    },
  },
} as const

export type SetContactConfig = FromSchema<typeof schema>
