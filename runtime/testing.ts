import { type NodeDescription, type NodeHandler, type NodeType, type Output, silent } from '#nodes/contract.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { instantAt } from '#schemas/instant.ts'
import type { IncomingContent } from '#schemas/message.ts'
import { turnId } from '#schemas/turn.ts'
import { type Advance, advance } from './advance.ts'
import { forHours } from './channels/window.ts'
import { type CompiledFlow, compileFlow } from './graph.ts'
import type { Refusal } from './refusal.ts'

/** A node type in three lines, for tests of the walk itself. */
export function fakeNode(
  type: string,
  handler: NodeHandler,
  outputs: Partial<Output>[] = [{ name: 'next' }],
): [string, NodeType] {
  const description: NodeDescription = {
    type,
    label: type,
    summary: type,
    category: 'flow',
    icon: 'circle',
    schema: { type: 'object' },
    defaults: {},
    outputs: () => outputs.map((output) => ({ name: 'next', label: 'Next', kind: 'answer', needed: false, ...output })),
    card: () => ({}),
    preview: silent,
  }
  return [type, { description, handler }]
}

/** A flow from `a -> b` lines: `['start', 'ask.next -> end']`. A node's type is its id up to a digit. */
export function sketch(lines: string[], change: (flow: Flow) => void = () => {}): Flow {
  const flow = newFlow('Sketch')
  const ids = new Set<string>(['start'])
  for (const line of lines) {
    const [from, target] = line.split(' -> ') as [string, string?]
    const [source, output = 'next'] = from.split('.') as [string, string?]
    ids.add(source)
    if (!target) continue
    ids.add(target)
    flow.edges.push({ id: line, source, sourceHandle: output, target })
  }
  flow.nodes = [...ids].map((id, i) => ({
    id,
    type: id.replace(/\d+$/, ''),
    position: { x: i * 300, y: 0 },
    data: { config: id === 'start' ? { trigger: 'any-message' } : {} },
  }))
  change(flow)
  return flow
}

/** For `sketch`: the flow greets whoever opens the chat. */
export function startsWhenOpened(flow: Flow): void {
  for (const node of flow.nodes) if (node.id === 'start') node.data.config = { trigger: 'opened' }
}

/** One conversation with one flow, turn by turn, on a clock that only the test moves. */
export class Chat {
  state: ConversationState = {
    workspaceId: 'w',
    conversationId: 'c',
    channel: { id: 'ch', kind: 'web-chat' },
    address: 'someone',
    owner: { kind: 'flow' },
    status: 'open',
    contact: { id: 'p', fields: {}, tags: [] },
    past: {},
    inbound: 0,
  }
  now = Date.parse('2026-11-23T10:00:00.000Z')
  turns: (Advance & { number: number })[] = []
  readonly flows: CompiledFlow[]

  constructor(
    readonly registry: ReadonlyMap<string, NodeType>,
    flows: Flow[],
  ) {
    this.flows = flows.map((flow, i) => compileFlow(`f${i + 1}`, 1, flow, registry))
  }

  says(text: string): Promise<string[]> {
    return this.sends({ kind: 'text', text })
  }

  /** What the bot answers, as plain lines. `answers`: the id of the said message that a tapped choice stands under. */
  async sends(content: IncomingContent, answers?: string): Promise<string[]> {
    const id = `m${this.turns.length}`
    const at = instantAt(this.now)
    const taken = await this.take({
      kind: 'message',
      message: { id, channelId: 'ch', from: { externalId: 'someone' }, at, content, answers },
    })
    return 'refused' in taken
      ? [taken.refused]
      : taken.say.map((said) => ('text' in said.message ? said.message.text : said.message.kind))
  }

  /** Somebody answers the customer from the vendor's own app. */
  answersElsewhere(): Promise<Advance | Refusal> {
    const id = `m${this.turns.length}`
    const content = { kind: 'text', text: 'A colleague here' } as const
    return this.take({
      kind: 'echo',
      message: { id, channelId: 'ch', from: { externalId: 'shop' }, at: instantAt(this.now), content },
    })
  }

  /** The chat is opened; nothing is written. */
  async opens(day = instantAt(this.now).slice(0, 10)): Promise<string[]> {
    const taken = await this.take({ kind: 'opened', day })
    return 'refused' in taken
      ? [taken.refused]
      : taken.say.map((said) => ('text' in said.message ? said.message.text : said.message.kind))
  }

  /** Moves the clock and rings the timer that is due by then, if there is one. */
  async passes(seconds: number): Promise<string[]> {
    this.now += seconds * 1000
    const visitId = this.state.session?.at?.visitId ?? 'none'
    const taken = await this.take({ kind: 'timer', visitId })
    return 'refused' in taken
      ? [taken.refused]
      : taken.say.map((said) => ('text' in said.message ? said.message.text : said.message.kind))
  }

  async take(event: Parameters<typeof advance>[1]): Promise<Advance | Refusal> {
    const number = this.turns.length + 1
    const result = await advance(this.state, event, {
      turnId: turnId('c', number),
      now: instantAt(this.now),
      world: {
        registry: this.registry,
        live: this.flows,
        version: (flowId, version) => this.flows.find((flow) => flow.flowId === flowId && flow.version === version),
        http: () => Promise.reject(new Error('no network in this test')),
        windows: () => forHours(24),
      },
    })
    if ('refused' in result) return result
    this.state = result.state
    this.turns.push({ ...result, number })
    return result
  }

  /** The trace of the newest turn: `menu wait`, `menu go:yes answered`. */
  get trace(): string[] {
    return (this.turns.at(-1)?.steps ?? []).map((step) =>
      [step.nodeId, step.did + (step.output ? `:${step.output}` : ''), step.outcome].filter(Boolean).join(' '),
    )
  }
}
