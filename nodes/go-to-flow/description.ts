import { describe, silent } from '../contract.ts'
import { type GoToFlowConfig, schema } from './schema.ts'

export const description = describe<GoToFlowConfig>({
  type: 'go-to-flow',
  label: 'Go to another flow',
  summary: 'Goes on in another flow, and comes back if you like.',
  category: 'flow',
  icon: 'arrow-ramp-right',
  schema,
  answeredLabel: 'went on',
  defaults: { flowId: '', comeBack: false },
  outputs: ({ comeBack }) => (comeBack ? [{ name: 'returned', label: 'Came back', kind: 'answer', needed: false }] : []),
  preview: silent,
  card: () => ({}),
})
