import type { HandOffReason } from '#schemas/conversation.ts'
import type { Withdrawal } from '#schemas/turn.ts'
import { liveIn } from './seen.ts'
import type { TurnDraft } from './turn-draft.ts'

/** Why people leave a flow that was unpublished, as the hand-off card says it. */
export const unpublished: HandOffReason = { code: 'unpublished' }

/** What becomes of the people of a flow's version that was unpublished with its people moved out; undefined for any other. */
export const withdrawalOf = (draft: TurnDraft, flowId: string, version: number): Withdrawal | undefined => {
  const found = draft.world.withdrawn?.get(flowId)
  if (!found || version > found.upTo) return undefined
  liveIn(draft)
  return found
}
