import type { OutgoingMessage } from '#schemas/message.ts'
import type { Speaker } from './channels/window.ts'
import { isForgotten } from './forget.ts'
import { type MaySend, maySend } from './may-send.ts'
import type { TurnDraft } from './turn-draft.ts'

/**
 * Whether this may be said in this turn, to whom it concerns, a text unless told otherwise; `unasked`: they have not just written. The same
 * gate is asked again as it is sent.
 */
export function mayNow(
  draft: TurnDraft,
  speaker: Speaker,
  { says = 'text', unasked = false }: { says?: OutgoingMessage['kind']; unasked?: boolean } = {},
): MaySend {
  const { world, state, now } = draft
  return maySend({
    now: Date.parse(now),
    says,
    forgotten: isForgotten(state),
    // Whenever they said it, it was before this turn.
    ...(unasked && saidStop(draft) ? { unasked: { since: '', stoppedAt: now } } : {}),
    allowance: world.windows(state.channel.kind).of(state, now)[speaker],
  })
}

/** Whether they said STOP, here or on another of their channels. */
export const saidStop = ({ state, world }: TurnDraft): boolean =>
  state.contact.optedOut === true || world.person?.optedOut === true
