import type { Cohort } from '#runtime/metrics/count.ts'
import type { CaseClosing, CaseState } from '#schemas/case.ts'
import type { HandOff, Owner } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind } from '#schemas/message.ts'
import { withReasonAsCode } from '#schemas/migrations/hand-off-reason.ts'
import type { Language } from '#schemas/text.ts'
import type { VisitOutcome } from '#schemas/turn.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/** The conversation list: a projection of turns, one document per conversation. */
export interface ConversationDoc extends Stored {
  workspaceId: string
  contactId: string
  contactName: string
  contactPhone?: string
  /** Absent when there are none, so that only chats with tags cost their index anything. */
  tags?: string[]
  channelId: string
  channelKind: ChannelKind
  owner: Owner
  status: 'open' | 'closed'
  /** waiting, agent, flow or closed: the list it is in. */
  list: 'waiting' | 'agent' | 'flow' | 'closed'
  agentId?: string
  /**
   * The id of the team it waits for, or was last handed to; empty while it waits for nobody in particular. Rows of earlier releases got
   * theirs by the migration 0009-teams.
   */
  team?: string
  /** Who closed it, as long as it is closed and where that is known. */
  closedBy?: string
  language?: Language
  /** `agentId`: who of us, where that is known; of a reminder that is due, whose it is. Rows of earlier releases call one a note. */
  last: { text: string; by: 'contact' | 'flow' | 'agent' | 'note' | 'reminder'; at: Instant; agentId?: string }
  /** Messages the contact wrote, and how many of them an agent has read. */
  inbound: number
  read: number
  waitingSince?: Instant
  /** One of our messages reached nobody, and they have not written since. */
  undelivered?: true
  topic?: string
  handOff?: HandOff
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

export const conversations = define<ConversationDoc>(
  'conversations',
  [
    { name: 'recent', fields: { workspaceId: 1, updatedAt: -1 } },
    { name: 'list', fields: { workspaceId: 1, list: 1, updatedAt: -1 } },
    { name: 'waiting', fields: { workspaceId: 1, list: 1, waitingSince: 1 }, whenPresent: 'waitingSince' },
    { name: 'tag', fields: { workspaceId: 1, tags: 1, updatedAt: -1 }, whenPresent: 'tags' },
    { name: 'agent', fields: { workspaceId: 1, agentId: 1, updatedAt: -1 }, whenPresent: 'agentId' },
    { name: 'team', fields: { workspaceId: 1, team: 1, updatedAt: -1 }, whenPresent: 'team' },
    { name: 'team-waiting', fields: { workspaceId: 1, team: 1, list: 1, waitingSince: 1 }, whenPresent: 'waitingSince' },
    { name: 'closed-by', fields: { workspaceId: 1, closedBy: 1, updatedAt: -1 }, whenPresent: 'closedBy' },
    { name: 'contact', fields: { workspaceId: 1, contactId: 1 } },
    // Read by the migration 0001-timers.
    { name: 'wake', fields: { wakeAt: 1 }, whenPresent: 'wakeAt' },
    { name: 'standing', fields: { workspaceId: 1, flowId: 1, nodeId: 1, enteredAt: -1 }, whenPresent: 'nodeId' },
  ],
  undefined,
  { lift: withReasonAsCode },
)

/**
 * One case of a conversation: a projection of turns, made as it opens and moved on as something of it changes. `_id` is
 * `<conversationId>.<number>`. Of a chat that was deleted stays what counts, under an id that leads back to nobody.
 */
export interface CaseDoc
  extends Stored,
    Pick<CaseState, 'number' | 'openedAt' | 'openedBy' | 'answeredAt' | 'repliedAt' | 'repliedBy' | 'lifted'> {
  workspaceId: string
  conversationId?: string
  contactId?: string
  channelId: string
  channelKind: ChannelKind
  status: 'open' | 'closed'
  handOffs: number
  reopened: number
  closedAt?: Instant
  closing?: Omit<CaseClosing, 'at'>
  /** The newest turn that changed something of it. */
  turn: number
  /** While it is open: when to look whether it has been quiet for long enough. */
  quietAt?: Instant
}

export const cases = define<CaseDoc>('cases', [
  { name: 'opened', fields: { workspaceId: 1, openedAt: -1 } },
  { name: 'status', fields: { workspaceId: 1, status: 1, openedAt: -1 } },
  { name: 'closed', fields: { workspaceId: 1, closedAt: -1 }, whenPresent: 'closedAt' },
  { name: 'conversation', fields: { conversationId: 1, number: -1 }, whenPresent: 'conversationId' },
  { name: 'quiet', fields: { quietAt: 1 }, whenPresent: 'quietAt' },
  { name: 'contact', fields: { workspaceId: 1, contactId: 1, openedAt: -1 }, whenPresent: 'contactId' },
])

/** Many conversations that are closed together, as earlier releases kept it: read by the migration 0003-closings. */
export interface ClosingDoc extends Stored {
  workspaceId: string
  /** Who closes them. */
  agentId: string
  /** In this order. */
  conversationIds: string[]
  /** How many have been looked at, and how many of them were closed: the others are not theirs to close. */
  at: number
  closed: number
  /** Taken back: how many have been looked at again, and how many of them were opened. */
  undone?: true
  back: number
  opened: number
  /** Present while there is something to do: when a process may take it up. */
  dueAt?: Instant
  createdAt: Instant
  expiresAt: Instant
}

export const closings = define<ClosingDoc>('closings', [
  { name: 'due', fields: { dueAt: 1 }, whenPresent: 'dueAt' },
  { name: 'agent', fields: { workspaceId: 1, agentId: 1, createdAt: -1 } },
  { name: 'expiry', fields: { expiresAt: 1 }, expires: true },
])

/** Visits of one cohort that ended alike in turns that are deleted. */
export interface ForgottenVisit {
  flowId: string
  version: number
  nodeId: string
  outcome: VisitOutcome
  /** In the workspace's time zone. */
  day: string
  channelId: string
  language: Language
  count: number
}

/**
 * A conversation that is deleted. What stays when it is gone leads back to nobody: it says which visits were in it, so that a figure's
 * list can tell how many it is missing.
 */
export interface ForgettingDoc extends Stored {
  workspaceId: string
  /** Which owner asked for it. */
  userId: string
  at: Instant
  /** Until everything of it is gone. `turn`: the one that emptied it. */
  conversationId?: string
  turn?: number
  dueAt?: Instant
  /** Its person is erased: its turns stay, redacted, under this id. */
  redactAs?: string
  visits?: ForgottenVisit[]
  /** `<flowId>.<nodeId>.<outcome>` of the visits, as on a turn. */
  marks?: string[]
  /** What the deleted turns add to the counters: who counts again adds it. Earlier releases did not keep it. */
  counted?: ForgottenCount[]
}

/** `amounts` as `runtime/metrics` gives them, a pair for each. */
export interface ForgottenCount {
  cohort: Cohort
  amounts: [path: string, by: number][]
}

export const forgettings = define<ForgettingDoc>('forgettings', [
  { name: 'conversation', fields: { conversationId: 1 }, unique: true, whenPresent: 'conversationId' },
  { name: 'due', fields: { dueAt: 1 }, whenPresent: 'dueAt' },
  { name: 'marks', fields: { workspaceId: 1, marks: 1 }, whenPresent: 'marks' },
  { name: 'workspace', fields: { workspaceId: 1, at: 1 } },
])
