import type { Waiting } from '#schemas/conversation.ts'
import type { Reason } from '#schemas/reason.ts'
import type { Language } from '#schemas/text.ts'
import type { StepCode, VisitOutcome } from '#schemas/turn.ts'
import type { TurnDraft } from './turn-draft.ts'

/** The visit a command or an agent cuts short. */
export function interrupt(
  draft: TurnDraft,
  at: { waiting: Waiting; flowId: string; version: number; nodeType: string; language?: Language },
  outcome: VisitOutcome,
  reason: Reason<StepCode>,
): void {
  draft.steps.push({
    nodeId: at.waiting.nodeId,
    nodeType: at.nodeType,
    flowId: at.flowId,
    version: at.version,
    sessionId: draft.state.session?.id ?? '',
    on: 'resume',
    did: 'interrupt',
    outcome,
    reason,
    enteredAt: at.waiting.enteredAt,
    enteredLanguage: at.waiting.enteredLanguage,
  })
}
