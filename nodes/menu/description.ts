import { describe } from '../contract.ts'
import { defaultTries } from '../fields.ts'
import { invalidOutput, noAnswerOutputs } from '../outputs.ts'
import { asks } from './asks.ts'
import { type MenuConfig, schema } from './schema.ts'

export const description = describe<MenuConfig>({
  type: 'menu',
  label: 'Menu',
  summary: 'Asks the customer to pick one of up to ten options, by a tap or in their own words.',
  category: 'ask',
  icon: 'list',
  schema,
  waits: 'answer',
  defaults: {
    text: { en: 'How can we help you?' },
    options: [
      { id: 'first', label: { en: 'First option' } },
      { id: 'second', label: { en: 'Second option' } },
    ],
    understandTyped: true,
    tries: defaultTries,
  },
  outputs: ({ options, tries = defaultTries, noAnswerSeconds }) => [
    ...options.map(({ id, label }) => ({ name: id, label, kind: 'answer' as const, needed: true })),
    invalidOutput('Not understood', tries),
    ...noAnswerOutputs(noAnswerSeconds),
  ],
  card: ({ text }) => ({ text }),
  preview: (visit) => [asks(visit, visit.text(visit.config.text))],
  writes: ({ saveAs }) => (saveAs ? [saveAs] : []),
})
