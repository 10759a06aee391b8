import type { Outcome, ResumeEvent } from '#nodes/contract.ts'
import type { VariableValue, Waiting } from '#schemas/conversation.ts'
import type { FlowNode } from '#schemas/flow.ts'
import type { Step, VisitOutcome } from '#schemas/turn.ts'
import type { CompiledFlow } from './graph.ts'
import type { TurnDraft } from './turn-draft.ts'

/** Notes one visit to one node; how it ended is filled in by whoever settles it. */
export function record(
  draft: TurnDraft,
  compiled: CompiledFlow,
  node: FlowNode,
  entry: Waiting,
  outcome: Outcome,
  event?: ResumeEvent,
): Step {
  const step: Step = {
    nodeId: node.id,
    nodeType: node.type,
    flowId: compiled.flowId,
    version: compiled.version,
    sessionId: draft.state.session?.id ?? '',
    on: event ? 'resume' : 'enter',
    did: 'go',
    enteredAt: entry.enteredAt,
    enteredLanguage: entry.enteredLanguage,
  }
  if (outcome.note) step.reason = outcome.note
  if (outcome.set && Object.keys(outcome.set).length > 0) step.set = masked(compiled, outcome.set)
  if (event?.kind === 'timeout') step.input = 'time-out'
  draft.steps.push(step)
  return step
}

/** Sensitive variables never reach the log in clear. */
function masked(compiled: CompiledFlow, set: Record<string, VariableValue>): Record<string, VariableValue> {
  const hidden = Object.keys(set).filter((name) => isSensitive(compiled, name))
  return hidden.length === 0 ? set : { ...set, ...Object.fromEntries(hidden.map((name) => [name, '•••'])) }
}

export const isSensitive = (compiled: CompiledFlow, name: string): boolean =>
  compiled.flow.variables.some((variable) => variable.name === name && variable.sensitive === true)

/** How a visit counts that left by this output. */
export const countOf = (compiled: CompiledFlow, node: FlowNode, output: string): VisitOutcome => {
  const kind = compiled.output(node, output)?.kind
  return kind === 'no-answer' ? 'timed-out' : kind === 'invalid' || kind === 'error' ? 'failed' : 'answered'
}
