import { type TurnEvent, turnOfSaid } from '#schemas/turn.ts'
import { isForgotten } from './forget.ts'
import type { Refusal } from './refusal.ts'
import type { TurnDraft } from './turn-draft.ts'

/** One of our messages reached nobody: the chat says so until the customer writes again, or an agent does. The flow stays where it is. */
export function noteUndelivered(
  { state, now }: TurnDraft,
  { said, reason }: Extract<TurnEvent, { kind: 'delivery-failed' }>,
): Refusal['refused'] | undefined {
  if (isForgotten(state)) return 'nothing-to-do'
  const { undelivered } = state
  // Told of late, it is no news beside a newer one.
  if (!undelivered || turnOfSaid(undelivered.said) <= turnOfSaid(said))
    state.undelivered = { said, at: now, ...(reason ? { code: reason.code } : {}) }
  return undefined
}
