import type { Timer } from '#schemas/conversation.ts'
import { goOnWithCase } from './cases.ts'
import { pauseFlow } from './pause-flow.ts'
import type { Refusal } from './refusal.ts'
import { endTimer } from './timers.ts'
import { apply, type TurnDraft } from './turn-draft.ts'

/** What each kind of timer does when it rings: it is over by then, unless it is set again. */
const does: { [K in Timer['kind']]: (draft: TurnDraft, timer: Extract<Timer, { kind: K }>) => void | Promise<void> } = {
  /** A chat that was closed meanwhile is open again for whoever wanted to be told; one that was theirs comes back to them from its flow. */
  async reminder(draft, { by, theirs, text }) {
    const { state, now } = draft
    apply(draft, { kind: 'remind', agentId: by, text })
    const isWithFlow = state.status === 'open' && state.owner.kind === 'flow'
    if (state.status === 'open' && !(isWithFlow && theirs)) return
    if (isWithFlow) await pauseFlow(draft, 'agent-took')
    state.status = 'open'
    state.owner = { kind: 'agent', agentId: by, since: now }
    goOnWithCase(draft)
  },
}

/** A timer's time has come. One that was moved or cancelled is stale. */
export async function fallDue(
  draft: TurnDraft,
  { of, id }: { of: Timer['kind']; id: string },
): Promise<Refusal['refused'] | undefined> {
  const timer = draft.state.timers?.find((one) => one.kind === of && one.id === id)
  if (!timer || timer.dueAt > draft.now) return 'stale-timer'
  endTimer(draft, timer)
  await does[timer.kind](draft, timer)
  return undefined
}
