import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Flow } from '../flow.ts'
import { validateFlowDocument } from '../validate.ts'
import { examine } from './examine.ts'
import { problemKinds } from './problems.ts'
import { aFlow, aNode, ask, end, menu, say, start, testFacts } from './testing.ts'

describe('the doctor', () => {
  it('finds nothing in a sound flow', () => {
    const flow = aFlow(
      [
        start(),
        ask('q', { saveAs: 'mail' }),
        menu('m', [{ en: 'Yes' }, { en: 'No' }]),
        say('bye', { en: 'Bye {{ mail }}' }),
        end(),
      ],
      ['start > q', 'q > m', 'q:no-answer > end', 'm:o0 > bye', 'm:o1 > q', 'm:no-answer > end', 'bye > end'],
    )
    expect(examine(flow, testFacts)).toEqual([])
  })

  it('tells errors first, then in the order of the flow, its own problems before those of nodes', () => {
    const flow = aFlow(
      [say('b', { en: '' }), start(), aNode('quantum', 'a'), ask('q', { noAnswerSeconds: undefined })],
      ['start > q'],
      {
        variables: [{ name: 'x', type: 'text' }],
      },
    )
    expect(examine(flow, testFacts).map(({ severity, nodeId, code }) => [severity, nodeId, code])).toEqual([
      ['error', 'b', 'empty-text'],
      ['error', 'a', 'unknown-node-type'],
      ['warning', undefined, 'variable-unused'],
      ['warning', 'b', 'unreachable'],
      ['warning', 'a', 'unreachable'],
      ['warning', 'q', 'no-time-limit'],
    ])
  })

  it('survives a description that trips over an unfinished config', () => {
    const trips = () => {
      throw new TypeError('options is undefined')
    }
    const facts = { ...testFacts, describe: () => ({ label: 'Odd', schema: {}, outputs: trips, writes: trips }) }
    expect(examine(aFlow([start(), aNode('odd', 'a')], ['start > a']), facts).map(({ code }) => code)).toContain('dangling-edge')
  })

  it('never throws, says the same twice, keeps its sentences to 28 characters and knows every code it uses', () => {
    fc.assert(
      fc.property(flows, (flow) => {
        const problems = examine(flow, { ...testFacts, flows: [{ id: 'f', live: false }] })
        expect(examine(structuredClone(flow), { ...testFacts, flows: [{ id: 'f', live: false }] })).toEqual(problems)
        for (const { code, message } of problems) {
          expect(Object.keys(problemKinds)).toContain(code)
          expect([...message].length, message).toBeLessThanOrEqual(28)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is quick on a thousand nodes', () => {
    const flow = aLongFlow(1000)
    expect(validateFlowDocument(flow).ok).toBe(true)
    examine(flow, testFacts)
    const started = performance.now()
    const problems = examine(flow, testFacts)
    console.info(
      `1,000 nodes, ${flow.edges.length} edges: ${(performance.now() - started).toFixed(1)} ms, ${problems.length} problems`,
    )
    expect(problems.length).toBeGreaterThan(0)
  })
})

/** Menus in three languages that fan out and come back, with placeholders and a rule here and there. */
function aLongFlow(size: number): Flow {
  const text = (n: number) => ({
    en: `Step ${n}, {{ first_name }}: {{ v${n % 50} }}`,
    'zh-Hant': `步驟 ${n}`,
    ar: n % 3 ? 'خطوة' : '',
  })
  const nodes = Array.from({ length: size - 1 }, (_, n) =>
    n % 3 === 0
      ? menu(`n${n}`, [text(n), text(n + 1), text(n + 2)])
      : n % 3 === 1
        ? ask(`n${n}`, { text: text(n), saveAs: `v${n % 40}` })
        : say(`n${n}`, text(n)),
  )
  const edges = nodes.flatMap(({ type }, n) => {
    const to = (ahead: number) => `n${(n + ahead) % nodes.length}`
    if (type === 'menu') return [`n${n}:o0 > ${to(1)}`, `n${n}:o1 > ${to(2)}`, `n${n}:o2 > ${to(7)}`]
    return [`n${n} > ${to(1)}`]
  })
  return aFlow([start(), ...nodes], ['start > n0', ...edges], { languages: { default: 'en', offered: ['en', 'zh-Hant', 'ar'] } })
}

const id = fc.constantFrom('start', 'a', 'b', 'c', 'd', 'e')
const words = fc.constantFrom(
  '',
  'Hi',
  '{{ x }}',
  '{{ ! }}',
  '{{ a[b].c }}',
  '{% if',
  'agent',
  '4111 1111 1111 1111',
  'A long and winding label 👍👍👍👍👍👍👍👍',
)
const localised = fc.dictionary(fc.constantFrom('en', 'zh-Hant', 'zh', 'ar', 'xx'), words)
const config = fc.oneof(
  fc.record(
    {
      text: fc.oneof(localised, words),
      options: fc.array(fc.record({ id, label: localised })),
      noAnswerSeconds: fc.integer(),
      min: fc.integer(),
      max: fc.integer(),
      saveAs: fc.constantFrom('x', 'y'),
    },
    { requiredKeys: [] },
  ),
  fc.record({ variable: words, flow: words, url: words, options: fc.jsonValue() }, { requiredKeys: [] }),
  fc.dictionary(fc.string(), fc.jsonValue()),
)
const flows = fc
  .record({
    nodes: fc.array(
      fc.tuple(fc.constantFrom('start', 'say', 'ask', 'menu', 'check', 'go-to', 'end', 'quantum', 'constructor'), id, config),
      { maxLength: 12 },
    ),
    edges: fc.array(fc.tuple(id, fc.constantFrom('next', 'o0', 'a', 'no-answer', 'yes'), id), { maxLength: 30 }),
    offered: fc.uniqueArray(fc.constantFrom('en', 'zh-Hant', 'ar'), { minLength: 1 }),
    variables: fc.array(fc.constantFrom('x', 'y', 'z')),
  })
  .map(({ nodes, edges, offered, variables }) =>
    aFlow(
      nodes.map(([type, node, settings]) => aNode(type, node, settings)),
      edges.map(([source, output, target]) => `${source}:${output} > ${target}`),
      { languages: { default: 'en', offered }, variables: variables.map((name) => ({ name, type: 'text' })) },
    ),
  )
