import { describe, silent } from '../contract.ts'
import { keysIn, moveKey } from './keys.ts'
import { type CallHttpConfig, schema } from './schema.ts'

export const description = describe<CallHttpConfig>({
  type: 'call-http',
  label: 'Call a service',
  summary: 'Asks another system over the web and keeps what it answers.',
  category: 'do',
  icon: 'world',
  schema,
  network: true,
  answeredLabel: 'called',
  defaults: { method: 'GET', url: 'https://', timeoutSeconds: 10 },
  outputs: () => [
    { name: 'done', label: 'Done', kind: 'answer', needed: true },
    { name: 'error', label: 'Did not work', kind: 'error', needed: true },
  ],
  preview: silent,
  card: ({ method, url }) => ({ meta: `${method} ${url.replace(/^https?:\/\//, '').split('?')[0]}` }),
  address: ({ url }) => url,
  headers: ({ headers = [] }) => headers.map(({ name }, at) => ({ path: `/headers/${at}/name`, name })),
  keys: keysIn,
  moveKey,
  writes: ({ mapping = [], statusVariable }) => [
    ...mapping.map(({ variable }) => variable),
    ...(statusVariable ? [statusVariable] : []),
  ],
})
