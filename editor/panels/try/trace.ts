import type { TryView } from '#schemas/api/tries.ts'
import type { VariableValue } from '#schemas/conversation.ts'
import type { Flow } from '#schemas/flow.ts'
import type { IncomingContent } from '#schemas/message.ts'
import type { Step, StepReason } from '#schemas/turn.ts'
import type { LitPath } from '../../document/view.ts'
import type { ClockMove } from './use-try.ts'

/** One visit to a node as the trace shows it: entering and what came of it are one line. */
export interface TraceVisit {
  kind: 'visit'
  key: string
  nodeId: string
  nodeType: string
  /** In a flow that the draft went to: its nodes are not on this canvas. */
  elsewhere: boolean
  at: string
  did: Step['did']
  output?: string
  input?: string
  reason?: StepReason
  set: Record<string, VariableValue>
}

export type TraceItem = TraceVisit | { kind: 'clock'; key: string; seconds: number }

/** The visits of a try in order, with the jumps of its clock between them. */
export function traceOf(view: TryView, moves: ClockMove[]): TraceItem[] {
  const items: TraceItem[] = []
  let waiting: TraceVisit | undefined
  const addMoves = (turns: number) => {
    for (const [index, move] of moves.entries())
      if (move.afterTurns === turns) items.push({ kind: 'clock', key: `clock ${index}`, seconds: move.seconds })
  }
  addMoves(0)
  for (const turn of view.turns) {
    for (const [index, step] of turn.steps.entries()) {
      // What the customer said led to the first step of the turn.
      const said = index === 0 && turn.event.kind === 'message' ? wordsOf(turn.event.message.content) : ''
      const visit = visitOf(said === '' ? step : { ...step, input: step.input ?? said }, turn.at, `${turn.number} ${index}`)
      // The answer to a question belongs to the visit that asked, unless the clock was moved in between.
      if (step.on === 'resume' && waiting && waiting.nodeId === step.nodeId && items.at(-1) === waiting) {
        Object.assign(waiting, { ...visit, key: waiting.key, at: waiting.at })
      } else items.push(visit)
      const last = items.at(-1)
      waiting = step.did === 'wait' && last?.kind === 'visit' ? last : undefined
    }
    addMoves(turn.number)
  }
  return items
}

const visitOf = (step: Step, at: string, key: string): TraceVisit => ({
  kind: 'visit',
  key,
  nodeId: step.nodeId,
  nodeType: step.nodeType,
  elsewhere: isElsewhere(step),
  at,
  did: step.did,
  set: step.set ?? {},
  ...(step.output === undefined ? {} : { output: step.output }),
  ...(step.input === undefined ? {} : { input: step.input }),
  ...(step.reason === undefined ? {} : { reason: step.reason }),
})

/** The way the chat went, to light it on the canvas. */
export function pathOf(view: TryView, flow: Flow): LitPath {
  const all = view.turns.flatMap((turn) => turn.steps)
  const steps = all.filter((step) => !isElsewhere(step))
  const last = all.at(-1)
  const edges = steps.flatMap((step) =>
    flow.edges.filter((edge) => step.did === 'go' && edge.source === step.nodeId && edge.sourceHandle === step.output),
  )
  const current = last && isElsewhere(last) ? undefined : (view.at?.nodeId ?? last?.nodeId)
  return {
    nodes: [...new Set(steps.map(({ nodeId }) => nodeId))],
    edges: [...new Set(edges.map(({ id }) => id))],
    ...(current === undefined ? {} : { current }),
  }
}

/** A try walks its draft as version 0; published versions begin at 1. */
const isElsewhere = (step: Step): boolean => step.version > 0

/** What a customer said or tapped, in words; empty when it was something else. */
export const wordsOf = (content: IncomingContent): string =>
  content.kind === 'text' ? content.text : content.kind === 'choice' ? content.label : ''
