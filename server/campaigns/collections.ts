import type { BroadcastPlan, BroadcastState, RecipientState, SendingRules, Standing } from '#schemas/broadcast.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind } from '#schemas/message.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/** One message, template or flow for many: once, or again and again for whoever newly enters a segment. */
export interface BroadcastDoc extends Stored {
  workspaceId: string
  plan: BroadcastPlan
  state: BroadcastState
  revision: number
  createdAt: Instant
  createdBy: string
  startedAt?: Instant
  /** In whose name it goes. */
  startedBy?: string
  endedAt?: Instant
  /** Present while there is something to do: when a process may take it up. It is its lease, too. */
  dueAt?: Instant
  /** Goes up with every lease: who had an older one writes nothing any more. */
  fence: number
  /** Where listing its people goes on, in the words of whoever knows them; absent at the beginning. */
  cursor?: string
  /** Everybody it is for is known. One that goes on and on never is. */
  listed?: true
  /** Up to when those who entered its segment are known, and when it is looked again. */
  entered?: { upTo: Instant; at: Instant }
  /** Where looking at what became of its messages goes on, and when it begins again. */
  look?: { after?: string; at: Instant }
  /** When one of them was sent last. */
  lastSentAt?: Instant
  /** People by where they are, as they were counted last. */
  counts?: Record<Standing, number>
  /** The job that asked the gate for everybody last, without sending anything. */
  dryRun?: { job: string; at: Instant }
}

export const broadcasts = define<BroadcastDoc>('broadcasts', [
  { name: 'workspace', fields: { workspaceId: 1, createdAt: -1 } },
  { name: 'due', fields: { dueAt: 1 }, whenPresent: 'dueAt' },
])

/**
 * A person in a broadcast. `_id` is `<broadcast>.<contact>`; where it goes on and on, with the moment they entered the segment behind it.
 * So nobody is in one run twice, whoever lists them, and the turn it makes has it as its key.
 */
export interface RecipientDoc extends Stored {
  workspaceId: string
  broadcastId: string
  contactId: string
  state: RecipientState
  standing: Standing
  /** Why, where it is not simply so. */
  code?: string
  values?: Record<string, string>
  /** When it came to be so. */
  at: Instant
  /** Present while something is to be done: when. */
  dueAt?: Instant
  /** When it was due first. */
  since: Instant
  /** How often the vendor held it. */
  holds?: number
  conversationId?: string
  channelKind?: ChannelKind
  /** The messages of its turn: the ids of their deliveries. */
  said?: string[]
  sentAt?: Instant
  /** How many messages they had written by then. */
  inbound?: number
  /** It is still looked at what becomes of it. */
  open?: true
  repliedAt?: Instant
  clickedAt?: Instant
  succeededAt?: Instant
  /** What tracked links of theirs are called by. */
  ref?: string
}

export const recipients = define<RecipientDoc>('broadcastRecipients', [
  { name: 'standing', fields: { broadcastId: 1, standing: 1 } },
  { name: 'due', fields: { broadcastId: 1, dueAt: 1 }, whenPresent: 'dueAt' },
  { name: 'open', fields: { broadcastId: 1, open: 1 }, whenPresent: 'open' },
  { name: 'contact', fields: { workspaceId: 1, contactId: 1, at: -1 } },
  { name: 'replied', fields: { broadcastId: 1, repliedAt: 1 }, whenPresent: 'repliedAt' },
  { name: 'clicked', fields: { broadcastId: 1, clickedAt: 1 }, whenPresent: 'clickedAt' },
  { name: 'succeeded', fields: { broadcastId: 1, succeededAt: 1 }, whenPresent: 'succeededAt' },
  { name: 'ref', fields: { ref: 1 }, whenPresent: 'ref' },
])

/** What a person got of all campaigns lately: two of them never both take the last place. `_id` is the contact's. */
export interface GrantsDoc extends Stored {
  workspaceId: string
  /** The newest 20: for which recipient, when; `used` once its turn is there. */
  grants: { for: string; at: Instant; used?: true }[]
  revision: number
  /** The vendor takes nothing more for them until then. */
  heldUntil?: Instant
}

export const grants = define<GrantsDoc>('sendGrants')

/** Somebody was written to unasked through a channel. `_id` is `<channel>.<contact>`. */
export interface ReachedDoc extends Stored {
  workspaceId: string
  channelId: string
  at: Instant
  expiresAt: Instant
}

export const reached = define<ReachedDoc>('reachedPeople', [
  { name: 'channel', fields: { channelId: 1, at: 1 } },
  { name: 'expiry', fields: { expiresAt: 1 }, expires: true },
])

/** When and how often people of a workspace are written to unasked. `_id` is the workspace's. */
export interface SendingRulesDoc extends Stored {
  workspaceId: string
  rules: SendingRules
  revision: number
}

export const sendingRules = define<SendingRulesDoc>('sendingRules')
