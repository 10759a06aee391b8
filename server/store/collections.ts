import type { ChannelTrouble } from '#schemas/api/channels.ts'
import type { ContactFacts, HandOff, Owner } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind, DeliveryStatus, IncomingMessage } from '#schemas/message.ts'
import type { Role } from '#schemas/roles.ts'
import type { Language } from '#schemas/text.ts'
import type { Turn } from '#schemas/turn.ts'
import type { UserDoc } from './account-collections.ts'
import type { Stored } from './contract.ts'
import { define } from './define-collection.ts'

export * from './account-collections.ts'
export { allCollections } from './define-collection.ts'
export * from './flow-collections.ts'
export * from './inbox-collections.ts'
export * from './kept-secrets.ts'
export { type TimerDoc, timers } from './timers.ts'

/**
 * The first run, one document for ever: its insertion decides who the owner is. It carries what is to be made until it is made,
 * so that a crash in between is finished at the next start.
 */
export interface FirstRunDoc extends Stored {
  _id: 'owner'
  at: Instant
  toMake?: { user: UserDoc; workspace: WorkspaceDoc; member: MemberDoc }
}
export const firstRun = define<FirstRunDoc>('firstRun')

export interface WorkspaceDoc extends Stored {
  name: string
  /** What new flows are written in unless said otherwise; English when absent. */
  language?: Language
  timeZone: string
  /** ISO 3166, such as HK; guessed from the time zone when absent. */
  country?: string
  demo: boolean
  createdAt: Instant
}
export const workspaces = define<WorkspaceDoc>('workspaces')

/** `_id` is `<workspaceId>.<userId>`. */
export interface MemberDoc extends Stored {
  workspaceId: string
  userId: string
  role: Role
  createdAt: Instant
}
export const members = define<MemberDoc>('members', [
  { name: 'workspace', fields: { workspaceId: 1, createdAt: 1 } },
  { name: 'user', fields: { userId: 1 } },
])

/** The secret in its link is kept as a hash only. Accepted ones stay, so that their link says so. */
export interface InvitationDoc extends Stored {
  workspaceId: string
  email: string
  role: Role
  invitedBy: string
  hash: string
  state: 'open' | 'accepted' | 'declined'
  createdAt: Instant
  expiresAt: Instant
  openedAt?: Instant
  /** Who joined by it. */
  acceptedBy?: string
  /** When it was accepted or declined. */
  endedAt?: Instant
}
export const invitations = define<InvitationDoc>('invitations', [
  { name: 'hash', fields: { hash: 1 }, unique: true },
  { name: 'workspace', fields: { workspaceId: 1, createdAt: -1 } },
])

export interface ChannelDoc extends Stored {
  workspaceId: string
  kind: ChannelKind
  name: string
  settings: Record<string, unknown>
  /** Encrypted with ALUR_SECRET_KEY; see `server/secrets.ts`. */
  secrets: Record<string, string>
  createdAt: Instant
  troubles?: ChannelTroubles
}
/** What is wrong with a channel as a whole, by what told it: a send call, a message that failed later, the vendor itself. */
export type ChannelTroubles = Partial<Record<'call' | 'status' | 'account', ChannelTrouble>>
export const channels = define<ChannelDoc>('channels', [{ name: 'workspace', fields: { workspaceId: 1, createdAt: 1 } }])

/** Read in order by ranges of `_id`. */
export const turns = define<Turn>('turns', [
  { name: 'inbound', fields: { inboundKey: 1 }, unique: true, whenPresent: 'inboundKey' },
  { name: 'batch', fields: { batch: 1 } },
  { name: 'marks', fields: { marks: 1, at: -1 }, whenPresent: 'marks' },
])

/**
 * A batch of turns that the projections have not finished. Opened before its first turn, opened again and again while its process
 * lives, deleted when all of it is projected. What a crash left is projected again, under the same number, so nothing counts twice.
 */
export interface BatchDoc extends Stored {
  openedAt: Instant
}
export const batches = define<BatchDoc>('batches')

/** A message kept because its turn could not be taken at once. `_id` is the inbound key. */
export interface InboxDoc extends Stored {
  workspaceId: string
  channelKind: ChannelKind
  conversationId: string
  message: IncomingMessage
  acceptedAt: Instant
  attempts: number
  dueAt: Instant
  /** Its last try failed: what came after it goes before it. */
  failed?: true
  /** Parked after too many failures, with the reason; the next start tries it again. */
  parked?: string
}
export const inbox = define<InboxDoc>('inbox', [
  { name: 'conversation', fields: { conversationId: 1, acceptedAt: 1 } },
  { name: 'due', fields: { dueAt: 1 } },
  { name: 'parked', fields: { parked: 1 }, whenPresent: 'parked' },
])

/** The conversation list: a projection of turns, one document per conversation. */
export interface ConversationDoc extends Stored {
  workspaceId: string
  contactId: string
  contactName: string
  contactPhone?: string
  tags: string[]
  channelId: string
  channelKind: ChannelKind
  owner: Owner
  status: 'open' | 'closed'
  /** waiting, agent, flow or closed: the list it is in. */
  list: 'waiting' | 'agent' | 'flow' | 'closed'
  agentId?: string
  language?: Language
  /** `agentId`: who of us, where that is known. */
  last: { text: string; by: 'contact' | 'flow' | 'agent' | 'note'; at: Instant; agentId?: string }
  /** Messages the contact wrote, and how many of them an agent has read. */
  inbound: number
  read: number
  waitingSince?: Instant
  topic?: string
  handOff?: HandOff
  /** In rows that were written before timers had a collection: when the flow must be woken. Taken over at a start. */
  wakeAt?: Instant
  /** The newest turn it shows. */
  turn: number
  updatedAt: Instant
  /** Where the flow waits, while it owns the chat; since when, and in which language the visit is counted. */
  flowId?: string
  version?: number
  nodeId?: string
  enteredAt?: Instant
  enteredLanguage?: Language
}
export const conversations = define<ConversationDoc>('conversations', [
  { name: 'recent', fields: { workspaceId: 1, updatedAt: -1 } },
  { name: 'list', fields: { workspaceId: 1, list: 1, updatedAt: -1 } },
  { name: 'waiting', fields: { workspaceId: 1, list: 1, waitingSince: 1 }, whenPresent: 'waitingSince' },
  { name: 'agent', fields: { workspaceId: 1, agentId: 1, updatedAt: -1 }, whenPresent: 'agentId' },
  { name: 'wake', fields: { wakeAt: 1 }, whenPresent: 'wakeAt' },
  { name: 'standing', fields: { workspaceId: 1, flowId: 1, nodeId: 1, enteredAt: -1 }, whenPresent: 'nodeId' },
])

export interface ContactDoc extends Stored, Omit<ContactFacts, 'id'> {
  workspaceId: string
  firstSeenAt: Instant
  lastSeenAt: Instant
  /** The turn it was last written by. */
  turn: number
}
export const contacts = define<ContactDoc>('contacts')

/**
 * Where one of a person's ids on a channel leads, once it has come together with another: the phone number with the user id. `_id` is
 * the conversation that this id alone would have.
 */
export interface IdentityDoc extends Stored {
  workspaceId: string
  conversationId: string
}
export const identities = define<IdentityDoc>('identities', [{ name: 'conversation', fields: { conversationId: 1 } }])

/** Roll-ups. `_id` is `<flowId>.<version>.<nodeId>.<day>.<channelId>.<language>`. */
export interface CounterDoc extends Stored {
  workspaceId: string
  flowId: string
  version: number
  nodeId: string
  /** In the workspace's time zone. */
  day: string
  channelId: string
  language: Language
  entered: number
  answered: number
  timedOut: number
  failed: number
  handedOff: number
  dropped: number
  onlyOpened?: number
  /** Of those timed out; absent where none was counted. */
  quiet?: number
  outputs: Record<string, number>
  /** Answering times in a histogram of fixed, exponential buckets. */
  times: Record<string, number>
  seconds: number
}
export const counters = define<CounterDoc>('counters', [{ name: 'flow', fields: { flowId: 1, day: 1 } }])

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
  status: DeliveryStatus
  /** Vendor's ids of the parts it was sent as. */
  providerIds: string[]
  attempts: number
  /** Present while it waits to be sent. */
  dueAt?: Instant
  error?: string
  at: Instant
}
export const deliveries = define<DeliveryDoc>('deliveries', [
  { name: 'due', fields: { dueAt: 1 }, whenPresent: 'dueAt' },
  { name: 'provider', fields: { channelId: 1, providerIds: 1 } },
])

/** Whom a limit hit on a channel, by network. `_id` is the channel's id and a hash of the network. */
export interface LimitHitDoc extends Stored {
  workspaceId: string
  channelId: string
  /** An IPv4 address or an IPv6 network; `*` for all of them together. */
  network: string
  /** Visitors who were not let in, and requests for a person that were turned away. */
  newVisitors: number
  waiting: number
  since: Instant
  last: Instant
  /** Somebody lifted the limits for it; then it is kept. */
  freedAt?: Instant
  expiresAt?: Instant
}
export const limitHits = define<LimitHitDoc>('limitHits', [
  { name: 'channel', fields: { workspaceId: 1, channelId: 1, last: -1 } },
  { name: 'freed', fields: { freedAt: 1 }, whenPresent: 'freedAt' },
  { name: 'expiry', fields: { expiresAt: 1 }, expires: true },
])

/** Who did what to settings, flows and members. */
export interface AuditDoc extends Stored {
  workspaceId: string
  userId: string
  action: string
  subject: string
  at: Instant
}
export const audit = define<AuditDoc>('audit', [{ name: 'workspace', fields: { workspaceId: 1, at: -1 } }])
