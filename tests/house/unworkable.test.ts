import { describe, expect, it } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { examine } from '#schemas/doctor/examine.ts'
import { type Flow, type NodeConfig, newFlow } from '#schemas/flow.ts'
import { doctorFacts } from '#server/flows/doctor-facts.ts'
import { examine as examineInEditor } from '../../editor/document/examine.ts'

const menu = (...ids: string[]) => ({ text: { en: 'Pick' }, options: ids.map((id, n) => ({ id, label: { en: `Option ${n}` } })) })
const branches = (...ids: string[]) => ({ branches: ids.map((id) => ({ id, label: id, match: 'all', rules: [] })) })
const ask = (config: NodeConfig) => ({ text: { en: 'Well?' }, saveAs: 'answer', ...config })
const get = (url: string) => ({ method: 'GET', url })
const defaultsOf = (type: string) => registry.get(type)?.description.defaults ?? {}
const flows = [
  { id: 'live', live: true },
  { id: 'draft', live: false },
]

/** A flow with one node of this type. */
function flowWith(type: string, config: NodeConfig): Flow {
  const flow = newFlow('Test')
  const node = { id: 'node', type, position: { x: 0, y: 0 }, data: { config } }
  return { ...flow, nodes: type === 'start' ? [node] : [...flow.nodes, node] }
}

describe('a node that cannot work', () => {
  it.each<[type: string, config: NodeConfig, path: string, message: string]>([
    ['start', { trigger: 'keyword' }, '/keywords', 'Keywords need a word'],
    ['start', { trigger: 'keyword', keywords: {} }, '/keywords', 'Keywords need a word'],
    ['start', { trigger: 'keyword', keywords: { en: [], ar: [] } }, '/keywords', 'Keywords need a word'],
    ['wait', { for: 'duration' }, '/seconds', 'How long is required'],
    ['wait', { for: 'date' }, '/date', 'Date is required'],
    ['wait', { for: 'date', date: '' }, '/date', 'Date must not be empty'],
    ['wait', { for: 'date', date: 'day', time: '9' }, '/time', 'Time of day is no time'],
    ['call-http', defaultsOf('call-http'), '/url', 'Address is not a web address'],
    ['call-http', get(''), '/url', 'Address is not a web address'],
    ['call-http', get('http:///orders'), '/url', 'Address is not a web address'],
    ['call-http', get('ftp://shop.example'), '/url', 'Address is not a web address'],
    ['call-http', get('shop.example/orders'), '/url', 'Address is not a web address'],
    ['call-http', get('https://shop example/'), '/url', 'Address is not a web address'],
    ...['', '$.', '$..name', 'items[*].name', 'items[].name', 'items[0]name', 'order items', 'items[?(@.id)]'].map(
      (path): [string, NodeConfig, string, string] => [
        'call-http',
        { ...get('https://shop.example/'), mapping: [{ path, variable: 'name' }] },
        '/mapping/0/path',
        'Path is not a path',
      ],
    ),
    [
      'condition',
      { branches: [{ id: 'a', label: 'a', match: 'all', rules: [{ path: 'order items', operator: 'is-set' }] }] },
      '/branches/0/rules/0/path',
      'Look at is not a path',
    ],
    ['ask-question', ask({ answer: 'number', min: 2, max: 1 }), '/max', 'At most is below At least'],
    ['ask-question', ask({ answer: 'date', earliest: 0, latest: -1 }), '/latest', 'Latest is below Earliest'],
    ['ask-question', ask({ answer: 'phone', defaultCountry: 'HKG' }), '/defaultCountry', 'Country is no country code'],
    ['go-to-flow', defaultsOf('go-to-flow'), '/flowId', 'Flow is not chosen'],
    ['go-to-flow', { flowId: 'gone' }, '/flowId', 'That flow does not exist'],
    ['menu', menu('a', 'b', 'a'), '/options/2/id', 'Two outputs are “a”'],
    ['menu', menu('a', 'invalid'), '/options/1/id', 'Two outputs are “invalid”'],
    ['menu', { ...menu('no-answer'), noAnswerSeconds: 60 }, '/options/0/id', 'Two outputs are “no-answer”'],
    ['condition', branches('a', 'a'), '/branches/1/id', 'Two outputs are “a”'],
    ['condition', branches('else'), '/branches/0/id', 'Two outputs are “else”'],
  ])('says why: %s %j', (type, config, path, message) => {
    const flow = flowWith(type, config)
    const problems = examine(flow, doctorFacts(registry, { flows }))
    const errors = problems.filter(({ severity }) => severity === 'error')
    expect(errors.map((problem) => [problem.nodeId, problem.path, problem.message])).toEqual([['node', path, message]])
    expect(examineInEditor(flow, { flows })).toEqual(problems)
  })

  it.each<[type: string, config: NodeConfig]>([
    ['start', { trigger: 'any-message', keywords: {} }],
    ['start', { trigger: 'keyword', keywords: { en: ['hello'], ar: [] } }],
    ['wait', { for: 'duration', seconds: 1 }],
    ['wait', { for: 'date', date: 'day' }],
    ['call-http', get(' HTTP://shop.example ')],
    ['call-http', get('https://{{ shop | downcase }}.example:8443/orders?id={{ order | url_encode }}')],
    ['call-http', get('{{ address }}/orders')],
    ['ask-question', ask({ answer: 'number', min: 1, max: 1 })],
    ['ask-question', ask({ answer: 'text', min: 2, max: 1 })],
    ['go-to-flow', { flowId: 'live' }],
    ['go-to-flow', { flowId: 'draft' }],
    ['menu', menu('a', 'b')],
    ['condition', branches('a', 'b')],
  ])('is not %s %j', (type, config) => {
    const problems = examine(flowWith(type, config), doctorFacts(registry, { flows }))
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})
