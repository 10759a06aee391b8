import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { descriptions } from '#nodes/descriptions.ts'
import { fill } from '#runtime/expressions/fill.ts'
import { marks } from '#schemas/fields-of.ts'
import { type Flow, type FlowNode, newFlow } from '#schemas/flow.ts'
import { groupBy } from '#schemas/group-by.ts'
import { createFlowDocument } from '../store.ts'
import { holdersOf } from './holders.ts'
import { nameProblem, renameVariable } from './rename.ts'
import { groupOf, namesOf, usesOf } from './uses.ts'

const node = (id: string, type: string, config: FlowNode['data']['config']): FlowNode => ({
  id,
  type,
  position: { x: 0, y: 0 },
  data: { config },
})

/** Names `order` once in every kind of setting that can. */
function shop(): Flow {
  const flow = newFlow('Shop')
  flow.languages.offered = ['en', 'ar']
  flow.variables = [
    { name: 'order', type: 'text', label: 'Order', sensitive: true },
    { name: 'old_promo', type: 'text' },
  ]
  flow.nodes.push(
    node('ask', 'ask-question', { text: { en: 'Your order?' }, answer: 'text', saveAs: 'order' }),
    node('say', 'send-message', {
      text: {
        en: 'Your order {{ order }} of {{ first_name }}',
        ar: '{% if order.paid %}{{ "order" }} {{ x[order] }}{% endif %}',
      },
      media: { kind: 'image', url: 'https://shop.example/order/{{ order | url_encode }}' },
    }),
    node('check', 'condition', {
      branches: [
        {
          id: 'b',
          label: 'order',
          match: 'all',
          rules: [
            { path: 'order.total', operator: 'more', value: '{{ order.limit }}' },
            { path: 'chat.language', operator: 'is', value: 'order' },
          ],
        },
      ],
    }),
    node('call', 'call-http', {
      method: 'POST',
      url: 'https://{{ order.host }}/order',
      headers: [{ name: 'order', value: '{{ order }}' }],
      body: '{"order": {{ order | json }}}',
      mapping: [{ path: 'order', variable: 'order' }],
      statusVariable: 'status',
    }),
    node('set', 'set-variable', { assignments: [{ name: 'order', value: '{{ order }}!' }] }),
    node('tag', 'tag', { add: ['order {{ order }}'] }),
    node('wait', 'wait', { for: 'duration', seconds: 60, date: 'order.day' }),
    node('team', 'hand-off', { reason: 'About {{ order }}' }),
  )
  flow.settings.fallbackText = { en: 'Sorry about {{ order }}' }
  return flow
}

describe('the variables of a flow', () => {
  it('are all listed, also those that only a node sets, and those nothing sets', () => {
    const flow = shop()
    const told = usesOf(flow).map(({ name, origin, declared, sets, reads }) => [
      name,
      origin,
      declared?.sensitive ?? false,
      sets.map(({ nodeId }) => nodeId),
      reads.map(({ nodeId }) => nodeId ?? 'settings'),
    ])
    expect(told).toEqual([
      [
        'order',
        'answers',
        true,
        ['ask', 'call', 'set'],
        ['say', 'say', 'say', 'check', 'check', 'call', 'call', 'call', 'set', 'tag', 'team', 'settings'],
      ],
      ['x', 'nobody', false, [], ['say']],
      ['status', 'services', false, ['call'], []],
      ['old_promo', 'flow', false, [], []],
    ])
  })

  it('stand in texts, conditions, services and settings', () => {
    const flow = shop()
    const naming = holdersOf(flow, { hidden: true }).filter((holder) => namesOf(holder).includes('order'))
    const groups = [...groupBy(naming, (holder) => groupOf(flow, holder))]
    expect(groups.map(([group, holders]) => [group, holders.map(({ path }) => path)])).toEqual([
      ['settings', ['/saveAs', '/media/url', '/assignments/0/name', '/assignments/0/value', '/add/0', '/date', '/reason']],
      ['texts', ['/text/en', '/text/ar', '/settings/fallbackText/en']],
      ['conditions', ['/branches/0/rules/0/path', '/branches/0/rules/0/value']],
      ['services', ['/url', '/headers/0/value', '/body', '/mapping/0/variable']],
    ])
  })

  it.each(descriptions.flatMap(({ type, writes, schema }) => (writes ? [[type, schema] as const] : [])))(
    'are set by %s in settings that are marked as such',
    (type, schema) => {
      expect([type, marks(schema, 'variable-name')]).toEqual([type, true])
    },
  )
})

describe('a variable that is renamed', () => {
  it('is renamed in texts, rules, services and “save as”, also in a setting that is hidden now, and nowhere else', () => {
    const flow = renameVariable(shop(), 'order', 'phone_order')
    expect(flow.variables[0]).toEqual({ name: 'phone_order', type: 'text', label: 'Order', sensitive: true })
    expect(Object.fromEntries(flow.nodes.map(({ id, data }) => [id, data.config]))).toEqual({
      start: { trigger: 'any-message' },
      ask: { text: { en: 'Your order?' }, answer: 'text', saveAs: 'phone_order' },
      say: {
        text: {
          en: 'Your order {{ phone_order }} of {{ first_name }}',
          ar: '{% if phone_order.paid %}{{ "order" }} {{ x[phone_order] }}{% endif %}',
        },
        media: { kind: 'image', url: 'https://shop.example/order/{{ phone_order | url_encode }}' },
      },
      check: {
        branches: [
          {
            id: 'b',
            label: 'order',
            match: 'all',
            rules: [
              { path: 'phone_order.total', operator: 'more', value: '{{ phone_order.limit }}' },
              { path: 'chat.language', operator: 'is', value: 'order' },
            ],
          },
        ],
      },
      call: {
        method: 'POST',
        url: 'https://{{ phone_order.host }}/order',
        headers: [{ name: 'order', value: '{{ phone_order }}' }],
        body: '{"order": {{ phone_order | json }}}',
        mapping: [{ path: 'order', variable: 'phone_order' }],
        statusVariable: 'status',
      },
      set: { assignments: [{ name: 'phone_order', value: '{{ phone_order }}!' }] },
      tag: { add: ['order {{ phone_order }}'] },
      wait: { for: 'duration', seconds: 60, date: 'phone_order.day' },
      team: { reason: 'About {{ phone_order }}' },
    })
    expect(flow.settings.fallbackText).toEqual({ en: 'Sorry about {{ phone_order }}' })
  })

  it('takes one step to undo', () => {
    const flow = shop()
    const document = createFlowDocument('w', {
      ...{ id: 'f', revision: 1, draft: flow, liveVersion: null, paused: false, changed: false, problems: [] },
      ...{ savedAt: '2026-11-23T10:42:00.000Z', savedBy: { id: 'ada', name: 'Ada L.' } },
    })
    document.getState().edit('renameVariable', (before) => renameVariable(before, 'order', 'purchase'))
    expect(document.getState().flow).not.toEqual(flow)
    document.getState().undo()
    expect(document.getState().flow).toEqual(flow)
    expect(document.getState().canUndo).toBe(false)
  })

  it.each([
    ['status', 'taken'],
    ['x', 'taken'],
    ['old_promo', 'taken'],
    ['first_name', 'reserved'],
    ['true', 'reserved'],
    ['chat', 'reserved'],
    ['Order', 'form'],
    ['order no', 'form'],
    ['', 'form'],
    ['order', undefined],
    ['purchase', undefined],
  ])('may be called %s: %s', (to, problem) => {
    expect(nameProblem(shop(), 'order', to)).toBe(problem)
    if (problem) expect(renameVariable(shop(), 'order', to)).toEqual(shop())
  })
})

describe('a name that is only read', () => {
  it('may become that of a variable that is there, or of what is known of the contact', () => {
    const flow = shop()
    const arabic = (after: Flow) => after.nodes.find(({ id }) => id === 'say')?.data.config.text.ar
    expect(nameProblem(flow, 'x', 'order')).toBeUndefined()
    expect(arabic(renameVariable(flow, 'x', 'order'))).toBe('{% if order.paid %}{{ "order" }} {{ order[order] }}{% endif %}')
    expect(nameProblem(flow, 'x', 'first_name')).toBeUndefined()
    expect(nameProblem(flow, 'x', 'true')).toBe('reserved')
  })
})

const names = ['a', 'ab', 'order', 'order_no']
const name = fc.constantFrom(...names)
const piece = fc.oneof(
  fc.constantFrom('order ', ' a ', '沒有 ', '🙂', '{', '}', ' "order" ', "it's "),
  fc
    .tuple(name, name, fc.constantFrom('', '-'))
    .map(([one, other, dash]) => `{{${dash} ${one}.x[0] | default: ${other} ${dash}}}`),
  fc.tuple(name, name).map(([one, other]) => `{{ ${one} | replace: "${other}", ${other} }}{{"${one}"}}`),
  fc
    .tuple(name, name)
    .map(([one, other]) => `{% if ${one} == "${one}" or ${other} contains ${one} %}${one}{{${one}}}{%else%}${other}{% endif %}`),
  fc.tuple(name, name).map(([one, other]) => `{{ ["${one}"].x }}{{ ${other}[${one}] }}{{ ${other}['${one}'].${one} }}`),
)
const template = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
const path = fc.tuple(name, fc.constantFrom('', '.x', '[0].a', '["order"]')).map((parts) => parts.join(''))

const anyFlow = fc
  .record({
    texts: fc.array(fc.dictionary(fc.constantFrom('en', 'ar'), template), { maxLength: 3 }),
    rules: fc.array(fc.record({ path, operator: fc.constant('is'), value: template }), { maxLength: 3 }),
    assignments: fc.array(fc.record({ name, value: template }), { maxLength: 3 }),
    mapping: fc.array(fc.record({ path: name, variable: name }), { maxLength: 3 }),
    tags: fc.array(template, { maxLength: 2 }),
    declared: fc.uniqueArray(name),
    fallback: template,
  })
  .map(({ texts, rules, assignments, mapping, tags, declared, fallback }) => {
    const flow = newFlow('Any')
    flow.variables = declared.map((each) => ({ name: each, type: 'text' }))
    flow.settings.fallbackText = { en: fallback }
    flow.nodes.push(
      ...texts.map((text, n) => node(`t${n}`, 'send-message', { text })),
      node('rules', 'condition', { branches: [{ id: 'b', label: 'order', match: 'any', rules }] }),
      node('set', 'set-variable', { assignments }),
      node('call', 'call-http', { method: 'GET', url: 'https://shop.example/order', mapping }),
      node('tag', 'tag', { add: tags }),
    )
    return flow
  })

/** Where each variable is named. */
const places = (flow: Flow) =>
  new Map(
    usesOf(flow).map(({ name: each, sets, reads }) => [
      each,
      [...sets, ...reads].map(({ nodeId, path: at }) => `${nodeId} ${at}`),
    ]),
  )

describe('whatever a flow says', () => {
  it('a renamed variable stands where the old one stood, nothing of the old one is left, and all others stay', () => {
    fc.assert(
      fc.property(anyFlow, name, (flow, from) => {
        const before = places(flow)
        const after = places(renameVariable(flow, from, 'zz_new'))
        expect(after.has(from)).toBe(false)
        expect(after.get('zz_new')).toEqual(before.get(from))
        for (const other of names) if (other !== from) expect(after.get(other)).toEqual(before.get(other))
      }),
    )
  })

  it('renaming it back gives the flow as it was', () => {
    fc.assert(
      fc.property(anyFlow, name, (flow, from) => {
        const back = renameVariable(renameVariable(flow, from, 'zz_new'), 'zz_new', from)
        expect(back).toEqual(flow)
      }),
    )
  })

  it('people read the same: a text filled after the change says what it said before', () => {
    const value = fc.oneof(
      fc.constantFrom('', 'order', 'a', 3),
      fc.record({ x: fc.array(fc.constantFrom('one', 'order')), order: name }),
    )
    fc.assert(
      fc.property(template, fc.record({ a: value, ab: value, order: value, order_no: value }), name, (text, scope, from) => {
        const flow = newFlow('One')
        flow.nodes.push(node('t', 'send-message', { text: { en: text } }))
        const { [from as 'a']: moved, ...others } = scope
        const after = renameVariable(flow, from, 'zz_new').nodes.at(-1)?.data.config.text.en
        expect(fill(after, { ...others, zz_new: moved })).toBe(fill(text, scope))
      }),
    )
  })
})
