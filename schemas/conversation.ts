import type { CaseState } from './case.ts'
import type { ConsentState } from './consent.ts'
import type { Instant } from './instant.ts'
import type { ChannelKind, DeliveryReason, Thread } from './message.ts'
import type { Reason } from './reason.ts'
import type { Language } from './text.ts'

/**
 * Where one conversation stands after a turn. It is carried whole in every turn, so the newest turn *is* the conversation,
 * and whoever wants to change it (the flow, a timer, an agent) must win the next turn's number. Its shape is that of its turn, whose
 * `schemaVersion` says it: it is stored nowhere else.
 */
export interface ConversationState {
  workspaceId: string
  conversationId: string
  channel: { id: string; kind: ChannelKind }
  /** Whom to send to: the sender's `externalId`. */
  address: string
  /** What they wrote last, where the channel threads: what is said is hung under it. */
  thread?: Thread
  owner: Owner
  status: 'open' | 'closed'
  language?: Language
  contact: ContactFacts
  /**
   * When this conversation itself told a fact, a field (`f:`) or a tag (`t:`) of the person last, in ms since 1970; absent where what it knows
   * was read of the person since. What was told elsewhere before that does not come in its place.
   */
  told?: Record<string, number>
  /** The running flow, when there is one. It stays (paused) while an agent owns the chat. */
  session?: Session
  /** What the re-entry rule needs: when each flow last started and how often. */
  past: Record<string, { times: number; startedAt: Instant }>
  lastInboundAt?: Instant
  /** How many messages the contact wrote. */
  inbound: number
  /** When the channel's free reply window closes. */
  windowUntil?: Instant
  handOff?: HandOff
  /** The newest case, open or closed; absent before the first. */
  case?: CaseState
  /** “Stop our messages?” was the last thing said: the next message is read as its answer first. */
  confirming?: { flowId: string; commandId: string }
  /** The newest of our messages that reached nobody, until they write again or an agent does. */
  undelivered?: { said: string; at: Instant; code?: DeliveryReason['code'] }
  /** Who the shop's own site says they are. Another one that it says later is somebody else, in the same browser. */
  user?: string
  /** What it does by itself later, beside the waiting node, whose time-out stands with its visit. In no order. */
  timers?: Timer[]
}

/** Something a conversation does when its time has come, whatever happens until then. Its `id` is unique in the conversation. */
export type Timer = Reminder

/** An agent wants to be told of it then. */
export interface Reminder {
  kind: 'reminder'
  id: string
  dueAt: Instant
  /** Whose it is. */
  by: string
  /** They answered the chat, or it was closed, when they asked for it: it comes back to them from a flow, too. */
  theirs?: true
  text: string
}

/** One owner at a time: the flow, the queue (waiting for a person) or an agent. */
export type Owner =
  | { kind: 'flow' }
  | { kind: 'queue'; team?: string; since: Instant }
  | { kind: 'agent'; agentId: string; since: Instant }

/** What is known about a person, as flows read it: `contact.name`, `contact.fields.role`, `contact.tags`. */
export interface ContactFacts {
  id: string
  name?: string
  /** E.164, with `+`. */
  phone?: string
  /** In lower case. */
  email?: string
  /** A language tag. */
  language?: Language
  /** IANA, such as `Asia/Hong_Kong`. */
  timeZone?: string
  /** `YYYY-MM-DD`, or `--MM-DD` where nobody said the year. */
  birthday?: string
  /** The id of one of the workspace's stages. */
  stage?: string
  fields: Record<string, FieldValue>
  tags: string[]
  /** Said STOP: nothing may be sent unasked. */
  optedOut?: boolean
  /** What they said to each purpose that they were asked about, on this conversation's channel. */
  consents?: Record<string, ConsentState>
}

/** A fact of a contact that is one value. */
export type PersonFact = 'name' | 'phone' | 'email' | 'language' | 'timeZone' | 'birthday' | 'stage' | 'optedOut'

/** What a field of a contact holds: of *many of a list* a list of texts. */
export type FieldValue = string | number | boolean | string[]

/** One run of one published version. Plain data: a waiting session is `{ at, variables }`. */
export interface Session {
  id: string
  flowId: string
  version: number
  startedAt: Instant
  variables: Record<string, VariableValue>
  /** Variables that were set where they are declared sensitive: they stay so in a flow that was called, or that called. */
  sensitive?: string[]
  at?: Waiting
  /** It began because the chat was opened, and nobody has written since. */
  greeted?: true
  /** Flows to return to when a flow called by go-to-flow ends. */
  stack: { flowId: string; version: number; nodeId: string }[]
  /** The choices and answers so far, newest last; the hand-off card shows them. */
  answers: { nodeId: string; label: string; value: string /** a choice taken in a menu, drawn as the path */; choice?: boolean }[]
}

export type VariableValue = string | number | boolean | null | VariableValue[] | { [key: string]: VariableValue }

/** The node a session waits at. */
export interface Waiting {
  nodeId: string
  /** Unique per visit: a timer that names an older visit is stale. */
  visitId: string
  for: 'answer' | 'time'
  enteredAt: Instant
  /** The cohort the visit is counted in, even when the language changes meanwhile. */
  enteredLanguage: Language
  until?: Instant
  /** `until` is the flow's answer window, not the node's own time-out: when it passes, the visit counts as dropped. */
  drops?: boolean
  /** The event outside that it waits for, by its name. */
  signal?: string
  /** An agent took over: the visit is counted, the node asks afresh when the chat is handed back. */
  paused?: boolean
  /** What the node remembers between `enter` and `resume`, such as the number of tries. */
  memory?: Record<string, VariableValue>
}

/** `author`: in the words of whoever drew the flow, which are in `words`. `told`: by an earlier release, in a sentence. */
export const handOffCodes = ['author', 'asked', 'stuck', 'no-flow', 'answered-elsewhere', 'unpublished', 'told'] as const
export type HandOffReason = Reason<(typeof handOffCodes)[number]>

/** Never tell it four times: what the agent needs to know. */
export interface HandOff {
  at: Instant
  reason: HandOffReason
  flowId?: string
  flowName?: string
  version?: number
  nodeId?: string
  nodeName?: string
  team?: string
  path: string[]
  answers: { label: string; value: string }[]
}
