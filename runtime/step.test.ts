import { describe, expect, it } from 'vitest'
import { call, go, type NodeType, wait } from '#nodes/contract.ts'
import type { FlowNode } from '#schemas/flow.ts'
import { Chat, fakeNode, sketch } from './testing.ts'

const [, asks] = fakeNode('ask', {
  enter: () => wait({ seconds: 60 }),
  resume: (_visit, event) => {
    if (event.kind === 'timeout' || event.content.kind !== 'text') return go('next')
    const { text } = event.content
    return text === 'what?'
      ? wait({ seconds: 60 })
      : go('next', { set: { card: text }, note: { code: 'typed', values: { text } } })
  },
})
const registry = new Map<string, NodeType>([
  fakeNode('start', { enter: () => go('next') }),
  ['ask', { ...asks, description: { ...asks.description, writes: () => ['card'] } }],
  fakeNode('visit', { enter: () => call('f2', true) }, [{ name: 'returned' }]),
  fakeNode('note', {
    enter: (visit) =>
      go('next', { note: { code: 'called', values: { call: visit.shown('{{ card | url_encode }} for {{ contact.id }}') } } }),
  }),
])

describe('a step', () => {
  const chatWith = async (sensitive: boolean) => {
    const chat = new Chat(registry, [
      sketch(['start -> ask', 'ask -> note'], (flow) => {
        flow.variables = [{ name: 'card', type: 'text', sensitive }]
      }),
    ])
    await chat.says('hi')
    return chat
  }
  const called = (call: string) => ({ code: 'called', values: { call } })
  const steps = (chat: Chat) => chat.turns.at(-1)?.steps.map(({ nodeId, input, reason, set }) => [nodeId, input, reason, set])

  it('keeps what the customer said, what was understood and what was set', async () => {
    const chat = await chatWith(false)
    await chat.says('4111')
    expect(steps(chat)).toEqual([
      ['ask', '4111', { code: 'typed', values: { text: '4111' } }, { card: '4111' }],
      ['note', undefined, called('4111 for p'), undefined],
    ])
  })

  it('masks all of it for a sensitive variable, also what did not fit', async () => {
    const chat = await chatWith(true)
    await chat.says('what?')
    expect(steps(chat)).toEqual([['ask', '•••', undefined, undefined]])
    await chat.says('4111')
    expect(steps(chat)).toEqual([
      ['ask', '•••', undefined, { card: '•••' }],
      ['note', undefined, called('%E2%80%A2%E2%80%A2%E2%80%A2 for p'), undefined],
    ])
  })

  it('masks a sensitive variable also in a flow that was called', async () => {
    const other = sketch(['start -> note', 'note -> ask', 'ask -> note2'], (flow) => {
      flow.nodes[0] = { ...(flow.nodes[0] as FlowNode), data: { config: { trigger: 'keyword', keywords: { en: ['never'] } } } }
    })
    const first = sketch(['start -> ask', 'ask -> visit', 'visit -> note'], (flow) => {
      flow.variables = [{ name: 'card', type: 'text', sensitive: true }]
    })
    const chat = new Chat(registry, [first, other])
    await chat.says('hi')
    await chat.says('4111')
    expect(steps(chat)?.at(-2)).toEqual(['note', undefined, called('%E2%80%A2%E2%80%A2%E2%80%A2 for p'), undefined])
    await chat.says('4222')
    expect(steps(chat)?.[0]).toEqual(['ask', '•••', undefined, { card: '•••' }])
  })

  it('names the kind of what is not words, and a time-out', async () => {
    const chat = await chatWith(true)
    await chat.passes(60)
    expect(steps(chat)?.[0]).toEqual(['ask', 'time-out', undefined, undefined])
    const other = await chatWith(false)
    await other.sends({ kind: 'location', latitude: 22.3, longitude: 114.2 })
    expect(steps(other)?.[0]).toEqual(['ask', 'location', undefined, undefined])
  })
})
