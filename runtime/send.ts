import type { TurnEvent } from '#schemas/turn.ts'
import { isForgotten } from './forget.ts'
import type { Refusal } from './refusal.ts'
import { mayNow, say, type TurnDraft } from './turn-draft.ts'

/** Writes to a customer who has not just asked: never after STOP on whatever channel, and only while their channel takes it. */
export function sendUnasked(
  draft: TurnDraft,
  { message, by }: Extract<TurnEvent, { kind: 'send' }>,
): Refusal['refused'] | undefined {
  const { state, world } = draft
  if (isForgotten(state)) return 'nothing-to-do'
  if (state.contact.optedOut || world.person?.optedOut) return 'opted-out'
  if (mayNow(draft, 'agent', message.kind).may === 'no') return 'window-closed'
  say(draft, { kind: 'agent', agentId: by }, message)
  return undefined
}
