import type { FlowNode } from '#schemas/flow.ts'
import type { Step, StepReason } from '#schemas/turn.ts'
import { because } from './because.ts'
import { fallBack } from './fall-back.ts'
import type { CompiledFlow } from './graph.ts'
import { handOver } from './hand-off.ts'
import { liveIn } from './seen.ts'
import { closeSession, type TurnDraft } from './turn-draft.ts'
import { unpublished, withdrawalOf } from './withdrawn.ts'

/** Where the walk stands: in which flow, at which node. */
export interface Place {
  compiled: CompiledFlow
  nodeId: string
}

/** Where it goes next; only a flow that has to be loaded makes anyone wait. */
export type Next = Place | undefined | Promise<Place | undefined>

/** The node behind an output. An unwired error takes the flow's fallback; any other unwired output ends the chat's flow. */
export function leave(draft: TurnDraft, compiled: CompiledFlow, node: FlowNode, output: string): Next {
  const target = compiled.next(node.id, output)
  if (target) return { compiled, nodeId: target }
  if (compiled.output(node, output)?.kind === 'error') {
    fallBack(draft, compiled, node)
    return undefined
  }
  return comeBack(draft)
}

/** The way on of a visit that failed: its error output, where that leads somewhere, or the flow's fallback. */
export function failStep(
  draft: TurnDraft,
  compiled: CompiledFlow,
  node: FlowNode,
  step: Step,
  reason: StepReason,
): Place | undefined {
  step.did = 'fail'
  step.outcome = 'failed'
  step.reason = reason
  const target = compiled.next(node.id, 'error')
  if (target) {
    step.output = 'error'
    return { compiled, nodeId: target }
  }
  fallBack(draft, compiled, node)
  return undefined
}

/** Into the start of another published flow; with `andBack`, the end of that one comes back to this node. */
export function callFlow(
  draft: TurnDraft,
  compiled: CompiledFlow,
  node: FlowNode,
  step: Step,
  to: { flowId: string; andBack: boolean },
): Place | undefined {
  const { session } = draft.state
  const { live, reachable = live } = liveIn(draft)
  const target = reachable.find((flow) => flow.flowId === to.flowId)
  if (!session || !target?.start) return failStep(draft, compiled, node, step, because('flow-not-published'))
  step.outcome = 'answered'
  session.stack = to.andBack ? [...session.stack, { flowId: session.flowId, version: session.version, nodeId: node.id }] : []
  if (session.stack.length > 20) return failStep(draft, compiled, node, step, because('flows-without-end'))
  session.flowId = target.flowId
  session.version = target.version
  return { compiled: target, nodeId: target.start.id }
}

/** The end of a flow: back to the one that called it, or the end of the session. */
export async function comeBack(draft: TurnDraft): Promise<Place | undefined> {
  const session = draft.state.session
  const caller = session?.stack.at(-1)
  if (!session || !caller) {
    closeSession(draft)
    return undefined
  }
  session.stack = session.stack.slice(0, -1)
  session.flowId = caller.flowId
  session.version = caller.version
  const over = withdrawalOf(draft, caller.flowId, caller.version)
  if (over) {
    if (over.people === 'hand-over') handOver(draft, { reason: unpublished })
    else closeSession(draft)
    return undefined
  }
  const compiled = await draft.world.version(caller.flowId, caller.version)
  const node = compiled?.nodes.get(caller.nodeId)
  if (compiled && node) return leave(draft, compiled, node, 'returned')
  closeSession(draft)
  return undefined
}
