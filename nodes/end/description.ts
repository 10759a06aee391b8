import { describe } from '../contract.ts'
import { saying } from '../say.ts'
import { type EndConfig, schema } from './schema.ts'

export const description = describe<EndConfig>({
  type: 'end',
  label: 'End',
  summary: 'Ends the flow on purpose; the next message starts afresh.',
  category: 'flow',
  icon: 'flag',
  schema,
  answeredLabel: 'ended',
  defaults: {},
  outputs: () => [],
  card: ({ text }) => (text ? { text } : {}),
  preview: (visit) => saying(visit, visit.config.text),
})
