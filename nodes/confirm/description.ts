import { describe } from '../contract.ts'
import { saying } from '../say.ts'
import { type ConfirmConfig, schema } from './schema.ts'

export const defaultValidSeconds = 600
export const defaultCodeTries = 3

export const description = describe<ConfirmConfig>({
  type: 'confirm',
  label: 'Confirm',
  summary: 'Sends a code to an e-mail address or a phone number and asks for it: whoever has it is who they say.',
  category: 'ask',
  icon: 'key',
  schema,
  waits: 'answer',
  network: true,
  anyWords: () => true,
  defaults: { about: 'email', text: { en: 'What is your e-mail address? We send you a code.' } },
  outputs: ({ validSeconds = defaultValidSeconds }) => [
    { name: 'confirmed', label: 'Confirmed', kind: 'answer', needed: true },
    { name: 'wrong', label: 'Wrong code', kind: 'invalid', needed: false },
    { name: 'expired', label: 'Code is over', kind: 'no-answer', afterSeconds: validSeconds, needed: true },
    { name: 'cannot-send', label: 'Cannot be sent', kind: 'error', needed: false },
  ],
  card: ({ text }) => ({ text }),
  preview: (visit) => saying(visit, visit.config.text),
})
