import { ownLanguageName } from '#schemas/language-names.ts'
import { describe } from '../contract.ts'
import { noAnswerOutputs } from '../outputs.ts'
import { asks } from './asks.ts'
import { type LanguageConfig, schema } from './schema.ts'

export const description = describe<LanguageConfig>({
  type: 'language',
  label: 'Language',
  summary: 'Lets the customer choose the language of the chat and remembers it.',
  category: 'ask',
  icon: 'language',
  schema,
  waits: 'answer',
  answeredLabel: 'chosen',
  defaults: { text: { en: 'Choose your language.' }, skipIfKnown: true },
  outputs: ({ noAnswerSeconds }) => [
    { name: 'chosen', label: 'Language chosen', kind: 'answer', needed: true },
    ...noAnswerOutputs(noAnswerSeconds),
  ],
  card: ({ text, names = {} }, languages) => ({
    text,
    ...(languages ? { chips: languages.offered.map((language) => names[language] || ownLanguageName(language)) } : {}),
  }),
  preview: (visit) => [asks(visit, visit.config.text)],
})
