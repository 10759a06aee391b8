import type { Ask, Opening, Registry } from '#nodes/contract.ts'
import type { Asked } from '#schemas/asked.ts'
import { cleanName } from '#schemas/clean-name.ts'
import type { ConversationState, Session } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind, OutgoingMessage } from '#schemas/message.ts'
import { type Language, type LocalisedText, pickText } from '#schemas/text.ts'
import {
  type Effect,
  type SaidMessage,
  type SeenOpening,
  type SeenPlace,
  type Step,
  type Turn,
  type TurnEvent,
  turnNumber,
  type Withdrawal,
} from '#schemas/turn.ts'
import type { WindowPolicy } from './channels/window.ts'
import { copyState } from './copy-state.ts'
import type { CompiledFlow } from './graph.ts'
import { knowPerson, noteTold } from './read-person.ts'

/** What the runtime is handed: nothing here is imported, so tests bring three-line nodes and a fixed clock. */
export interface World {
  registry: Registry
  /** The live flows of the workspace, in the order they are tried. */
  live: readonly CompiledFlow[]
  /**
   * The flows a node may go to, where those are not `live`: a paused flow is started by nobody, a try by its draft only; but both go on
   * in any published flow.
   */
  reachable?: readonly CompiledFlow[]
  /** The number under which what is live is written down. */
  edition?: number
  /** What became of the people of flows that were unpublished, by flow. */
  withdrawn?: ReadonlyMap<string, Withdrawal>
  /** A published version; undefined when it does not exist in this workspace. */
  version(flowId: string, version: number): CompiledFlow | undefined | Promise<CompiledFlow | undefined>
  /** The way out of its nodes. Not gone where `recorded` says what was answered. */
  ask: Ask
  /** What was answered when the turn was taken before: then nobody is asked again. */
  recorded?: readonly Asked[]
  /** How long one visit may take; as long as it takes without. */
  budget?: Budget
  /** The workspace's, for “today” and opening hours; UTC unless given. */
  timeZone?: string
  /** The workspace's (ISO 3166), for phone numbers without a country code. */
  country?: string
  /** What is known of the person beside the state; the turn records it. */
  person?: Turn['person']
  /** The calendar that holds; without one it is always open. */
  opening?: { version: number; at(now: Instant): Opening }
  /** Whether a chat can wait for this team; for any, where nobody knows which there are. */
  hasTeam?(teamId: string): boolean
  /** Who may say what, and until when, on a kind of channel. */
  windows(kind: ChannelKind): WindowPolicy
}

/** A time, and the clock by which it ends. */
export interface Budget {
  ms: number
  /** Calls `ring` in so many ms, unless what it gives back is called before. */
  after(ms: number, ring: () => void): () => void
}

/** Asked, and not answered yet. */
type Pending = { step: number; name: string }

/** One turn while it is being made. `state` is a copy: the state before is never touched. */
export interface TurnDraft {
  readonly turnId: string
  readonly event: TurnEvent
  readonly before: ConversationState
  readonly now: Instant
  readonly world: World
  state: ConversationState
  steps: Step[]
  say: SaidMessage[]
  effects: Effect[]
  /** What its nodes asked of services so far. */
  asked: (Asked | Pending)[]
  /** What a node asked about the opening hours, once one did. */
  opening: SeenOpening | undefined
  /** Where the workspace is, once a node read it. */
  place: SeenPlace | undefined
  /** By which edition of what is live it went, once it did. */
  live: number | undefined
  /** The team it was to wait for, once that is seen to be none of the workspace's. */
  noTeam: string | undefined
  /** Counts visits and sessions, so that their ids are the same when the turn is taken again. */
  made: number
  /** What its nodes said and set so far, in bytes. */
  weight: number
}

export function draftTurn(
  { turnId, now, world }: { turnId: string; now: Instant; world: World },
  event: TurnEvent,
  before: ConversationState,
): TurnDraft {
  const state = copyState(before)
  if (world.person) knowPerson(state, world.person)
  return {
    turnId,
    event,
    before,
    now,
    world,
    state,
    steps: [],
    say: [],
    effects: [],
    asked: [],
    opening: undefined,
    place: undefined,
    live: undefined,
    noTeam: undefined,
    made: 0,
    weight: 0,
  }
}

/** For a visit or a session; unique in its conversation, and short, for it stands in every turn several times. */
export const nextId = (draft: TurnDraft): string => `${turnNumber(draft.turnId)}.${(draft.made++).toString(36)}`

/** The number of the turn a visit began in. */
export const turnOfVisit = (visitId: string): number => Number.parseInt(visitId, 10)

/**
 * What a visit asks of other services goes under this name, so that they do it once however often the turn is taken, also when it
 * gets another number then. Taken from a newer state it may come to another node: that asks for something else.
 */
export function idempotencyKey(
  { before, turnId, event }: TurnDraft,
  at: { visitId: string; flowId: string; nodeId: string },
): string {
  const ofThisTurn = `${turnNumber(turnId)}.`
  const visit = at.visitId.startsWith(ofThisTurn) ? at.visitId.slice(ofThisTurn.length) : at.visitId
  return `${before.conversationId}.${causeOf(event, before)}.${visit}.${at.flowId}.${at.nodeId}`
}

/** What an event is known by, however often it is handed in. */
function causeOf(event: TurnEvent, { owner }: ConversationState): string {
  switch (event.kind) {
    case 'message':
    case 'echo':
      return encodeURIComponent(event.message.id.replace(halfCharacter, '\ufffd'))
    case 'opened':
      return `opened-${event.day}`
    case 'timer':
      return `timer-${event.visitId}`
    case 'due':
      return `due-${event.id}`
    case 'agent':
      // What an agent does that leads to a node is handing back, once for each time they own the chat.
      return `agent-${'since' in owner ? owner.since : ''}`
    case 'withdrawal':
      return `withdrawal-${event.flowId}`
    case 'signal':
      return `signal-${encodeURIComponent(event.id)}`
    case 'begin':
      return `begin-${event.campaign.recipient}`
    case 'send':
    case 'assign':
    case 'delivery-failed':
      // None of these leads to a node.
      return event.kind
    case 'quiet':
      return `quiet-${event.turn}`
  }
}

/** Half a surrogate pair, which no header can carry. */
const halfCharacter = /\p{Surrogate}/gu

export function say(draft: TurnDraft, by: SaidMessage['by'], message: OutgoingMessage): void {
  draft.say.push({ id: `${draft.turnId}.${draft.say.length}`, by, message })
}

/** Says a text of the flow's own in the person's language; nothing when there is none. */
export function sayText(draft: TurnDraft, compiled: CompiledFlow, text: LocalisedText | undefined, nodeId = ''): void {
  const language = languageOf(draft, compiled)
  const words = pickText(text, language, compiled.flow.languages.default)
  if (words) say(draft, { kind: 'flow', flowId: compiled.flowId, nodeId }, { kind: 'text', text: words, language })
}

/** Records an effect and lets the rest of this turn already see it. */
export function apply(draft: TurnDraft, given: Effect): void {
  const effect = given.kind === 'set-contact' ? withCleanName(given) : given
  draft.effects.push(effect)
  noteTold(draft.state, effect, Date.parse(draft.now))
  const { contact } = draft.state
  if (effect.kind === 'set-contact') {
    Object.assign(contact, effect.contact)
    Object.assign(contact.fields, effect.fields ?? {})
  } else if (effect.kind === 'tag') {
    contact.tags = [...new Set([...contact.tags, ...effect.add])].filter((tag) => !effect.remove.includes(tag))
  } else if (effect.kind === 'consent') {
    contact.consents = { ...contact.consents, [effect.purpose]: effect.state }
  }
}

/** A name that can stand in the inbox, whoever gave it; one of which nothing can be seen changes nothing. */
function withCleanName(effect: Extract<Effect, { kind: 'set-contact' }>): Effect {
  const { name, ...others } = effect.contact ?? {}
  if (name === undefined) return effect
  const clean = cleanName(name)
  return { ...effect, contact: { ...others, ...(clean && { name: clean }) } }
}

/** The flow's language for this contact: what they chose, as far as the flow offers it. */
export function languageOf(draft: TurnDraft, compiled: CompiledFlow): Language {
  const { default: fallback, offered } = compiled.flow.languages
  const wanted = draft.state.language
  if (!wanted) return fallback
  if (offered.includes(wanted)) return wanted
  const base = wanted.split('-')[0] as string
  return offered.find((language) => language.split('-')[0] === base) ?? fallback
}

/** Opens a session of `compiled`; the past remembers it for the re-entry rule. */
export function openSession(draft: TurnDraft, compiled: CompiledFlow): Session {
  const past = draft.state.past[compiled.flowId]
  draft.state.past = { ...draft.state.past, [compiled.flowId]: { times: (past?.times ?? 0) + 1, startedAt: draft.now } }
  const session: Session = {
    id: nextId(draft),
    flowId: compiled.flowId,
    version: compiled.version,
    startedAt: draft.now,
    variables: {},
    sensitive: undefined,
    at: undefined,
    greeted: undefined,
    stack: [],
    answers: [],
  }
  draft.state.session = session
  return session
}

export function closeSession(draft: TurnDraft): void {
  draft.state.session = undefined
}
