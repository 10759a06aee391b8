import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind, DeliveryReason, DeliveryStatus, HoldCode, Thread } from '#schemas/message.ts'
import type { Pricing } from '#schemas/pricing.ts'
import type { OfCampaign } from '#schemas/turn.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/**
 * One message on its way out; what it says stands in its turn. `_id` is the said message's id, so a conversation's are a range of
 * ids. Sent in order.
 */
export interface DeliveryDoc extends Stored {
  workspaceId: string
  channelId: string
  channelKind: ChannelKind
  conversationId: string
  turnNumber: number
  address: string
  /** What it is hung under, where the channel threads. */
  thread?: Thread
  status: DeliveryStatus
  /** Vendor's ids of the parts it was sent as. */
  providerIds: string[]
  attempts: number
  /** Nobody waits for it: it takes what replies leave. */
  bulk?: true
  /** Present while it waits to be sent. */
  dueAt?: Instant
  /** Why it failed, or was not taken yet. */
  reason?: DeliveryReason
  /** It was given up, and its conversation is not told yet: see `tell-failures.ts`. */
  untold?: true
  /** Said when only time had passed: whose it is, and when what it follows from began. Whoever said STOP since does not hear it. */
  unasked?: { contactId: string; since: Instant; campaign?: OfCampaign }
  /** What the vendor says it costs, told when it was delivered. */
  pricing?: Pricing & { at: Instant }
  /** What said it, where that was a flow or a template. */
  from?: { flowId?: string; template?: string }
  at: Instant
}

/** Earlier releases kept a sentence, in `error`, and a code where the house itself had held the message back. */
function lift(doc: Stored): Stored {
  if (!('error' in doc || 'code' in doc)) return doc
  const { error, code, ...rest } = doc as DeliveryDoc & { error?: string; code?: HoldCode }
  const reason: DeliveryReason = rest.reason ?? (code ? { code } : { code: 'told', values: { details: error ?? '' } })
  const lifted: DeliveryDoc = { ...rest, reason }
  return lifted
}

export const deliveries = define<DeliveryDoc>(
  'deliveries',
  [
    { name: 'lane', fields: { channelId: 1, bulk: 1, dueAt: 1 }, whenPresent: 'dueAt' },
    { name: 'untold', fields: { untold: 1 }, whenPresent: 'untold' },
    { name: 'priced', fields: { workspaceId: 1, 'pricing.at': 1 }, whenPresent: 'pricing.at' },
    { name: 'provider', fields: { channelId: 1, providerIds: 1 } },
  ],
  undefined,
  { lift },
)
