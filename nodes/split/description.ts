import { describe, silent } from '../contract.ts'
import { type SplitConfig, schema } from './schema.ts'

export const description = describe<SplitConfig>({
  type: 'split',
  label: 'Split',
  summary: 'Sends some customers one way and some another, by chance.',
  category: 'decide',
  icon: 'percentage',
  schema,
  answeredLabel: 'split',
  defaults: {
    ways: [
      { id: 'a', label: 'A', share: 50 },
      { id: 'b', label: 'B', share: 50 },
    ],
  },
  outputs: ({ ways }) =>
    ways.map(({ id, label, share }) => ({ name: id, label: `${label} · ${share} %`, kind: 'answer', needed: false })),
  preview: silent,
  card: () => ({}),
})
