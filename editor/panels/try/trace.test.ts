import { describe, expect, it } from 'vitest'
import type { TryTurn, TryView } from '#schemas/api/tries.ts'
import { newFlow } from '#schemas/flow.ts'
import type { Step } from '#schemas/turn.ts'
import { pathOf, traceOf } from './trace.ts'

const at = '2026-11-23T12:42:00.000Z'
const step = (nodeId: string, on: Step['on'], did: Step['did'], output?: string): Step => ({
  nodeId,
  nodeType: 'menu',
  flowId: 'f',
  version: 0,
  sessionId: 's',
  on,
  did,
  enteredAt: at,
  enteredLanguage: 'en',
  ...(output ? { output } : {}),
})
const turn = (number: number, text: string | undefined, steps: Step[]): TryTurn => ({
  number,
  at,
  event: text
    ? {
        kind: 'message',
        message: { id: `${number}`, channelId: 'try', from: { externalId: 'try' }, at, content: { kind: 'text', text } },
      }
    : { kind: 'timer', visitId: 'v' },
  steps,
  say: [],
  ms: 1,
})
const viewOf = (turns: TryTurn[], nodeId?: string): TryView => ({
  id: 't',
  now: at,
  turns,
  owner: { kind: 'flow' },
  variables: {},
  contact: { id: 'try', fields: {}, tags: [] },
  language: 'en',
  ended: false,
  ...(nodeId ? { at: { nodeId } } : {}),
})

const first = turn(1, 'hi', [step('start', 'enter', 'go', 'next'), step('menu', 'enter', 'wait')])

describe('the trace of a try', () => {
  it('joins asking and answering to one visit, with what the customer said', () => {
    const items = traceOf(
      viewOf([first, turn(2, 'Orders', [step('menu', 'resume', 'go', 'orders'), step('ask', 'enter', 'wait')])]),
      [],
    )
    expect(items.map((item) => item.kind === 'visit' && [item.nodeId, item.did, item.input, item.output])).toEqual([
      ['start', 'go', 'hi', 'next'],
      ['menu', 'go', 'Orders', 'orders'],
      ['ask', 'wait', undefined, undefined],
    ])
  })

  it('shows a jump of the clock where it happened, and what rang as a visit of its own', () => {
    const rang = turn(2, undefined, [step('menu', 'resume', 'go', 'no-answer')])
    const items = traceOf(viewOf([first, rang]), [{ afterTurns: 1, seconds: 7200 }])
    expect(items.map((item) => (item.kind === 'clock' ? item.seconds : `${item.nodeId} ${item.did}`))).toEqual([
      'start go',
      'menu wait',
      7200,
      'menu go',
    ])
  })

  it('lights the nodes and edges it came by, and the node it waits at', () => {
    const flow = newFlow('f')
    flow.edges = [
      { id: 'a', source: 'start', sourceHandle: 'next', target: 'menu' },
      { id: 'b', source: 'menu', sourceHandle: 'orders', target: 'ask' },
    ]
    expect(pathOf(viewOf([first], 'menu'), flow)).toEqual({ nodes: ['start', 'menu'], edges: ['a'], current: 'menu' })
    const elsewhere = { ...step('menu', 'enter', 'wait'), flowId: 'g', version: 3 }
    const gone = turn(1, 'hi', [step('start', 'enter', 'call'), elsewhere])
    expect(pathOf(viewOf([gone], 'menu'), flow)).toEqual({ nodes: ['start'], edges: [] })
  })
})
