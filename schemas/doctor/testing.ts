import type { Problem } from '../api/problems.ts'
import { type Flow, type FlowEdge, type FlowNode, type NodeConfig, newFlow } from '../flow.ts'
import { secretUse } from '../secret.ts'
import { type LocalisedText, localisedText } from '../text.ts'
import { compileValidator } from '../validate.ts'
import { examine } from './examine.ts'
import type { DoctorFacts, NodeFacts } from './facts.ts'

/** Tiny flows for the rules' tests: `aFlow([start(), say('hi')], ['start > hi'])`. */

type Changes = Partial<Omit<Flow, 'nodes' | 'edges'>>

/** Edges are written `from > to`, or `from:output > to`; the output is `next` unless said. */
export const aFlow = (nodes: FlowNode[], edges: string[] = [], changes: Changes = {}): Flow => ({
  ...newFlow('Test'),
  variables: [],
  nodes,
  edges: edges.map(edge),
  ...changes,
})

const edge = (text: string, index: number): FlowEdge => {
  const [from = '', target = ''] = text.split(' > ')
  const [source = '', sourceHandle = 'next'] = from.split(':')
  return { id: `e${index + 1}`, source, sourceHandle, target }
}

export const aNode = (type: string, id: string, config: NodeConfig = {}): FlowNode => ({
  id,
  type,
  position: { x: 0, y: 0 },
  data: { config },
})
export const start = (id = 'start'): FlowNode => aNode('start', id)
export const say = (id: string, text: LocalisedText = { en: 'Hi' }): FlowNode => aNode('say', id, { text })
export const ask = (id: string, config: NodeConfig = {}): FlowNode =>
  aNode('ask', id, { text: { en: 'Who?' }, noAnswerSeconds: 60, ...config })
export const menu = (id: string, labels: LocalisedText[], config: NodeConfig = {}): FlowNode =>
  aNode('menu', id, {
    text: { en: 'Pick' },
    options: labels.map((label, n) => ({ id: `o${n}`, label })),
    noAnswerSeconds: 60,
    ...config,
  })
export const end = (id = 'end'): FlowNode => aNode('end', id)

const next = { name: 'next', label: 'Next', kind: 'answer', needed: false } as const
const text = { ...localisedText, title: 'Text' }
const noAnswer = (config: NodeConfig) =>
  config.noAnswerSeconds === undefined
    ? []
    : [{ name: 'no-answer', label: 'No answer', kind: 'no-answer', needed: true } as const]
const settings = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
})

const types: Record<string, NodeFacts> = {
  start: { label: 'Start', schema: settings({}), outputs: () => [{ ...next, needed: true }], single: true },
  end: { label: 'End', schema: settings({}), outputs: () => [] },
  say: {
    label: 'Message',
    schema: settings({ text, url: { type: 'string', 'x-field': 'template' }, headers: { type: 'object' } }, ['text']),
    outputs: () => [next],
  },
  ask: {
    label: 'Question',
    schema: settings(
      {
        text,
        noAnswerSeconds: { type: 'integer', title: 'Time' },
        saveAs: { type: 'string' },
        answer: { type: 'string' },
        min: { type: 'number', title: 'At least' },
        max: { type: 'number', title: 'At most', 'x-not-below': 'min', 'x-when': { answer: 'number' } },
      },
      ['text'],
    ),
    waits: 'answer',
    outputs: (config) => [next, ...noAnswer(config)],
    writes: ({ saveAs }) => (saveAs ? [saveAs] : []),
  },
  menu: {
    label: 'Menu',
    schema: settings(
      {
        text,
        noAnswerSeconds: { type: 'integer' },
        options: {
          type: 'array',
          items: settings({ id: { type: 'string' }, label: { ...localisedText, title: 'Label' } }, ['label']),
        },
      },
      ['text', 'options'],
    ),
    waits: 'answer',
    outputs: (config) => [
      ...config.options.map(({ id, label }: { id: string; label: LocalisedText }) => ({
        name: id,
        label,
        kind: 'answer',
        needed: true,
      })),
      ...noAnswer(config),
    ],
  },
  check: {
    label: 'Condition',
    schema: settings({ variable: { type: 'string', 'x-field': 'variable-path' } }),
    asksHours: ({ variable }) => variable === 'chat.hours',
    outputs: () => [
      { ...next, name: 'yes' },
      { ...next, name: 'no' },
    ],
  },
  fetch: {
    label: 'Call',
    schema: settings({
      url: { type: 'string' },
      value: { anyOf: [{ type: 'string' }, secretUse], 'x-field': 'template-or-secret' },
    }),
    outputs: () => [next],
    address: ({ url }) => url,
    headers: ({ headers = [] }) =>
      headers.map(({ name }: { name: string }, at: number) => ({ path: `/headers/${at}/name`, name })),
    keys: ({ value }) => (typeof value === 'string' ? [{ path: '/value', name: 'X-Key', kind: 'a key', value }] : []),
  },
  hand: { label: 'Hand over', schema: settings({ team: { type: 'string', 'x-field': 'team' } }), outputs: () => [] },
  'go-to': { label: 'Go to', schema: settings({ flow: { type: 'string', 'x-field': 'flow' } }), outputs: () => [] },
}

/** Facts about the types above. Placeholders are broken when they hold a `!`. */
export const testFacts: DoctorFacts = {
  describe: (type) => (Object.hasOwn(types, type) ? types[type] : undefined),
  checkConfig: (type, config) => {
    const checked = compileValidator(types[type]?.schema ?? {})(config)
    return checked.ok ? [] : checked.problems
  },
  checkTemplate: (source) => (source.includes('!') ? 'unexpected !' : undefined),
  variablesIn: (source) => [...source.matchAll(/\{\{\s*([\w.[\]]+)/g)].map(([, path]) => path as string),
}

/** The problems of one code: a rule's test says nothing about the other rules. */
export const problemsOf = (code: string, flow: Flow, facts: Partial<DoctorFacts> = {}): Problem[] =>
  examine(flow, { ...testFacts, ...facts }).filter((problem) => problem.code === code)
