import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differences } from './difference.ts'
import { aFlow, aNode, end, menu, say, start } from './doctor/testing.ts'
import type { Flow, FlowNode } from './flow.ts'

const flow = (node: FlowNode, edges: string[] = []): Flow => aFlow([start(), node, end()], edges)
const changesOf = (before: FlowNode, after: FlowNode) =>
  differences(flow(before), flow(after)).flatMap(({ changes }) => changes ?? [])

describe('two flows', () => {
  it('that are the same do not differ, nor do they when cards were moved', () => {
    const one = flow(say('a'), ['start > a'])
    const moved = { ...one, nodes: one.nodes.map((node) => ({ ...node, position: { x: 9, y: 9 } })) }
    expect(differences(one, structuredClone(one))).toEqual([])
    expect(differences(one, moved)).toEqual([])
  })

  it('differ by nodes, edges and settings, in this order', () => {
    const before = aFlow([start(), say('a', { en: 'Hi' }), say('b')], ['start > a', 'a > b'])
    const after = aFlow([start(), end('c'), say('a', { en: 'Hello', ar: 'مرحبا' })], ['start > a', 'a > c'], { name: 'New' })
    const outputOf = (_: FlowNode, output: string) => ({ next: 'Sent' })[output] ?? output
    expect(differences(before, after, ({ type }) => type.toUpperCase(), outputOf)).toEqual([
      { kind: 'node-added', nodeId: 'c', name: 'END' },
      {
        kind: 'node-changed',
        nodeId: 'a',
        name: 'SAY',
        changes: [
          { path: '/text/en', before: 'Hi', after: 'Hello' },
          { path: '/text/ar', after: 'مرحبا' },
        ],
      },
      { kind: 'node-removed', nodeId: 'b', name: 'SAY' },
      { kind: 'edge-added', nodeId: 'a', name: 'SAY (Sent) → END' },
      { kind: 'edge-removed', nodeId: 'a', name: 'SAY (Sent) → SAY' },
      { kind: 'settings-changed', name: 'New', changes: [{ path: '/name', before: 'Test', after: 'New' }] },
    ])
  })

  it('differ when a node was renamed or became another type', () => {
    const named: FlowNode = { ...say('a'), data: { ...say('a').data, name: 'Greeting' } }
    expect(differences(flow(say('a')), flow(named))).toEqual([
      { kind: 'node-changed', nodeId: 'a', name: 'Greeting', changes: [{ path: '/name', after: 'Greeting' }] },
    ])
    expect(differences(flow(say('a')), flow(end('a'))).map(({ kind, name }) => [kind, name])).toEqual([
      ['node-added', 'end'],
      ['node-removed', 'say'],
    ])
  })

  it('show an option that changed, came, went or moved', () => {
    const [yes, no, maybe] = [{ en: 'Yes' }, { en: 'No' }, { en: 'Maybe' }]
    expect(changesOf(menu('m', [yes, no]), menu('m', [yes, maybe]))).toEqual([
      { path: '/options/1/label/en', before: 'No', after: 'Maybe' },
    ])
    expect(changesOf(menu('m', [yes]), menu('m', [yes, no]))).toEqual([
      { path: '/options/1', after: '{"id":"o1","label":{"en":"No"}}' },
    ])
    const swapped = menu('m', [yes, no])
    swapped.data.config.options.reverse()
    expect(changesOf(menu('m', [yes, no]), swapped)).toEqual([{ path: '/options', before: 'o0, o1', after: 'o1, o0' }])
    swapped.data.config.options.shift()
    expect(changesOf(menu('m', [yes, no]), swapped)).toEqual([{ path: '/options/1', before: '{"id":"o1","label":{"en":"No"}}' }])
  })

  it.each([
    [{ n: 1 }, { n: 2 }, [{ path: '/n', before: '1', after: '2' }]],
    [{ words: ['a'] }, { words: ['a', 'b'] }, [{ path: '/words', before: 'a', after: 'a, b' }]],
    [{ rules: [{ x: 1 }, { x: 2 }] }, { rules: [{ x: 1 }] }, [{ path: '/rules/1', before: '{"x":2}' }]],
    [{ n: 1 }, { n: '1' }, [{ path: '/n', before: '1', after: '1' }]],
    [{ on: true }, {}, [{ path: '/on', before: 'true' }]],
    [{ a: null }, { a: { b: [] } }, [{ path: '/a', before: 'null', after: '{"b":[]}' }]],
  ])('with settings %j and %j', (before, after, changes) => {
    expect(changesOf(aNode('x', 'a', before), aNode('x', 'a', after))).toEqual(changes)
  })

  it('differ in variables by name and in notes by text', () => {
    const variable = (name: string) => ({ name, type: 'text' as const })
    const note = (text: string, x: number) => ({ id: 'n', position: { x, y: 0 }, text })
    const before = aFlow([], [], { variables: [variable('a'), variable('b')], notes: [note('Old', 0)] })
    const after = aFlow([], [], { variables: [variable('b')], notes: [note('New', 5)] })
    expect(differences(before, after)).toEqual([
      {
        kind: 'settings-changed',
        name: 'Test',
        changes: [
          { path: '/variables/0', before: '{"id":"a","type":"text"}' },
          { path: '/notes/0/text', before: 'Old', after: 'New' },
        ],
      },
    ])
  })

  it('differ exactly when their settings do, whatever these are', () => {
    const config = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(config, config, (one, other) => {
        expect(changesOf(aNode('x', 'a', one), aNode('x', 'a', structuredClone(one)))).toEqual([])
        expect(changesOf(aNode('x', 'a', one), aNode('x', 'a', other)).length > 0).toBe(
          JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other)),
        )
      }),
    )
  })
})

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)]),
      )
    : Array.isArray(value)
      ? value.map(sorted)
      : value
