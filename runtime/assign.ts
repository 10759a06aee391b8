import type { Instant } from '#schemas/instant.ts'
import type { Assignment, TurnEvent } from '#schemas/turn.ts'
import { goOnWithCase } from './cases.ts'
import { pauseFlow } from './pause-flow.ts'
import type { Refusal } from './refusal.ts'
import { inQueue, nameTeam } from './seen.ts'
import type { TurnDraft } from './turn-draft.ts'

/**
 * Gives a chat to somebody. Whoever does it says from whom: what was meant for one person is not done to another who was quicker.
 * What agents do to have one, or to be rid of one, comes here too.
 */
export async function assign(
  draft: TurnDraft,
  { to, from, since: waits }: Pick<Assignment, 'to' | 'from'> & { since?: Instant },
): Promise<Refusal['refused'] | undefined> {
  const { state, now } = draft
  const { owner } = state
  const answers = owner.kind === 'agent' ? owner.agentId : undefined
  if (to.kind === 'agent' && answers === to.agentId) return 'nothing-to-do'
  if (answers !== from) return 'not-owner'
  if (to.kind === 'queue' && owner.kind === 'queue' && owner.team === to.team) return 'nothing-to-do'
  await pauseFlow(draft, 'agent-took')
  // Whoever waits goes on waiting, whichever team is to come, and who had no answer yet has waited before.
  const since = owner.kind === 'queue' ? owner.since : owner.kind === 'agent' && waits ? waits : now
  if (to.kind === 'queue') {
    const waiting = inQueue(draft, to.team, since)
    state.owner = waiting
    nameTeam(draft, waiting.team)
  } else state.owner = { ...to, since: now }
  state.status = 'open'
  goOnWithCase(draft)
  return undefined
}

/** Who got a chat by an event, by whom and why; undefined where nobody did. Agents’ own actions and assignments are one. */
export function assignmentIn(event: TurnEvent): Assignment | undefined {
  if (event.kind === 'assign') {
    const { by, to, from, why } = event
    return { by, to, why, ...(from ? { from } : {}) }
  }
  if (event.kind !== 'agent') return undefined
  const { action, agentId: by } = event
  const self = { kind: 'agent', agentId: by } as const
  switch (action.do) {
    case 'take':
      return { by, to: self, why: 'taken', ...(action.from ? { from: action.from } : {}) }
    case 'reopen':
      return action.to ? undefined : { by, to: self, why: 'reopened' }
    case 'release':
      return { by, to: { kind: 'queue' }, from: by, why: 'left' }
    default:
      return undefined
  }
}
