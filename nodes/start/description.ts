import { describe, silent } from '../contract.ts'
import { nextOutput } from '../outputs.ts'
import { type StartConfig, schema } from './schema.ts'

export const description = describe<StartConfig>({
  type: 'start',
  label: 'A customer writes',
  summary: 'Where the flow begins: with any message, when the chat is opened, with a keyword, or when something happens.',
  category: 'flow',
  icon: 'player-play',
  schema,
  single: true,
  answeredLabel: 'started',
  defaults: { trigger: 'any-message' },
  outputs: () => [{ ...nextOutput, needed: true }],
  writes: ({ trigger, keep = [] }) => (trigger === 'event' ? [...keep] : []),
  preview: silent,
  card: ({ trigger, keywords = {}, event, channels = [] }) => ({
    ...(trigger === 'keyword' ? { chips: [...new Set(Object.values(keywords).flat())] } : {}),
    ...(trigger === 'event' && event ? { chips: [event] } : {}),
    ...(channels.length > 0 ? { meta: channels.join(', ') } : {}),
  }),
})
