import type { HandOff, HandOffReason } from '#schemas/conversation.ts'
import type { FlowNode } from '#schemas/flow.ts'
import { handOffCase } from './cases.ts'
import { type CompiledFlow, nodeName } from './graph.ts'
import { teamIn } from './seen.ts'
import { isCrowded, turnAway } from './turn-away.ts'
import { apply, type TurnDraft } from './turn-draft.ts'

/**
 * Gives the chat to the queue, with the card that spares the customer from telling it again. False when they are turned away, for too
 * many of their network wait already.
 */
export function handOver(
  draft: TurnDraft,
  why: { reason: HandOffReason; team?: string; compiled?: CompiledFlow; node?: FlowNode },
): boolean {
  const { session } = draft.state
  if (isCrowded(draft.event)) {
    turnAway(
      draft,
      { flowId: why.compiled?.flowId ?? session?.flowId ?? 'none', nodeId: why.node?.id ?? '' },
      why.compiled?.flow.languages.default,
    )
    return false
  }
  const card: HandOff = {
    at: draft.now,
    reason: why.reason,
    path: session?.answers.filter((answer) => answer.choice).map((answer) => answer.value) ?? [],
    answers: session?.answers.map(({ label, value }) => ({ label, value })) ?? [],
  }
  if (why.compiled) {
    card.flowId = why.compiled.flowId
    card.flowName = why.compiled.flow.name
    card.version = why.compiled.version
  }
  if (why.node) {
    card.nodeId = why.node.id
    card.nodeName = nodeName(why.node, draft.world.registry)
  }
  const to = teamIn(draft, why.team)
  draft.state.handOff = { ...card, ...to }
  draft.state.owner = { kind: 'queue', since: draft.now, ...to }
  handOffCase(draft)
  apply(draft, { kind: 'hand-off', ...to })
  return true
}
