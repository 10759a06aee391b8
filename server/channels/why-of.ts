import type { DeliveryReason } from '#schemas/message.ts'
import type { SendFailure } from './contract.ts'

/** What is kept of a message that a vendor did not take. */
export const whyOf = ({ why, reason }: Pick<SendFailure, 'why' | 'reason'>): DeliveryReason =>
  why ?? { code: 'refused', values: { details: reason } }
