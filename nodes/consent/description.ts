import { describe } from '../contract.ts'
import { defaultTries } from '../fields.ts'
import { invalidOutput, noAnswerOutputs } from '../outputs.ts'
import { asks } from './asks.ts'
import { type ConsentConfig, schema } from './schema.ts'

export const description = describe<ConsentConfig>({
  type: 'consent',
  label: 'Consent',
  summary: 'Asks the customer for one purpose and keeps what they said with its words.',
  category: 'ask',
  icon: 'user-check',
  schema,
  answeredLabel: 'decided',
  waits: 'answer',
  defaults: {
    purpose: 'offers',
    text: { en: 'May we write to you now and then about our offers? You can end it at any time with STOP.' },
    noAnswerSeconds: 86_400,
  },
  outputs: ({ noAnswerSeconds, tries }) => [
    { name: 'given', label: 'Given', kind: 'answer', needed: true },
    { name: 'refused', label: 'Refused', kind: 'answer', needed: true },
    { name: 'known', label: 'Given before', kind: 'answer', needed: false },
    invalidOutput('Not understood', tries ?? defaultTries),
    ...noAnswerOutputs(noAnswerSeconds),
  ],
  card: ({ text, purpose }) => ({ text, chips: [purpose] }),
  preview: (visit) => [asks(visit, visit.text(visit.config.text))],
})
