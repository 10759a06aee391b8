import { registry } from '#nodes/registry.ts'
import { advance } from '#runtime/advance.ts'
import { firstState } from '#runtime/first-state.ts'
import { compileFlow } from '#runtime/graph.ts'
import { worldOf } from '#runtime/world-of.ts'
import { examine } from '#schemas/doctor/examine.ts'
import { type Flow, type NodeConfig, newFlow } from '#schemas/flow.ts'
import { turnId } from '#schemas/turn.ts'
import { validateFlowDocument } from '#schemas/validate.ts'
import { doctorFacts } from '#server/flows/doctor-facts.ts'
import type { Figure } from './figure.ts'
import { seeded } from './oracle.ts'

/** R9. Generated graphs: loops, missing ways out, unknown types, thousands of nodes. Nothing throws, and the walk always stops. */
export async function oddFlows(options: { graphs: number; seed: number }): Promise<Figure[]> {
  const random = seeded(options.seed)
  const facts = doctorFacts(registry, { flows: [] })
  let threw = 0
  let endless = 0
  let unnamed = 0
  let longest = 0
  let largest = 0
  for (let i = 0; i < options.graphs; i++) {
    const flow = i % 16 === 15 ? greedyFlow(random) : oddFlow(random, i % 1000 === 999 ? 5_000 : 1 + Math.floor(random() * 30))
    try {
      const checked = validateFlowDocument(flow)
      if (checked.ok) examine(checked.value, facts)
      const began = performance.now()
      const turn = await firstTurn(flow)
      longest = Math.max(longest, performance.now() - began)
      largest = Math.max(largest, JSON.stringify(turn).length)
      const failed = turn.steps.find((step) => step.did === 'fail')
      if (turn.steps.length > 101) endless++
      if (failed && !failed.reason) unnamed++
    } catch {
      threw++
    }
  }
  const line = (name: string, figure: string, target: string, pass: boolean): Figure => ({ id: 'R9', name, figure, target, pass })
  return [
    line(`exceptions in ${options.graphs} generated flows`, String(threw), '0', threw === 0),
    line('walks beyond 100 nodes without a wait', String(endless), '0', endless === 0),
    line('failures without a reason', String(unnamed), '0', unnamed === 0),
    line('largest turn', `${Math.round(largest / 1024)} KB`, '≤ 2,048 KB', largest <= 2 * 1024 * 1024),
    line('longest turn', `${longest.toFixed(0)} ms`, '≤ 5,000 ms', longest <= 5_000),
  ]
}

async function firstTurn(flow: Flow) {
  const compiled = compileFlow('odd', 1, flow, registry)
  const message = {
    id: 'm',
    channelId: 'web',
    from: { externalId: 'v' },
    at: '2026-11-23T10:00:00.000Z',
    content: { kind: 'text' as const, text: 'hi' },
  }
  const state = firstState('c', 'p', { workspaceId: 'w', channelKind: 'web-chat', message })
  const turn = await advance(
    state,
    { kind: 'message', message },
    {
      turnId: turnId('c', 1),
      now: '2026-11-23T10:00:00.000Z',
      world: worldOf(registry, [compiled]),
    },
  )
  if ('refused' in turn) throw new Error('a message was refused')
  return turn
}

/** A graph nobody would draw: any type, defaults or rubbish as settings, edges anywhere. */
function oddFlow(random: () => number, size: number): Flow {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const types = [...registry.keys(), 'unknown-type']
  const flow = newFlow('Odd')
  for (let i = 0; i < size; i++) {
    const type = pick(types)
    const defaults = structuredClone(registry.get(type)?.description.defaults ?? {})
    const config =
      random() < 0.15 ? { [pick(['text', 'options', 'seconds', 'rules', 'url'])]: pick([null, [], {}, 'x', -1]) } : defaults
    flow.nodes.push({ id: `n${i}`, type, position: { x: i, y: i }, data: { config } })
  }
  const ids = flow.nodes.map((node) => node.id)
  for (const [e, node] of flow.nodes.entries()) {
    const outputs = ['next', 'chosen', 'valid', 'done', 'else', 'error', 'no-answer', 'o1', 'option-1', 'nowhere']
    for (let k = 0; k < 3; k++)
      if (random() < 0.7)
        flow.edges.push({
          id: `e${e}.${k}`,
          source: node.id,
          sourceHandle: pick(outputs),
          target: random() < 0.05 ? 'gone' : pick(ids),
        })
  }
  return flow
}

/** A chain of nodes that make of everything they know as much as they can: variables, facts and tags of the contact, texts. */
function greedyFlow(random: () => number): Flow {
  const names = ['a', 'b', 'c', 'd', 'contact', 'contact.fields.f', 'contact.tags']
  const pick = (): string => names[Math.floor(random() * names.length)] as string
  const text = (): string =>
    random() < 0.2 ? 'x'.repeat(4_000) : `{{ ${pick()}${random() < 0.3 ? ' | json' : ''} }}`.repeat(1 + Math.floor(random() * 60))
  const assignments = () => Array.from({ length: 20 }, (_, n) => ({ name: `${'abcd'[n % 4]}`, value: text() }))
  const greedy: [type: string, config: () => NodeConfig][] = [
    ['set-variable', () => ({ assignments: assignments() })],
    ['set-contact', () => ({ name: text(), fields: [{ name: 'f', value: text() }] })],
    ['tag', () => ({ add: [text(), text()] })],
    ['send-message', () => ({ text: { en: text() } })],
    ['call-http', () => ({ method: 'POST', url: `https://shop.example/${text()}`, body: text() })],
  ]
  const flow = newFlow('Greedy')
  let before = 'start'
  for (let i = 0; i < 60; i++) {
    const [type, config] = greedy[Math.floor(random() * greedy.length)] as (typeof greedy)[number]
    flow.nodes.push({ id: `n${i}`, type, position: { x: i, y: 0 }, data: { config: config() } })
    for (const sourceHandle of ['next', 'done', 'error'])
      flow.edges.push({ id: `e${i}.${sourceHandle}`, source: before, sourceHandle, target: `n${i}` })
    before = `n${i}`
  }
  return flow
}
