import type { Outcome, ResumeEvent, Signal } from '#nodes/contract.ts'
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
  event?: ResumeEvent | Signal,
): Step {
  const secret =
    event !== undefined && event.kind !== 'timeout' && (outcome.hidden || keepsSecret(draft, compiled, node, outcome))
  // Written out in full, like the state: there are several in every turn.
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
    output: undefined,
    outcome: undefined,
    reason: (!secret && outcome.note) || undefined,
    set: outcome.set && Object.keys(outcome.set).length > 0 ? masked(draft, compiled, outcome.set) : undefined,
    input: event && (secret ? mask : inputOf(event)),
    hidden: secret || undefined,
  }
  draft.steps.push(step)
  return step
}

/** What stands for a sensitive value wherever people read. */
export const mask = '•••'

/** What the node was given: the customer's words, or the kind of what they sent instead. */
function inputOf(event: ResumeEvent | Signal): string {
  if (event.kind === 'timeout') return 'time-out'
  if (event.kind === 'signal') return event.name
  const { content } = event
  return content.kind === 'text' ? content.text : content.kind === 'choice' ? content.label : content.kind
}

/** Whether what was said to `node` went into a sensitive variable, or would have if it had fitted. */
function keepsSecret(draft: TurnDraft, compiled: CompiledFlow, node: FlowNode, outcome: Outcome): boolean {
  if (!draft.state.session?.sensitive && !compiled.flow.variables.some((variable) => variable.sensitive)) return false
  const written = draft.world.registry.get(node.type)?.description.writes?.(node.data.config) ?? []
  return [...Object.keys(outcome.set ?? {}), ...written].some((name) => isSensitive(draft, compiled, name))
}

/** Sensitive variables never reach the log in clear. */
function masked(draft: TurnDraft, compiled: CompiledFlow, set: Record<string, VariableValue>): Record<string, VariableValue> {
  const hidden = Object.keys(set).filter((name) => isSensitive(draft, compiled, name))
  return hidden.length === 0 ? set : { ...set, ...Object.fromEntries(hidden.map((name) => [name, mask])) }
}

/** Declared so by the flow it is in, or by the one that set it before in this session. */
export const isSensitive = ({ state }: TurnDraft, compiled: CompiledFlow, name: string): boolean =>
  state.session?.sensitive?.includes(name) ||
  compiled.flow.variables.some((variable) => variable.name === name && variable.sensitive === true)

/** How a visit counts that left by this output. */
export const countOf = (compiled: CompiledFlow, node: FlowNode, output: string): VisitOutcome => {
  const kind = compiled.output(node, output)?.kind
  return kind === 'no-answer' ? 'timed-out' : kind === 'invalid' || kind === 'error' ? 'failed' : 'answered'
}
