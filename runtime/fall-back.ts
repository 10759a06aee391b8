import type { Waiting } from '#schemas/conversation.ts'
import type { FlowNode } from '#schemas/flow.ts'
import { pickText } from '#schemas/text.ts'
import type { StepReason } from '#schemas/turn.ts'
import type { CompiledFlow } from './graph.ts'
import { handOver } from './hand-off.ts'
import { languageOf, say, type TurnDraft } from './turn-draft.ts'

/** Nothing else to do: say so kindly and let a person take it. */
export function fallBack(draft: TurnDraft, compiled: CompiledFlow, node: FlowNode | undefined): void {
  const text = pickText(compiled.flow.settings.fallbackText, languageOf(draft, compiled), compiled.flow.languages.default)
  if (text) {
    const by = { kind: 'flow', flowId: compiled.flowId, nodeId: node?.id ?? '' } as const
    say(draft, by, { kind: 'text', text, language: languageOf(draft, compiled) })
  }
  if (draft.state.session) draft.state.session.at = undefined
  handOver(draft, { reason: { code: 'stuck' }, compiled, ...(node ? { node } : {}) })
}

/** A visit that could not even begin, or whose node vanished. */
export function failVisit(draft: TurnDraft, compiled: CompiledFlow, entry: Waiting, reason: StepReason): void {
  const node = compiled.nodes.get(entry.nodeId)
  draft.steps.push({
    nodeId: entry.nodeId,
    nodeType: node?.type ?? 'unknown',
    flowId: compiled.flowId,
    version: compiled.version,
    sessionId: draft.state.session?.id ?? '',
    on: 'enter',
    did: 'fail',
    outcome: 'failed',
    reason,
    enteredAt: entry.enteredAt,
    enteredLanguage: entry.enteredLanguage,
  })
  fallBack(draft, compiled, node)
}
