import { describe, type Output } from '../contract.ts'
import { nextOutput, noAnswerOutputs } from '../outputs.ts'
import { says } from './says.ts'
import { schema, type TemplateMessageConfig } from './schema.ts'

export const description = describe<TemplateMessageConfig>({
  type: 'template-message',
  label: 'Template message',
  summary: 'Sends a template that WhatsApp approved, also long after the customer wrote.',
  category: 'say',
  icon: 'template',
  schema,
  answeredLabel: 'sent',
  waits: 'answer',
  defaults: { template: '', text: { en: '' } },
  outputs: ({ replies = [], noAnswerSeconds }) => [
    ...(replies.length === 0
      ? [nextOutput]
      : replies.map(({ id, label }): Output => ({ name: id, label, kind: 'answer', needed: true }))),
    ...(replies.length === 0
      ? []
      : [
          { name: 'other', label: 'Another answer', kind: 'invalid' as const, needed: false },
          ...noAnswerOutputs(noAnswerSeconds),
        ]),
    { name: 'not-approved', label: 'Not approved', kind: 'error', needed: true },
    { name: 'refused', label: 'May not be sent', kind: 'error', needed: false },
  ],
  card: ({ template, text }) => ({ text, ...(template ? { meta: template } : {}) }),
  preview: says,
})
