import type { ConsentState } from './consent.ts'
import type { ContactFacts, ConversationState, FieldValue, Owner, PersonFact, Timer, VariableValue } from './conversation.ts'
import type { EventData } from './event.ts'
import type { Instant } from './instant.ts'
import type { DeliveryReason, IncomingMessage, OutgoingMessage } from './message.ts'
import type { FilledTemplate } from './message-template.ts'
import type { ProofKind, ProvenAbout } from './proof.ts'
import type { Reason } from './reason.ts'
import type { Language } from './text.ts'

/**
 * The unit of truth: what one event did to one conversation. Immutable, numbered per conversation without gaps.
 * Its `_id` is `<conversationId>.<number, eight digits>`, so two workers cannot both save turn 12.
 */
export interface Turn {
  _id: string
  /** The shape it was saved in, and its state with it; absent in the first. Older ones are lifted by `schemas/migrations/turns.ts`. */
  schemaVersion?: number
  workspaceId: string
  number: number
  at: Instant
  event: TurnEvent
  /** Of an event from outside; unique, so that none is taken twice. How each kind is named: `server/engine/event-keys.ts`. */
  inboundKey?: string
  steps: Step[]
  say: SaidMessage[]
  effects: Effect[]
  /** Which case it belongs to; absent where none is open. */
  case?: number
  /** What it saw of the opening hours; absent where no node asked. */
  opening?: SeenOpening
  /** What it read of where the workspace is; absent where no node did. */
  place?: SeenPlace
  /** By which edition of what is live it began a flow, went to one or left one that is gone; absent where it did not. */
  live?: number
  /** A team it was to wait for, as it is named, that was none of the workspace's: it waits for anybody. Absent as a rule. */
  noTeam?: string
  /** What its nodes asked of services (`Asked[]`), sealed: an answer may hold what nobody is to read. Absent where none asked. */
  asked?: string
  /** The conversation after this turn. */
  state: ConversationState
  /** What was read of the person as this turn was taken and was not in the state before it. */
  person?: SeenPerson
  /** What it told of its person is gone for good: see `runtime/redact.ts`. */
  redacted?: true
  /** The batch it is projected in: its number makes every count happen once. */
  batch: string
  /** `<flowId>.<nodeId>.<outcome>` of every visit that ended here: how the canvas finds the chats behind a figure. */
  marks?: string[]
}

/** What is known of a person and was told elsewhere: on another channel, by a colleague, a file, a program. What is null is not known any more. */
export interface SeenPerson {
  /** They said STOP. That alone does not go into the state. */
  optedOut?: true
  contact?: { [Fact in PersonFact]?: ContactFacts[Fact] | null }
  fields?: Record<string, FieldValue | null>
  tags?: { add: string[]; remove: string[] }
}

/** Where a workspace was as a turn read it: its time zone, its country (ISO 3166). */
export interface SeenPlace {
  timeZone?: string
  country?: string
}

export type TurnEvent =
  | { kind: 'message'; message: IncomingMessage }
  /** The time of the node it waits at is over. */
  | { kind: 'timer'; visitId: string }
  /** The time of another of its timers has come. */
  | { kind: 'due'; of: Timer['kind']; id: string }
  | { kind: 'agent'; action: AgentAction; agentId: string }
  | { kind: 'echo'; message: IncomingMessage }
  /** The chat was opened: nothing is written yet. `day` is the workspace's own; a chat is greeted once on each. */
  | { kind: 'opened'; day: string; crowded?: true }
  | ({ kind: 'withdrawal'; by: string } & Withdrawal)
  /** Somebody of the shop, or a program in their name, writes to the customer unasked. `lane`: one of many goes after what is live. */
  | { kind: 'send'; message: OutgoingMessage; by: string; lane: 'live' | 'bulk'; campaign?: OfCampaign }
  /** A campaign begins a flow for somebody who has not just written: at this node, or where the flow starts. */
  | { kind: 'begin'; flowId: string; nodeId?: string; by: string; campaign: OfCampaign }
  /**
   * Something happened outside: a flow that waits for it goes on with its values. `starts`: where none does, one that begins with it may.
   * `depth`: so many events of flows led to one another before it.
   */
  | { kind: 'signal'; id: string; name: string; values: Record<string, VariableValue>; starts?: true; depth?: number }
  /** `since`: back where a person is waited for, the customer waits since then already. */
  | ({ kind: 'assign'; note?: string; since?: Instant } & Assignment)
  /** What was said was given up: it reached nobody. */
  | { kind: 'delivery-failed'; said: string; reason?: DeliveryReason }
  /** Nothing was heard or said `since` then, up to this turn, for as long as closes a case. */
  | { kind: 'quiet'; since: Instant; turn: number }

/** Which campaign something is of that nobody asked for. */
export interface OfCampaign {
  id: string
  /** The document of this person in it. */
  recipient: string
  /** What it is for, as people agree to it or not. */
  purpose: string
}

/** Who answers from now on, who decided it and why. */
export interface Assignment {
  by: string
  to: { kind: 'agent'; agentId: string } | { kind: 'queue'; team?: string }
  /** Which person answered until then. */
  from?: string
  /** taken: to themselves · handed-over: to somebody else · reopened: with a closed chat · left: they answer nobody any more */
  why: 'taken' | 'handed-over' | 'reopened' | 'left'
}

/** A flow was unpublished, and its people are moved out of every version up to `upTo`: to a person, or the flow is over for them. */
export interface Withdrawal {
  flowId: string
  upTo: number
  people: 'hand-over' | 'end'
}

export type AgentAction =
  /** From the flow or the queue; with `from`, from that person, who answered until then. */
  | { do: 'take'; from?: string }
  /** `template`: said by this one; `text` is what the customer reads. */
  | { do: 'reply'; text: string; template?: FilledTemplate; clientId: string }
  | { do: 'note'; text: string; clientId: string }
  | { do: 'remind'; at: Instant; text: string; clientId: string }
  | { do: 'cancel-reminder'; id: string }
  | { do: 'hand-back' }
  /** `reason`: in their words, where they gave any. */
  | { do: 'close'; reason?: string }
  /** Whoever opens it again answers then; with `to`, it goes back to whom it belonged. */
  | { do: 'reopen'; to?: Owner }
  /**
   * Who answered does so no more: the chat waits for a person again, since `since` when that is longer than from now on. Done by the
   * house, in the name of who left.
   */
  | { do: 'release'; since?: Instant }
  /** Waiting, it waits for this team from now on; without one, for whoever takes it. Done by the house when a team is deleted. */
  | { do: 'pass'; team?: string }
  /** Everything before this turn is deleted; the conversation knows nobody any more. */
  | { do: 'forget' }

/** One visit to one node, as the trace, the statistics and the replay read it. */
export interface Step {
  nodeId: string
  nodeType: string
  flowId: string
  version: number
  sessionId: string
  /** enter: walked in · resume: an answer or a timer came while it waited */
  on: 'enter' | 'resume'
  /** go: left by `output` · wait · end · fail · call: went to another flow · interrupt: a command or an agent took over */
  did: 'go' | 'wait' | 'end' | 'fail' | 'call' | 'interrupt'
  output?: string
  /** How the visit counts when it is over; see `runtime/metrics`. Absent while it waits. */
  outcome?: VisitOutcome
  /** Why: one of `stepCodes`, or a code of its node type's own, whose words stand in the node's folder. */
  reason?: StepReason
  enteredAt: Instant
  enteredLanguage: Language
  /**
   * What it was given, for the trace: the customer's words, the label they tapped, `time-out`, or the kind of anything else they sent;
   * masked whole when it is `hidden`. `set`: what was put into variables, the sensitive ones masked.
   */
  input?: string
  set?: Record<string, VariableValue>
  /** What the customer said to it belongs in a sensitive variable. The event keeps their words; wherever people read the turn they are masked. */
  hidden?: boolean
}

/**
 * Why a visit ended, where the house itself says so. `threw`: its handler broke, with the error's own `details`. `told`: by an earlier
 * release, in the sentence in `words`.
 */
export const stepCodes = [
  'asked-again',
  'agent-took',
  'agent-closed',
  'answered-elsewhere',
  'said-command',
  'said-stop',
  'unpublished',
  'campaign-began',
  'chat-deleted',
  'only-opened',
  'no-answer-in-time',
  'crowded',
  'node-gone',
  'node-unknown',
  'no-end',
  'flow-not-published',
  'flows-without-end',
  'took-too-long',
  'text-too-long',
  'turn-too-large',
  'variable-too-large',
  'variables-too-large',
  'tag-too-large',
  'fact-too-large',
  'contact-too-large',
  'threw',
  'told',
] as const
export type StepCode = (typeof stepCodes)[number]
export type StepReason = Reason<string>

export const visitOutcomes = ['answered', 'timed-out', 'failed', 'handed-off', 'dropped', 'only-opened'] as const
export type VisitOutcome = (typeof visitOutcomes)[number]

export interface SaidMessage {
  /** `<turn id>.<index>`: the idempotency key on the way out. */
  id: string
  by: { kind: 'flow'; flowId: string; nodeId: string } | { kind: 'agent'; agentId: string }
  message: OutgoingMessage
}

/** What a turn does besides talking; carried out by the projections, each at most once. */
export type Effect =
  | {
      kind: 'set-contact'
      contact: Partial<Pick<ContactFacts, PersonFact>>
      fields?: ContactFacts['fields']
      by?: EffectBy
    }
  | { kind: 'tag'; add: string[]; remove: string[]; by?: EffectBy }
  /** They were asked for a purpose, in these words, and said so, on the conversation's channel. */
  | { kind: 'consent'; purpose: string; state: ConsentState; words: string; language: Language }
  | { kind: 'hand-off'; team?: string }
  /** It was shown that this is theirs: whoever else it is shown of is the same person. */
  | { kind: 'prove'; about: ProvenAbout; value: string; how: ProofKind }
  /** They asked for a person, and too many of their network wait already. */
  | { kind: 'turned-away' }
  /** Something happened that is written down of the person: one of their events. */
  | { kind: 'event'; type: string; data: EventData; by?: EffectBy }
  /** An agent is told what they wanted to be told of. */
  | { kind: 'remind'; agentId: string; text: string }
  /** One of the state's timers was set; without `dueAt` it is over: it rang, or was cancelled. */
  | { kind: 'timer'; of: Timer['kind']; id: string; dueAt?: Instant }

/** Which node did it: `<flow>.<node>`. Absent where none did, and in turns of earlier releases. */
type EffectBy = string

/** Whether it was open when a turn was taken, and by which version of the calendar; 0 where there was none. */
export interface SeenOpening {
  version: number
  open: boolean
  /** When it opens next; absent while it is open, or where it never does. */
  next?: Instant
}

/** The number a turn's id ends with. */
export const turnNumber = (id: string): number => Number(id.slice(-8))

/** The number of the turn that said a message: its id is `<turn id>.<index>`. */
export const turnOfSaid = (id: string): number => turnNumber(id.slice(0, id.lastIndexOf('.')))

/** The ids of a conversation's turns, and of all that is named after one of them, as a range. */
export const idsOfTurns = (conversationId: string): { $gt: string; $lt: string } => ({
  $gt: `${conversationId}.`,
  $lt: `${conversationId}/`,
})

/** The id of turn `number` of a conversation. */
export const turnId = (conversationId: string, number: number): string => `${conversationId}.${String(number).padStart(8, '0')}`
