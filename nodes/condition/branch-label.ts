import { nameIn } from '#schemas/language-names.ts'
import { channelNames } from '#schemas/message.ts'
import { operators } from './operators.ts'
import { type Branch, type Rule, schema } from './schema.ts'

const longest = schema.properties.branches.items.properties.label.maxLength

/** What a branch is called by its rules until somebody gives it another name; undefined while its first rule is not whole. */
export function branchLabel({ rules, groups = [] }: Pick<Branch, 'rules' | 'groups'>): string | undefined {
  const all = [...rules, ...groups.flatMap((group) => group.rules)]
  const first = all[0] && ruleLabel(all[0])
  if (!first) return undefined
  const label = all.length > 1 ? `${first} + ${all.length - 1}` : first
  return label.length > longest ? `${label.slice(0, longest - 1)}…` : label
}

function ruleLabel(rule: Rule): string | undefined {
  const { path, operator, value, to } = rule
  const { label, values } = operators[operator]
  const isAboutTags = operator === 'has-tag' || operator === 'has-not-tag'
  if (!isAboutTags && !path) return undefined
  const [first, last] = [words(value), words(to)]
  if ((values > 0 && first === '') || (values > 1 && last === '')) return undefined
  const isNot = operator === 'is-not'
  switch (path) {
    case 'contact.name':
      if (operator === 'is-set') return 'Has a name'
      break
    case 'chat.hours':
      return (value === 'open') === isNot ? 'We are closed' : 'We are open'
    case 'chat.language':
      return `${isNot ? 'Not ' : ''}${nameIn(first, 'en')}`
    case 'chat.channel':
      return `${isNot ? 'Not ' : ''}${channelNames[first as keyof typeof channelNames] ?? first}`
    case 'chat.time':
      return operator === 'between' ? `${first}–${last}` : `${operator === 'before' ? 'Before' : 'After'} ${first}`
    case 'chat.weekday':
      return first
        .split(',')
        .map((day) => capital(day.trim()))
        .join(', ')
  }
  const sides = [isAboutTags ? 'contact' : path, label, ...(values > 0 ? [first] : []), ...(values > 1 ? ['–', last] : [])]
  return capital(sides.join(' '))
}

const words = (value: Rule['value']): string => String(value ?? '').trim()
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
