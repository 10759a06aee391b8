import type { Instant } from '#schemas/instant.ts'
import { idsOfTurns } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'

/** As far back as that, nobody waits who would be noticed by who is longest. */
const turnsLookedAt = 200

/**
 * Since when somebody waits for a person's answer: from the hand-off on, or from their first message after the last answer. Undefined where
 * everything is answered.
 */
export async function unansweredSince({ turns }: Pick<Engine, 'turns'>, conversationId: string): Promise<Instant | undefined> {
  const { items } = await turns.find({ _id: idsOfTurns(conversationId) }, { sort: { _id: -1 }, limit: turnsLookedAt })
  let since: Instant | undefined
  for (const { at, event, say, state } of items) {
    if (state.owner.kind === 'queue') return state.owner.since
    if (state.owner.kind === 'flow' || (event.kind !== 'send' && say.some(({ by }) => by.kind === 'agent'))) return since
    if (event.kind === 'message') since = at
  }
  return since
}
