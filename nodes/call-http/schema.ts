import type { FromSchema } from 'json-schema-to-ts'
import { valuePath, variableName } from '#schemas/flow.ts'
import { secretUse } from '#schemas/secret.ts'

const host = '([^\\s/?#{]|\\{\\{[^}]*\\}\\})+'
/** http or https and a host, in which variables may stand; or a beginning that is a variable's. */
const webAddress = `^\\s*([Hh][Tt][Tt][Pp][Ss]?://${host}(\\s*$|[/?#])|\\{[{%])`

/** A text with variables, or a secret by its name. */
const value = {
  anyOf: [{ type: 'string', maxLength: 2000 }, secretUse],
  title: 'Value',
  description: 'A text with variables, or a secret.',
  'x-field': 'template-or-secret',
} as const

export const schema = {
  type: 'object',
  required: ['method', 'url'],
  additionalProperties: false,
  properties: {
    method: {
      enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      title: 'Method',
      description: 'GET asks for something; the others change something.',
      'x-field': 'select',
    },
    url: {
      type: 'string',
      maxLength: 2000,
      pattern: webAddress,
      'x-reason': 'is not a web address',
      title: 'Address',
      description: 'Starts with https://. Write {{ order_number }} where a variable goes in; it cannot change the rest.',
      'x-field': 'template',
    },
    headers: {
      type: 'array',
      maxItems: 20,
      title: 'Headers',
      description: 'Sent with the request, such as Authorization.',
      'x-field': 'headers',
      'x-section': 'Request',
      items: {
        type: 'object',
        required: ['name', 'value'],
        additionalProperties: false,
        properties: {
          name: {
            type: 'string',
            pattern: '^[A-Za-z0-9-]{1,100}$',
            'x-reason': 'is not a name',
            title: 'Header',
            description: 'Its name.',
          },
          value,
        },
      },
    },
    query: {
      type: 'array',
      maxItems: 20,
      title: 'Query',
      description: 'Added to the address after its question mark.',
      'x-field': 'headers',
      'x-section': 'Request',
      items: {
        type: 'object',
        required: ['name', 'value'],
        additionalProperties: false,
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 100, title: 'Parameter', description: 'Its name, such as key.' },
          value,
        },
      },
    },
    body: {
      type: 'string',
      maxLength: 20_000,
      title: 'Body',
      description:
        'Usually JSON. Write "{{ name }}" where a text goes in, and {{ total }} without quotes for a number or a list.',
      'x-field': 'template-long',
      'x-section': 'Request',
    },
    bodyFields: {
      type: 'array',
      maxItems: 20,
      title: 'Fields of the body',
      description: 'Put into the JSON of the body, or make one where it is empty.',
      'x-field': 'headers',
      'x-section': 'Request',
      items: {
        type: 'object',
        required: ['name', 'value'],
        additionalProperties: false,
        properties: {
          name: {
            type: 'string',
            maxLength: 200,
            pattern: '^[^.\\s]+(\\.[^.\\s]+)*$',
            'x-reason': 'is not a path',
            title: 'Field',
            description: 'Where it goes, such as auth.key.',
          },
          value,
        },
      },
    },
    timeoutSeconds: {
      type: 'integer',
      minimum: 1,
      maximum: 10,
      title: 'Give up after (seconds)',
      description: 'How long the service may take before the chat leaves by “Did not work”.',
      'x-section': 'Request',
    },
    mapping: {
      type: 'array',
      maxItems: 20,
      title: 'Keep from the reply',
      description: 'Values of the JSON reply and the variables that keep them.',
      'x-field': 'mapping',
      'x-section': 'Reply',
      items: {
        type: 'object',
        required: ['path', 'variable'],
        additionalProperties: false,
        properties: {
          path: {
            ...valuePath,
            title: 'Path',
            description: 'Where it is in the reply, such as order.items[0].name. $ is the whole reply.',
          },
          variable: { ...variableName, title: 'Variable', description: 'Which one keeps it.', 'x-field': 'variable-name' },
        },
      },
    },
    statusVariable: {
      ...variableName,
      title: 'Keep the status',
      description: 'The variable that keeps the reply’s status, such as 200 or 404.',
      'x-field': 'variable-name',
      'x-section': 'Reply',
    },
  },
} as const

export type CallHttpConfig = FromSchema<typeof schema>
