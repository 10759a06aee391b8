import { contactFacts, contactFields, owner } from './conversations.ts'
import { anyFlow } from './flows.ts'
import { signalFields } from './inbox.ts'
import {
  anyValue,
  type FromFields,
  type FromShape,
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

/** POST /workspaces/{w}/flows/{f}/tries → TryView */
export const newTry = object({
  flow: anyFlow,
  channelKind,
  language: maybe(language),
  contact: maybe(object({ name: maybe(text(120)), fields: maybe(contactFields), tags: maybe(listOf(text(60), 100)) })),
})

const written = object({ text: longText })
const tapped = object({
  choice: object({ id, label: text(200) }),
  /** The id of the message that offered it. */
  replyTo: maybe(text(200)),
})
/** POST /workspaces/{w}/tries/{t}/messages TryMessage → TryView. What the person at the phone does: writes, or taps a choice. */
export type TryMessage = (FromShape<typeof written> & { choice?: never }) | (FromShape<typeof tapped> & { text?: never })
export const tryMessage: Shape<TryMessage> = { oneOf: [written, tapped] }

/** POST /workspaces/{w}/tries/{t}/signals { name, values? } → TryView. Something happens outside. */
export const trySignal = object(signalFields)

/** POST /workspaces/{w}/tries/{t}/clock { seconds } → TryView */
export const tryClock = object({ seconds: whole(1, 31_536_000) })

const turnFields = {
  number: turnNumber,
  at: instant,
  event,
  steps: listOf(step),
  say: listOf(said),
  /** Thinking time in ms. */
  ms: number,
}
export type TryTurn = FromFields<typeof turnFields>

const tryFields = {
  id,
  now: instant,
  /** When it opens next, or once more after it closes; absent where no hours are set. */
  nextOpening: maybe(instant),
  turns: listOf(named<TryTurn>('TryTurn', object(turnFields))),
  owner,
  /** The node it waits at. */
  at: maybe(object({ nodeId: id, until: maybe(instant), signal: maybe(text(64)) })),
  variables: mapOf(anyValue),
  contact: contactFacts,
  language,
  ended: yesNo,
}
/** Kept in memory for an hour; nothing is saved and nobody is written to, but services are called. DELETE /workspaces/{w}/tries/{t}. */
export type TryView = FromFields<typeof tryFields>
export const tryView = named<TryView>('Try', object(tryFields))
