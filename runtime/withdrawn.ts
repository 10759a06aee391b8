import type { Withdrawal } from '#schemas/turn.ts'
import type { TurnDraft } from './turn-draft.ts'

/** Why people leave a flow that was unpublished, as the trace and the hand-off card say it. */
export const unpublished = 'The flow was unpublished'

/** What becomes of the people of a flow's version that was unpublished with its people moved out; undefined for any other. */
export const withdrawalOf = ({ world }: TurnDraft, flowId: string, version: number): Withdrawal | undefined => {
  const found = world.withdrawn?.get(flowId)
  return found && version <= found.upTo ? found : undefined
}
