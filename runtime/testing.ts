import { type NodeDescription, type NodeHandler, type NodeType, type Output, silent } from '#nodes/contract.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { instantAt } from '#schemas/instant.ts'
import type { IncomingContent } from '#schemas/message.ts'
import type { TurnEvent } from '#schemas/turn.ts'
import type { Advance } from './advance.ts'
import { forHours } from './channels/window.ts'
import { firstState } from './first-state.ts'
import { type CompiledFlow, compileFlow } from './graph.ts'
import type { Refusal } from './refusal.ts'
import { SimulatedChat, type SimulatedTurn } from './simulated-chat.ts'
import type { World } from './turn-draft.ts'
import { worldOf } from './world-of.ts'

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
export class Chat extends SimulatedChat {
  turns: SimulatedTurn[] = []
  readonly flows: CompiledFlow[]

  constructor(
    readonly registry: ReadonlyMap<string, NodeType>,
    flows: Flow[],
    given: Partial<World> = {},
  ) {
    const someone = { channelId: 'ch', from: { externalId: 'someone' } }
    const state = firstState('c', 'p', { workspaceId: 'w', channelKind: 'web-chat', message: someone })
    const compiled = flows.map((flow, i) => compileFlow(`f${i + 1}`, 1, flow, registry))
    super({
      state,
      now: Date.parse('2026-11-23T10:00:00.000Z'),
      world: () => worldOf(this.registry, this.flows, { windows: this.windows, ...given }),
    })
    this.flows = compiled
  }

  readonly windows = () => forHours(24)

  says(text: string): Promise<string[]> {
    return this.sends({ kind: 'text', text })
  }

  /** What the bot answers, as plain lines. `answers`: the id of the said message that a tapped choice stands under. */
  async sends(content: IncomingContent, answers?: string): Promise<string[]> {
    return linesOf(await this.hears(content, answers))
  }

  /** Somebody answers the customer from the vendor's own app. */
  answersElsewhere(): Promise<Advance | Refusal> {
    const at = instantAt(this.now)
    const content = { kind: 'text', text: 'A colleague here' } as const
    return this.take({
      kind: 'echo',
      message: { id: `m${this.taken}`, channelId: 'ch', from: { externalId: 'shop' }, at, content },
    })
  }

  /** The chat is opened; nothing is written. */
  async opens(day = instantAt(this.now).slice(0, 10)): Promise<string[]> {
    return linesOf(await this.take({ kind: 'opened', day }))
  }

  /** Moves the clock and rings the timer that is due by then, if there is one. */
  async passes(seconds: number): Promise<string[]> {
    this.now += seconds * 1000
    return linesOf(await this.take({ kind: 'timer', visitId: this.state.session?.at?.visitId ?? 'none' }))
  }

  override async take(event: TurnEvent): Promise<SimulatedTurn | Refusal> {
    const taken = await super.take(event)
    if (!('refused' in taken)) this.turns.push(taken)
    return taken
  }

  /** The trace of the newest turn: `menu wait`, `menu go:yes answered`. */
  get trace(): string[] {
    return (this.turns.at(-1)?.steps ?? []).map((step) =>
      [step.nodeId, step.did + (step.output ? `:${step.output}` : ''), step.outcome].filter(Boolean).join(' '),
    )
  }
}

const linesOf = (taken: Advance | Refusal): string[] =>
  'refused' in taken ? [taken.refused] : taken.say.map(({ message }) => ('text' in message ? message.text : message.kind))
