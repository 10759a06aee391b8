import type { Reminder, VariableValue } from '../conversation.ts'
import { askedTemplateFields } from './channels.ts'
import { contactFacts, handOff, owner, session } from './conversations.ts'
import {
  anyText,
  anyValue,
  count,
  type FromFields,
  id,
  instant,
  language,
  listing,
  listingOf,
  listOf,
  mapOf,
  maybe,
  named,
  object,
  oneOf,
  pageFields,
  person,
  type Shape,
  text,
  whole,
  yes,
  yesNo,
} from './shape.ts'
import { channelKind, lane, longText, turn, turnNumber } from './turns.ts'

const status = oneOf(['open', 'closed'])

const rowFields = {
  id,
  contact: object({ id, name: maybe(anyText), phone: maybe(anyText), tags: listOf(anyText) }),
  channel: object({ id, kind: channelKind, name: anyText }),
  owner,
  ownerName: maybe(anyText),
  status,
  language: maybe(language),
  last: object({
    text: anyText,
    by: oneOf(['contact', 'flow', 'agent', 'note', 'reminder']),
    at: instant,
    /** This and `name`: who of us said it, where that is known. */
    agentId: maybe(anyText),
    name: maybe(anyText),
  }),
  unread: count,
  /** One of our messages reached nobody, and they have not written since. */
  undelivered: maybe(yes),
  /** The number of its newest turn. */
  turn: turnNumber,
  waitingSince: maybe(instant),
  topic: maybe(anyText),
  /** The team it waits for, or was last handed to; called by its id when there is none of it any more. */
  team: maybe(object({ id, name: anyText })),
  /** When its newest turn was taken: the order of the lists. */
  updatedAt: instant,
}
/** What a row of the inbox says. */
export type ConversationView = FromFields<typeof rowFields>
export const conversation = named<ConversationView>('Conversation', object(rowFields))

export const inboxQuery = object({
  view: oneOf(['waiting', 'mine', 'flow', 'all', 'closed']),
  /** Only chats of people with this tag. */
  tag: maybe(text(500)),
  ...pageFields,
})

/** GET /workspaces/{w}/conversations/search?q=&after= */
export const searchQuery = object({ q: text(200), ...pageFields })
const foundFields = {
  conversation,
  /** The turn in which it was said. */
  turn: turnNumber,
  at: instant,
  /** `person`: it is their name, number or address. */
  by: oneOf(['contact', 'agent', 'note', 'person']),
  /** The part in which the words are, and where: from, to. */
  text: anyText,
  marks: listOf(listOf(count, 2)),
}
/** Something that was said, or a person, found by words. */
export type FoundMessage = FromFields<typeof foundFields>
export const foundMessages = listing(named<FoundMessage>('FoundMessage', object(foundFields)))

const countFields = {
  waiting: count,
  mine: count,
  flow: count,
  /** Lists that have at least so many: they were not counted further. Absent where all are exact. */
  about: maybe(listOf(oneOf(['flow'] as const))),
}
export type InboxCounts = FromFields<typeof countFields>
/** GET /workspaces/{w}/conversations?view=waiting|mine|flow|all|closed&after= → Listing<ConversationView> & { counts }. Newest first. */
export const inboxPage = object({ ...listingOf(conversation), counts: object(countFields) })

const detailFields = {
  ...rowFields,
  /** Where it stands. The session comes without its variables, which may be sensitive. */
  state: object({
    contact: contactFacts,
    language: maybe(language),
    handOff: maybe(handOff),
    windowUntil: maybe(instant),
    session: maybe(session),
    status,
    owner,
  }),
  handOff: maybe(handOff),
  /** What agents want to be told of, the next first. */
  reminders: maybe(listOf(object<Omit<Reminder, 'kind' | 'theirs'>>({ id: anyText, dueAt: instant, by: id, text: anyText }))),
  /** The newest case. */
  case: maybe(object({ number: whole(1, 99_999_999), openedAt: instant, closedAt: maybe(instant) })),
  /** Their other open chats, on channels that whoever asks may see; `since` the case there was opened. Absent where there are none. */
  also: maybe(
    listOf(
      object({
        id,
        channel: object({ id, kind: channelKind, name: anyText }),
        since: instant,
        /** Who answers there, where it is somebody. */
        owner: maybe(person),
        /** It waits for a person. */
        waits: maybe(yes),
      }),
    ),
  ),
  /** All contacts that are one person with this one; absent where it is the only one. */
  people: maybe(listOf(id)),
  /** What the flow does when the chat is handed back: this node asks afresh, or without one the flow begins. Absent: nothing by itself. */
  back: maybe(object({ flow: anyText, node: maybe(anyText) })),
}
/** GET /workspaces/{w}/conversations/{c} */
export type ConversationDetail = FromFields<typeof detailFields>
export const conversationDetail = named<ConversationDetail>('ConversationDetail', object(detailFields))

/** GET /workspaces/{w}/conversations/{c}/turns?after=<number>|before=<number>&limit= → Listing<TurnView>, oldest first. */
export const turnsQuery = object({ after: maybe(turnNumber), before: maybe(turnNumber), limit: maybe(whole(1, 200)) })
export const turns = listing(turn)

/** A text in which there is something to read: vendors take no other. */
const legible: Shape<string> = {
  ...longText,
  pattern: '[^\\s\\u0000-\\u001f\\u200b-\\u200f\\u2060\\ufeff]',
  'x-reason': 'must not be empty',
}

/** POST …/reply · …/note. `clientId` makes a repeated answer or note the same one. */
export const written = object({ text: legible, clientId: id })
/** POST …/template: answers by one of the channel's templates. */
export const toTemplate = object({ ...askedTemplateFields, clientId: id })
/** POST …/remind · …/cancel-reminder */
export const toRemind = object({ at: instant, text: text(200), clientId: id })
export const namedReminder = object({ id: text(64) })
/** POST …/messages: unasked, a text or a template. `id` makes a repeated one the same; `bulk` for one of many, which goes after what is live. */
export const unasked = object({ id, text: maybe(legible), template: maybe(object(askedTemplateFields)), lane: maybe(lane) })
/** What happened outside, and what comes along. */
export const signalFields = {
  name: {
    ...text(64),
    pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
    'x-reason': 'must be letters, digits, dots, - or _, such as order.paid',
  } as Shape<string>,
  values: maybe({ ...mapOf(anyValue), maxProperties: 50 } as Shape<Record<string, VariableValue>>),
}
/** POST …/signals: under one `id` it is taken once. */
export const signal = object({ id, ...signalFields })
/** `heard`: a flow waited for it and went on. */
export const signalled = object({ turn, heard: yesNo })
/** POST …/assign: to a colleague or a team, or back to where a person is waited for; `from` whom, where somebody answers. */
export const toAssign = object({ id, to: maybe(id), team: maybe(id), from: maybe(id), note: maybe(longText) })
/** GET /workspaces/{w}/colleagues → Listing<Person>: to whom a chat can be given. */
export const colleagues = listing(person)
/** POST …/take: who answers a conversation that is taken over. */
export const takenFrom = object({ from: id })
/** POST …/close: why, in the agent's words; no body is as good as an empty one. */
export const closedWith = object({ reason: maybe(text(300)) })
/** POST …/undo-close: the turn in which the caller closed it. */
export const closedIn = object({ turn: turnNumber })
/** POST …/take · …/reply · …/note · …/hand-back · …/close · …/undo-close · …/reopen (409 `not-owner`, details.owner). POST …/read · …/typing → 204 */
export const acted = object({ turn })
