import type { HoldCode } from '#schemas/message.ts'
import type { TurnEvent } from '#schemas/turn.ts'
import { mayNow } from './may-now.ts'
import type { Refusal } from './refusal.ts'
import { say, type TurnDraft } from './turn-draft.ts'

/** Writes to a customer who has not just asked: never after STOP on whatever channel, and only while their channel takes it. */
export function sendUnasked(
  draft: TurnDraft,
  { message, by, campaign }: Extract<TurnEvent, { kind: 'send' }>,
): Refusal['refused'] | undefined {
  // What a campaign says waits until the person of the shop is done.
  if (campaign && draft.state.owner.kind !== 'flow') return 'not-owner'
  const gate = mayNow(draft, 'agent', { says: message.kind, unasked: true })
  if (gate.may === 'no') return refusals[gate.code]
  say(draft, { kind: 'agent', agentId: by }, message)
  return undefined
}

/** Of whom everything was deleted there is nobody to write to; where the channel is deleted, no way. */
const refusals = {
  'person-gone': 'nothing-to-do',
  'channel-gone': 'nothing-to-do',
  'opted-out': 'opted-out',
  'window-closed': 'window-closed',
  'campaign-stopped': 'nothing-to-do',
  'put-off': 'nothing-to-do',
} satisfies Record<HoldCode, Refusal['refused']>
