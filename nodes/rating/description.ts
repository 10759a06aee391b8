import { describe } from '../contract.ts'
import { defaultTries } from '../fields.ts'
import { invalidOutput, noAnswerOutputs } from '../outputs.ts'
import { asks } from './asks.ts'
import { type RatingConfig, schema } from './schema.ts'

export const description = describe<RatingConfig>({
  type: 'rating',
  label: 'Rating',
  summary: 'Asks for a mark from 1 to 3, 5 or 10.',
  category: 'measure',
  icon: 'star',
  schema,
  answeredLabel: 'rated',
  waits: 'answer',
  defaults: { text: { en: 'How was our help?' }, highest: 5, noAnswerSeconds: 86_400 },
  outputs: ({ noAnswerSeconds, tries }) => [
    { name: 'rated', label: 'Rated', kind: 'answer', needed: false },
    invalidOutput('Not understood', tries ?? defaultTries),
    ...noAnswerOutputs(noAnswerSeconds),
  ],
  card: ({ text, highest }) => ({ text, chips: ['1', '…', String(highest)] }),
  preview: (visit) => [asks(visit, visit.text(visit.config.text))],
  writes: ({ saveAs }) => (saveAs ? [saveAs] : []),
})
