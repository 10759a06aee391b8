import { describe, silent } from '../contract.ts'
import { operators } from './operators.ts'
import { type Branch, type ConditionConfig, type Rule, schema } from './schema.ts'

export const description = describe<ConditionConfig>({
  type: 'condition',
  label: 'Condition',
  summary: 'Takes one way or another, by what is known of the customer.',
  category: 'decide',
  icon: 'arrows-split-2',
  schema,
  answeredLabel: 'decided',
  defaults: {
    branches: [{ id: 'yes', label: 'Has a name', match: 'all', rules: [{ path: 'contact.name', operator: 'is-set' }] }],
  },
  outputs: ({ branches }) => [
    ...branches.map(({ id, label }) => ({ name: id, label, kind: 'answer' as const, needed: false })),
    { name: 'else', label: 'Otherwise', kind: 'answer', needed: false },
  ],
  asksHours: ({ branches }) =>
    branches.some(({ rules, groups = [] }) =>
      [...rules, ...groups.flatMap((group) => group.rules)].some(({ path }) => path === 'chat.hours'),
    ),
  preview: silent,
  card: ({ branches }) => ({ meta: branches[0] ? sentence(branches[0]) : '' }),
})

/** The first rule in words, and how many more there are. */
function sentence({ rules, groups = [] }: Branch): string {
  const all = [...rules, ...groups.flatMap((group) => group.rules)]
  const more = all.length > 1 ? ` + ${all.length - 1}` : ''
  return all[0] ? `${phrase(all[0])}${more}` : ''
}

const factLabels: Readonly<Record<string, string | undefined>> = {
  'chat.language': 'language',
  'chat.channel': 'channel',
  'chat.time': 'time of day',
  'chat.weekday': 'day of the week',
  'chat.hours': 'the shop',
}

function phrase({ path, operator, value, to }: Rule): string {
  const { label, values } = operators[operator]
  const sides = [
    path === undefined ? 'contact' : (factLabels[path] ?? path),
    label,
    ...(values > 0 ? [String(value ?? '')] : []),
    ...(values > 1 ? ['–', String(to ?? '')] : []),
  ]
  return sides.join(' ')
}
