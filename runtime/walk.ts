import type { ResumeEvent, Signal } from '#nodes/contract.ts'
import type { VariableValue, Waiting } from '#schemas/conversation.ts'
import type { FlowNode } from '#schemas/flow.ts'
import type { StepReason } from '#schemas/turn.ts'
import { attempt } from './attempt.ts'
import { because } from './because.ts'
import { failVisit } from './fall-back.ts'
import { type CompiledFlow, nodeName } from './graph.ts'
import { settle } from './settle.ts'
import { closeSession, languageOf, nextId, openSession, type TurnDraft } from './turn-draft.ts'
import { visitOf } from './visit.ts'
import type { Place } from './way-on.ts'

/** A turn may visit this many nodes before one must wait; more is a loop. */
export const maxNodesPerTurn = 100

/** Starts a fresh session of `compiled`, with these variables, and walks until a node waits, ends or fails. */
export function startFlow(
  draft: TurnDraft,
  compiled: CompiledFlow,
  variables?: Record<string, VariableValue>,
): Promise<void> | undefined {
  const session = openSession(draft, compiled)
  if (variables) session.variables = variables
  if (compiled.start) return walk(draft, { compiled, nodeId: compiled.start.id })
  closeSession(draft)
  return undefined
}

/** Hands an answer, a time-out or a signal to the node the session waits at, and walks on from there. */
export async function resumeSession(draft: TurnDraft, compiled: CompiledFlow, event: ResumeEvent | Signal): Promise<void> {
  const waiting = draft.state.session?.at as Waiting
  const node = compiled.nodes.get(waiting.nodeId)
  const type = node && draft.world.registry.get(node.type)
  const { resume, signal } = type?.handler ?? {}
  if (!node || !resume || (event.kind === 'signal' && !signal))
    return failVisit(draft, compiled, waiting, because('node-gone', { node: waiting.nodeId }))
  const visit = visitOf(draft, compiled, node, waiting.visitId, waiting.memory)
  const outcome = await attempt(draft, () =>
    event.kind === 'signal' ? (signal as NonNullable<typeof signal>)(visit, event.values) : resume(visit, event),
  )
  const place = await settle(draft, compiled, node, outcome, waiting, event)
  if (place) await walk(draft, place)
}

/** Visits `place` and every node it leads to. */
export async function walk(draft: TurnDraft, place: Place): Promise<void> {
  let here: Place | undefined = place
  const visited: FlowNode[] = []
  while (here) {
    const { compiled, nodeId }: Place = here
    const node = compiled.nodes.get(nodeId)
    const type = node && draft.world.registry.get(node.type)
    const entry: Waiting = {
      nodeId,
      visitId: nextId(draft),
      for: 'answer',
      enteredAt: draft.now,
      enteredLanguage: languageOf(draft, compiled),
    }
    if (!node || !type) return failVisit(draft, compiled, entry, because('node-unknown', { node: nodeId }))
    if (visited.length >= maxNodesPerTurn) return failVisit(draft, compiled, entry, endless(visited, node, draft))
    visited.push(node)
    const visit = visitOf(draft, compiled, node, entry.visitId)
    const { enter } = type.handler
    const outcome = await attempt(draft, () => enter(visit))
    here = await settle(draft, compiled, node, outcome, entry)
  }
}

/** Names the nodes of the round that would begin again with `next`; of a chain without one, its first nodes. */
function endless(visited: readonly FlowNode[], next: FlowNode, draft: TurnDraft): StepReason {
  const round = [...visited.slice(Math.max(visited.lastIndexOf(next), 0)), next].slice(0, 8)
  const names = round.map((node) => nodeName(node, draft.world.registry))
  return because('no-end', { visits: String(visited.length), names: names.join(' → ') })
}
