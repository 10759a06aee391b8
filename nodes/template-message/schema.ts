import type { FromSchema } from 'json-schema-to-ts'
import { identifier, localisedText } from '#schemas/text.ts'
import { noAnswerSeconds, text } from '../fields.ts'

export const schema = {
  type: 'object',
  required: ['template', 'text'],
  additionalProperties: false,
  properties: {
    template: {
      type: 'string',
      maxLength: 512,
      title: 'Template',
      description: 'One that WhatsApp approved, by its name. It goes in the language of the person, else in the flow’s main one.',
      'x-field': 'message-template',
    },
    values: {
      type: 'array',
      maxItems: 60,
      title: 'What stands in its places',
      description: 'Variables such as {{ first_name }} are filled in. A place that stays empty keeps the template from going.',
      'x-field': 'template-values',
      items: {
        type: 'object',
        required: ['place', 'text'],
        additionalProperties: false,
        properties: {
          place: { type: 'string', maxLength: 100, title: 'Place', description: 'Where it stands in the template.' },
          text: { ...localisedText, title: 'Value', description: 'In each language.' },
        },
      },
    },
    text: {
      ...text,
      title: 'On other channels',
      description: 'What is said on channels that have no templates, in each language.',
    },
    replies: {
      type: 'array',
      maxItems: 10,
      title: 'Buttons',
      description: 'The template’s buttons that answer. Each is a way out of this node.',
      'x-field': 'template-replies',
      items: {
        type: 'object',
        required: ['id', 'label'],
        additionalProperties: false,
        properties: {
          id: { ...identifier, title: 'Id', description: 'The name of its way out.' },
          label: { ...localisedText, title: 'Label', description: 'As it stands on the button, in each language.' },
        },
      },
    },
    purpose: {
      ...identifier,
      title: 'Purpose',
      description: 'Goes to those only who said yes to it, such as offers. Left empty or service: to all who did not say no.',
    },
    noAnswerSeconds,
  },
} as const

export type TemplateMessageConfig = FromSchema<typeof schema>
