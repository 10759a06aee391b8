import { describe } from '../contract.ts'
import { saying } from '../say.ts'
import { type HandOffConfig, schema } from './schema.ts'

export const description = describe<HandOffConfig>({
  type: 'hand-off',
  label: 'Hand over to a person',
  summary: 'Gives the chat to a person and keeps the flow quiet from here on.',
  category: 'people',
  icon: 'headset',
  schema,
  answeredLabel: 'handed off',
  goal: 'handed-off',
  defaults: { text: { en: 'A colleague will help you here.' } },
  outputs: () => [],
  card: ({ text, team }) => ({ ...(text ? { text } : {}), ...(team ? { meta: team, metaIs: 'team' as const } : {}) }),
  preview: (visit) => saying(visit, visit.config.text),
})
