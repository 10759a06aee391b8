import { describe } from '../contract.ts'
import { nextOutput } from '../outputs.ts'
import { says } from './says.ts'
import { type SendMessageConfig, schema } from './schema.ts'

export const description = describe<SendMessageConfig>({
  type: 'send-message',
  label: 'Message',
  summary: 'Says something, with a picture or file if you like, and goes on.',
  category: 'say',
  icon: 'message',
  schema,
  answeredLabel: 'sent',
  defaults: { text: { en: '' } },
  outputs: () => [nextOutput],
  card: ({ text, media }) => ({ text, ...(media ? { meta: `${media.kind} ${media.url}` } : {}) }),
  preview: (visit) => says(visit, visit.config.media?.url ?? ''),
})
