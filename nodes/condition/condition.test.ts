import { describe, expect, it } from 'vitest'
import type { VariableValue } from '#schemas/conversation.ts'
import { visitOf } from '../testing.ts'
import { branchLabel } from './branch-label.ts'
import { description } from './description.ts'
import { handler } from './handler.ts'
import { type OperatorName, operatorNames, operators } from './operators.ts'
import type { Branch, ConditionConfig, Rule } from './schema.ts'

const branch = (more: Partial<Branch>): ConditionConfig => ({
  branches: [{ id: 'yes', label: 'Yes', match: 'all', rules: [], ...more }],
})
const contact = { id: 'contact-1', name: 'Mei', fields: { city: 'Hong Kong' }, tags: ['VIP', 'new'] }
const variables = { total: 750, limit: 500, day: '2026-03-10', empty: '' }
const taken = (config: ConditionConfig) => (handler.enter(visitOf(config, { contact, variables })) as { output: string }).output

const big = { path: 'total', operator: 'greater', value: '{{ limit }}' } as const
const small = { path: 'total', operator: 'less', value: 500 } as const
const vip = { operator: 'has-tag', value: 'vip' } as const

describe('a condition', () => {
  it('takes the first branch that is true', () => {
    const branches = [
      branch({ rules: [small] }),
      branch({ id: 'big', label: 'Big order', rules: [big] }),
      branch({ rules: [big] }),
    ]
    expect(handler.enter(visitOf({ branches: branches.flatMap((each) => each.branches) }, { variables }))).toEqual({
      next: 'go',
      output: 'big',
      note: { code: 'branch', values: { label: 'Big order' } },
    })
  })

  it('goes the other way when no branch is true', () => {
    expect(handler.enter(visitOf(branch({ rules: [small] }), { variables }))).toEqual({
      next: 'go',
      output: 'else',
      note: { code: 'none' },
    })
  })

  it.each<[string, Partial<Branch>, string]>([
    ['all of them', { rules: [big, vip] }, 'yes'],
    ['all of them, and one is not', { rules: [big, small] }, 'else'],
    ['any of them', { match: 'any', rules: [small, vip] }, 'yes'],
    ['any of them, and none is', { match: 'any', rules: [small] }, 'else'],
    ['a group as one rule', { rules: [vip], groups: [{ match: 'any', rules: [small, big] }] }, 'yes'],
    ['a group that is not true', { rules: [vip], groups: [{ match: 'all', rules: [small, big] }] }, 'else'],
    ['nothing at all', { rules: [] }, 'else'],
    ['an empty group only', { groups: [{ match: 'all', rules: [] }] }, 'else'],
    ['a contact field', { rules: [{ path: 'contact.fields.city', operator: 'is', value: 'hong kong' }] }, 'yes'],
    ['a variable nobody set', { rules: [{ path: 'nothing', operator: 'is-set' }] }, 'else'],
    ['a day after today', { rules: [{ path: 'day', operator: 'after', value: 'today' }] }, 'yes'],
    ['a day before now', { rules: [{ path: 'day', operator: 'before', value: 'now' }] }, 'else'],
  ])('weighs %s', (_, more, output) => {
    expect(taken(branch(more))).toBe(output)
  })

  it.each<[string, VariableValue, Pick<Rule, 'operator' | 'value'>, string]>([
    ['today is today', '2026-03-10', { operator: 'is', value: 'today' }, 'yes'],
    ['a time of today is today', '2026-03-10T08:00:00+08:00', { operator: 'is', value: 'today' }, 'yes'],
    ['yesterday is not today', '2026-03-09', { operator: 'is-not', value: 'today' }, 'yes'],
    ['tomorrow is tomorrow', '2026-03-11', { operator: 'is', value: 'tomorrow' }, 'yes'],
    ['the word today is itself', 'today', { operator: 'is', value: 'today' }, 'yes'],
    ['an hour ahead is after now', '2026-03-10 05:00', { operator: 'after', value: 'now' }, 'yes'],
    ['an hour ago is before now', '2026-03-10 03:00', { operator: 'before', value: 'now' }, 'yes'],
    ['an hour ago is not after now', '2026-03-10 03:00', { operator: 'after', value: 'now' }, 'else'],
    ['today is not before now', '2026-03-10', { operator: 'before', value: 'now' }, 'else'],
    ['seconds since 1970 are after now', 1773100000, { operator: 'after', value: 'now' }, 'yes'],
  ])('knows that %s, where the workspace is', (_, when, rule, output) => {
    const visit = visitOf(branch({ rules: [{ path: 'when', ...rule }] }), {
      variables: { when },
      timeZone: 'Asia/Hong_Kong',
      services: { now: () => '2026-03-09T20:00:00.000Z' },
    })
    expect(handler.enter(visit)).toMatchObject({ output })
  })

  it.each<[Rule, string]>([
    [{ path: 'chat.language', operator: 'is', value: 'zh-Hant' }, 'yes'],
    [{ path: 'chat.language', operator: 'in-list', value: 'en, ar' }, 'else'],
    [{ path: 'chat.channel', operator: 'is', value: 'whatsapp' }, 'yes'],
    [{ path: 'chat.channel', operator: 'is-not', value: 'whatsapp' }, 'else'],
    [{ path: 'chat.time', operator: 'between', value: '02:00', to: '05:00' }, 'yes'],
    [{ path: 'chat.time', operator: 'between', value: '22:00', to: '06:00' }, 'yes'],
    [{ path: 'chat.time', operator: 'between', value: '09:00', to: '18:00' }, 'else'],
    [{ path: 'chat.time', operator: 'after', value: '18:00' }, 'else'],
    [{ path: 'chat.weekday', operator: 'in-list', value: 'tue, wed' }, 'yes'],
    [{ path: 'chat.weekday', operator: 'in-list', value: 'sat, sun' }, 'else'],
  ])('weighs %j on a Tuesday at four in the morning in Hong Kong', (rule, output) => {
    const visit = visitOf(branch({ rules: [rule] }), {
      language: 'zh-Hant',
      channel: { id: 'channel-1', kind: 'whatsapp' },
      timeZone: 'Asia/Hong_Kong',
      services: { now: () => '2026-03-09T20:00:00.000Z' },
    })
    expect(handler.enter(visit)).toMatchObject({ output })
  })

  it.each<[boolean, string, string]>([
    [true, 'open', 'yes'],
    [true, 'closed', 'else'],
    [false, 'closed', 'yes'],
    [false, 'open', 'else'],
  ])('when it is open: %s, “opening hours is %s” goes by %s, and “is not” the other way', (open, value, output) => {
    const taking = (operator: 'is' | 'is-not') =>
      handler.enter(
        visitOf(branch({ rules: [{ path: 'chat.hours', operator, value }] }), { services: { opening: () => ({ open }) } }),
      )
    expect(taking('is')).toMatchObject({ output })
    expect(taking('is-not')).toMatchObject({ output: output === 'yes' ? 'else' : 'yes' })
  })

  it('shows its first rule on the card', () => {
    expect(description.card(branch({ rules: [big, vip] }))).toEqual({ meta: 'total is greater than {{ limit }} + 1' })
    expect(description.card(branch({ rules: [{ path: 'n', operator: 'between', value: 1, to: 5 }] }))).toEqual({
      meta: 'n is between 1 – 5',
    })
  })

  it('has an output for each branch and one for the rest', () => {
    expect(description.outputs(branch({})).map(({ name }) => name)).toEqual(['yes', 'else'])
  })
})

describe('a branch that nobody named', () => {
  it.each<[Rule, string | undefined]>([
    [{ path: 'contact.name', operator: 'is-set' }, 'Has a name'],
    [{ path: 'chat.hours', operator: 'is', value: 'closed' }, 'We are closed'],
    [{ path: 'chat.hours', operator: 'is-not', value: 'closed' }, 'We are open'],
    [{ path: 'chat.hours', operator: 'is', value: 'open' }, 'We are open'],
    [{ path: 'chat.language', operator: 'is', value: 'vi' }, 'Vietnamese'],
    [{ path: 'chat.language', operator: 'is' }, undefined],
    [{ path: 'chat.channel', operator: 'is-not', value: 'whatsapp' }, 'Not WhatsApp'],
    [{ path: 'chat.time', operator: 'between', value: '09:00', to: '18:00' }, '09:00–18:00'],
    [{ path: 'chat.time', operator: 'before', value: '09:00' }, 'Before 09:00'],
    [{ path: 'chat.weekday', operator: 'in-list', value: 'sat,sun' }, 'Sat, Sun'],
    [{ operator: 'has-tag', value: 'vip' }, 'Contact has the tag vip'],
    [{ path: 'total', operator: 'greater', value: 500 }, 'Total is greater than 500'],
    [{ path: 'total', operator: 'between', value: 1 }, undefined],
    [{ path: '', operator: 'is-set' }, undefined],
  ])('by %j is called %s', (rule, label) => {
    expect(branchLabel({ rules: [rule] })).toBe(label)
  })

  it('tells how many more rules it has, and is no longer than a name may be', () => {
    expect(branchLabel({ rules: [vip], groups: [{ match: 'any', rules: [big, small] }] })).toBe('Contact has the tag vip + 2')
    expect(branchLabel({ rules: [{ path: 'note', operator: 'is', value: 'x'.repeat(200) }] })).toHaveLength(80)
    expect(branchLabel({ rules: [] })).toBe(undefined)
  })

  it('begins with the name its defaults have', () => {
    const [first] = description.defaults.branches
    expect(first && branchLabel(first)).toBe(first?.label)
  })
})

describe('an operator', () => {
  it.each<[VariableValue | undefined, OperatorName, string, boolean]>([
    ['Hong Kong', 'is', ' hong  KONG ', true],
    ['ＨＫ', 'is', 'hk', true],
    [5, 'is', '5.0', true],
    [5, 'is', '٥', true],
    ['007', 'is', '7', false],
    [true, 'is', 'true', true],
    [undefined, 'is', '', true],
    ['a', 'is-not', 'b', true],
    ['a-b', 'is', 'a b', false],
    ['Track my order', 'contains', 'ORDER', true],
    ['anything', 'contains', '', false],
    [['red', 'blue'], 'contains', 'Blue', true],
    [['red', 'blue'], 'not-contains', 'green', true],
    ['order 12', 'starts-with', 'Order', true],
    ['order 12', 'ends-with', '12', true],
    ['order 12', 'ends-with', '', false],
    ['', 'starts-with', '', false],
    ['Kowloon', 'in-list', 'Central, kowloon', true],
    ['九龍', 'in-list', '中環、九龍', true],
    ['', 'in-list', 'a,,b', false],
    [3, 'in-list', '1;2;3', true],
    ['x', 'is-set', '', true],
    [0, 'is-set', '', true],
    [false, 'is-set', '', true],
    [' ', 'is-set', '', false],
    [[], 'is-not-set', '', true],
    [null, 'is-not-set', '', true],
    [2, 'greater', '1', true],
    ['10', 'greater', '9', true],
    ['1,200', 'greater', '1000', true],
    ['1,50,000', 'greater', '149,999', true],
    ['12,5', 'greater', '1', false],
    ['\u22125', 'less', '0', true],
    ['\u200f1,200\u200f', 'greater', '1000', true],
    ['7615917337495251231', 'greater', '1', false],
    ['don’t', 'is', "don't", true],
    ['I don\u02bct know', 'contains', 'don’t', true],
    ['“yes”', 'is', '"yes"', true],
    ['VIP\u200b', 'is', 'vip', true],
    ['HK\u00a0Island', 'is', 'hk island', true],
    ['05200', 'matches', '99999', true],
    ['0520', 'matches', '99999', false],
    [5200, 'matches', '9999', true],
    ['hk-1234', 'matches', 'HK-9999', true],
    ['(a+)+', 'matches', '', false],
    [undefined, 'matches', '9', false],
    ['18:05', 'after', '18:00', true],
    ['18:05', 'before', '18:00', false],
    ['2026-03-09T12:00:00+0800', 'before', '2026-03-09T05:00:00Z', true],
    ['1796108400', 'after', '2026-11-30', true],
    ['ten', 'greater', '9', false],
    ['ten', 'less-or-equal', '9', false],
    [undefined, 'less', '9', false],
    [9, 'greater-or-equal', '9', true],
    [9, 'less-or-equal', '9', true],
    [8, 'less', '9', true],
    ['2026-03-09', 'before', '2026-03-10', true],
    ['2026-03-09T23:00:00.000Z', 'after', '2026-03-09', true],
    ['2026-03-09', 'after', 'yesterday', false],
    ['9 March', 'before', '2027-01-01', false],
    [['VIP'], 'has-tag', 'vip', true],
    [['VIP'], 'has-not-tag', 'new', true],
    ['VIP', 'has-tag', 'vip', false],
  ])('%j %s %j is %s', (actual, operator, expected, answer) => {
    expect(operators[operator].test(actual, expected, '')).toBe(answer)
  })

  it.each<[VariableValue, string, string, boolean]>([
    [5, '1', '5', true],
    [6, '1', '5', false],
    ['2026-03-09', '2026-03-01', '2026-03-31', true],
    ['2026-04-01', '2026-03-01', '2026-03-31', false],
    ['x', '1', '5', false],
    ['2026-03-31T15:00:00.000Z', '2026-03-01', '2026-03-31', true],
    ['10:00', '09:00', '18:00', true],
    ['18:00', '09:00', '18:00', false],
    ['23:30', '22:00', '06:00', true],
    ['05:59', '22:00', '06:00', true],
    ['12:00', '22:00', '06:00', false],
  ])('%j between %s and %s is %s', (actual, from, to, answer) => {
    expect(operators.between.test(actual, from, to)).toBe(answer)
  })

  it('answers yes or no to any two values', () => {
    const values: (VariableValue | undefined)[] = [
      undefined,
      null,
      '',
      'a',
      '5',
      5,
      Number.NaN,
      true,
      [],
      [null, ['a']],
      {},
      { a: 1 },
    ]
    const texts = ['', 'a', '5', '2026-03-09', '(', '[object Object]', '2026-99-99', '\u0000', '🙂'.repeat(1000)]
    const answers = operatorNames.flatMap((name) =>
      values.flatMap((value) => texts.map((text) => typeof operators[name].test(value, text, text))),
    )
    expect(new Set(answers)).toEqual(new Set(['boolean']))
  })
})
