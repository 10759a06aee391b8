import type { ContactFacts, Owner, VariableValue } from '../conversation.ts'
import type { Instant } from '../instant.ts'
import type { ChannelKind } from '../message.ts'
import type { Language } from '../text.ts'
import type { SaidMessage, Step, TurnEvent } from '../turn.ts'
import { contactFacts, contactFields, owner } from './conversations.ts'
import { anyFlow } from './flows.ts'
import {
  anyValue,
  id,
  instant,
  language,
  listOf,
  mapOf,
  maybe,
  named,
  number,
  object,
  type Shape,
  text,
  whole,
  yesNo,
} from './shape.ts'
import { channelKind, event, longText, said, step, turnNumber } from './turns.ts'

/**
 * POST /workspaces/{w}/flows/{f}/tries { flow, channelKind, language?, contact?: { name, fields, tags } } → TryView.
 * POST /workspaces/{w}/tries/{t}/messages { text } or { choice: { id, label } } → TryView
 * POST /workspaces/{w}/tries/{t}/clock { seconds } → TryView
 * DELETE /workspaces/{w}/tries/{t}. Kept in memory for an hour; nothing is saved and nobody is written to, but services are called.
 */
export interface TryView {
  id: string
  now: Instant
  turns: TryTurn[]
  owner: Owner
  /** The node it waits at. */
  at?: { nodeId: string; until?: Instant }
  variables: Record<string, VariableValue>
  contact: ContactFacts
  language: Language
  ended: boolean
}
export interface TryTurn {
  number: number
  at: Instant
  event: TurnEvent
  steps: Step[]
  say: SaidMessage[]
  /** Thinking time in ms. */
  ms: number
}

export interface NewTry {
  flow: Record<string, unknown>
  channelKind: ChannelKind
  language?: string
  contact?: { name?: string; fields?: ContactFacts['fields']; tags?: string[] }
}
export const newTry = object<NewTry>({
  flow: anyFlow,
  channelKind,
  language: maybe(language),
  contact: maybe(
    object<NonNullable<NewTry['contact']>>({
      name: maybe(text(120)),
      fields: maybe(contactFields),
      tags: maybe(listOf(text(60), 100)),
    }),
  ),
})

/** What the person at the phone does: writes, or taps a choice. */
export type TryMessage =
  | { text: string; choice?: never }
  | { text?: never; choice: { id: string; label: string } /** The id of the message that offered it. */; replyTo?: string }
export const tryMessage: Shape<TryMessage> = {
  oneOf: [
    object<{ text: string }>({ text: longText }),
    object<{ choice: { id: string; label: string }; replyTo?: string }>({
      choice: object<{ id: string; label: string }>({ id, label: text(200) }),
      replyTo: maybe(text(200)),
    }),
  ],
}
export const tryClock = object<{ seconds: number }>({ seconds: whole(1, 31_536_000) })

const tryTurn = named(
  'TryTurn',
  object<TryTurn>({ number: turnNumber, at: instant, event, steps: listOf(step), say: listOf(said), ms: number }),
)
export const tryView = named(
  'Try',
  object<TryView>({
    id,
    now: instant,
    turns: listOf(tryTurn),
    owner,
    at: maybe(object<NonNullable<TryView['at']>>({ nodeId: id, until: maybe(instant) })),
    variables: mapOf(anyValue),
    contact: contactFacts,
    language,
    ended: yesNo,
  }),
)
