import { describe, expect, it } from 'vitest'
import { end, fail, go, type NodeType, wait } from '#nodes/contract.ts'
import { handler as setContact } from '#nodes/set-contact/handler.ts'
import { handler as setVariable } from '#nodes/set-variable/handler.ts'
import { handler as tag } from '#nodes/tag/handler.ts'
import type { Reason } from '#schemas/reason.ts'
import type { StepCode } from '#schemas/turn.ts'
import { limits } from './limits.ts'
import { Chat, fakeNode, sketch } from './testing.ts'
import { weightOf } from './weight.ts'

const registry = new Map<string, NodeType>([
  fakeNode('start', { enter: () => go('next') }),
  fakeNode('variables', setVariable),
  fakeNode('contact', setContact),
  fakeNode('tag', tag),
  fakeNode('reply', { enter: () => go('next', { set: { reply: deep(2000) } }) }, [
    { name: 'next' },
    { name: 'error', kind: 'error' },
  ]),
  fakeNode('long', { enter: (visit) => go('next', { say: [{ kind: 'text', text: visit.text({ en: visit.config.text }) }] }) }),
  fakeNode('ask', {
    enter: () => wait({}, { say: [{ kind: 'text', text: 'Your name?' }] }),
    resume: (_visit, event) =>
      event.kind === 'answer' && event.content.kind === 'text'
        ? go('next', { set: { name: event.content.text }, answer: { label: 'Name', value: event.content.text } })
        : fail({ code: 'nothing-said' }),
  }),
  fakeNode('bye', { enter: () => end({ say: [{ kind: 'text', text: 'Bye' }] }) }, []),
])

function deep(levels: number) {
  let value: Record<string, never> | { in: unknown } = {}
  for (let level = 0; level < levels; level++) value = { in: value }
  return value as never
}

/** A node for each list of assignments, one after the other, then the end. */
function flowOf(...nodes: [type: string, config: object][]) {
  const names = nodes.map(([type], n) => `${type}${n}`)
  const flow = sketch(['start', ...names].map((name, n) => `${name} -> ${names[n] ?? 'bye'}`))
  flow.nodes = flow.nodes.map((node) => {
    const known = nodes[names.indexOf(node.id)]
    return known ? { ...node, type: known[0], data: { config: known[1] } } : node
  })
  return flow
}

const variables = (...assignments: [name: string, value: string][]): [string, object] => [
  'variables',
  { assignments: assignments.map(([name, value]) => ({ name, value })) },
]
const letters = (n: number) => 'a'.repeat(n)
const twenty = Array.from({ length: 20 }, (_, n) => n)

describe('a flow that makes more than it should', () => {
  it('of variables that repeat one another ends in a failed node, not in the memory of the server', async () => {
    const doubling = twenty.map((n): [string, string] => [`v${n}`, `{{ v${n === 0 ? 19 : n - 1} }}`.repeat(60)])
    const flow = flowOf(variables(['v19', letters(4000)]), ...Array.from({ length: 6 }, () => variables(...doubling)))
    const chat = new Chat(registry, [flow])
    await chat.says('hi')
    expect(chat.trace.slice(0, 3)).toEqual(['start go:next answered', 'variables0 go:next answered', 'variables1 fail failed'])
    expect(chat.state).toMatchObject({ owner: { kind: 'queue' }, session: { variables: { v19: letters(4000) } } })
    expect(weightOf(chat.state)).toBeLessThan(10_000)
  })

  it.each<[string, [string, object][], Reason<StepCode>]>([
    [
      'a variable of more than 16 KB',
      [variables(['v', letters(3000)]), variables(['w', '{{ v }}'.repeat(6)])],
      { code: 'variable-too-large', values: { name: 'w', size: '16 KB' } },
    ],
    [
      'one in letters of three bytes',
      [variables(['v', '茶'.repeat(3000)]), variables(['w', '{{ v }}{{ v }}'])],
      { code: 'variable-too-large', values: { name: 'w', size: '16 KB' } },
    ],
    [
      'variables of more than 256 KB together',
      twenty.map((n) =>
        variables([`v${n}`, letters(4000)], [`w${n}`, letters(4000)], [`x${n}`, letters(4000)], [`y${n}`, letters(4000)]),
      ),
      { code: 'variables-too-large', values: { size: '256 KB' } },
    ],
    ['a value nested without end', [['reply', {}]], { code: 'variable-too-large', values: { name: 'reply', size: '16 KB' } }],
    [
      'a contact’s field',
      [variables(['v', letters(4000)]), ['contact', { fields: [{ name: 'note', value: '{{ v }}'.repeat(5) }] }]],
      { code: 'fact-too-large', values: { name: 'note', size: '16 KB' } },
    ],
    [
      'a contact of more than 64 KB',
      [variables(['v', letters(4000)]), ['contact', { fields: twenty.map((n) => ({ name: `f${n}`, value: '{{ v }}' })) }]],
      { code: 'contact-too-large', values: { size: '64 KB' } },
    ],
    [
      'a tag',
      [variables(['v', letters(4000)]), ['tag', { add: ['{{ v }}{{ v }}{{ v }}{{ v }}{{ v }}'] }]],
      { code: 'tag-too-large', values: { size: '16 KB' } },
    ],
    [
      'a text that never ends',
      [variables(['v', letters(4000)]), ['long', { text: '{{ v }}'.repeat(60) }]],
      { code: 'text-too-long', values: { characters: '200000' } },
    ],
    [
      'many long texts in one turn',
      [variables(['v', letters(4000)]), ...twenty.map((): [string, object] => ['long', { text: '{{ v }}'.repeat(40) }])],
      { code: 'turn-too-large', values: { size: '1 MB' } },
    ],
  ])('of %s ends in a failed node that says why', async (_what, nodes, reason) => {
    const chat = new Chat(registry, [flowOf(...nodes)])
    await chat.says('hi')
    expect((chat.turns.at(-1)?.steps ?? []).filter(({ outcome }) => outcome === 'failed').map((step) => step.reason)).toEqual([
      reason,
    ])
    expect(chat.state.owner.kind).toBe('queue')
    expect(weightOf(chat.state)).toBeLessThan(limits.session + limits.contact)
  })

  it('leaves by the error output where it has one', async () => {
    const flow = sketch(['start -> reply', 'reply.error -> bye'])
    const chat = new Chat(registry, [flow])
    expect(await chat.says('hi')).toEqual(['Bye'])
    expect(chat.trace).toEqual(['start go:next answered', 'reply fail:error failed', 'bye end answered'])
  })

  it('keeps an answer that is longer than a variable out of the chat', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask', 'ask -> bye'])])
    await chat.says('hi')
    await chat.says(letters(limits.value + 1))
    expect(chat.trace).toEqual(['ask fail failed'])
    expect(chat.state.session?.variables).toEqual({})
  })

  it('shows a long answer in short on the card for the agent', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask', 'ask -> ask2', 'ask2 -> bye'])])
    await chat.says('hi')
    await chat.says(letters(5000))
    expect(chat.state.session?.answers.map(({ value }) => value.length)).toEqual([1001])
  })
})
