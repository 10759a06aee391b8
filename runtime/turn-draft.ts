import type { Registry, Services } from '#nodes/contract.ts'
import type { ConversationState, Session } from '#schemas/conversation.ts'
import type { ChannelKind, OutgoingMessage } from '#schemas/message.ts'
import type { Instant, Language } from '#schemas/text.ts'
import type { Effect, SaidMessage, Step } from '#schemas/turn.ts'
import type { CompiledFlow } from './graph.ts'

/** What the runtime is handed: nothing here is imported, so tests bring three-line nodes and a fixed clock. */
export interface World {
  registry: Registry
  /** The live flows of the workspace, in the order they are tried. */
  live: readonly CompiledFlow[]
  /** A published version; undefined when it does not exist in this workspace. */
  version(flowId: string, version: number): CompiledFlow | undefined | Promise<CompiledFlow | undefined>
  http: Services['http']
  /** The workspace's, for “today” and opening hours; UTC unless given. */
  timeZone?: string
  /** Hours a channel lets us answer freely after the customer's last message; null: always. */
  replyWindowHours(kind: ChannelKind): number | null
}

/** One turn while it is being made. `state` is a copy: the state before is never touched. */
export interface TurnDraft {
  readonly turnId: string
  readonly now: Instant
  readonly world: World
  state: ConversationState
  steps: Step[]
  say: SaidMessage[]
  effects: Effect[]
  /** Counts visits and sessions, so that their ids are the same when the turn is taken again. */
  made: number
}

export function draftTurn(turnId: string, now: Instant, world: World, before: ConversationState): TurnDraft {
  const session = before.session
  return {
    turnId,
    now,
    world,
    state: {
      ...before,
      contact: { ...before.contact, fields: { ...before.contact.fields }, tags: [...before.contact.tags] },
      ...(session
        ? {
            session: {
              ...session,
              variables: { ...session.variables },
              stack: [...session.stack],
              answers: [...session.answers],
            },
          }
        : {}),
    },
    steps: [],
    say: [],
    effects: [],
    made: 0,
  }
}

export const nextId = (draft: TurnDraft): string => `${draft.turnId}.${(draft.made++).toString(36)}`

export function say(draft: TurnDraft, by: SaidMessage['by'], message: OutgoingMessage): void {
  draft.say.push({ id: `${draft.turnId}.${draft.say.length}`, by, message })
}

/** Records an effect and lets the rest of this turn already see it. */
export function apply(draft: TurnDraft, effect: Effect): void {
  draft.effects.push(effect)
  const { contact } = draft.state
  if (effect.kind === 'set-contact') {
    Object.assign(contact, effect.contact)
    Object.assign(contact.fields, effect.fields ?? {})
  } else if (effect.kind === 'tag') {
    contact.tags = [...new Set([...contact.tags, ...effect.add])].filter((tag) => !effect.remove.includes(tag))
  }
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
    stack: [],
    answers: [],
  }
  draft.state.session = session
  return session
}

export function closeSession(draft: TurnDraft): void {
  delete draft.state.session
}
