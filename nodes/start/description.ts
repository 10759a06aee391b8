import { describe, silent } from '../contract.ts'
import { nextOutput } from '../outputs.ts'
import { type StartConfig, schema } from './schema.ts'

export const description = describe<StartConfig>({
  type: 'start',
  label: 'A customer writes',
  summary: 'Where the flow begins: with any message, when the chat is opened, or with a keyword.',
  category: 'flow',
  icon: 'player-play',
  schema,
  single: true,
  answeredLabel: 'started',
  defaults: { trigger: 'any-message' },
  outputs: () => [{ ...nextOutput, needed: true }],
  preview: silent,
  card: ({ trigger, keywords = {}, channels = [] }) => ({
    ...(trigger === 'keyword' ? { chips: [...new Set(Object.values(keywords).flat())] } : {}),
    ...(channels.length > 0 ? { meta: channels.join(', ') } : {}),
  }),
})
