import type { ClosingView, ConversationDetail, ConversationView, InboxCounts, Listing, TurnView } from './contract.ts'
import { contactFacts, handOff, owner, session } from './conversations.ts'
import { anyText, id, instant, language, listing, listOf, maybe, named, object, oneOf, text, whole } from './shape.ts'
import { channelKind, longText, turn, turnNumber } from './turns.ts'

const count = whole(0, Number.MAX_SAFE_INTEGER)
const status = oneOf(['open', 'closed'])

/** What a row of the inbox says. */
const rowFields = {
  id,
  contact: object<ConversationView['contact']>({ id, name: maybe(anyText), phone: maybe(anyText), tags: listOf(anyText) }),
  channel: object<ConversationView['channel']>({ id, kind: channelKind, name: anyText }),
  owner,
  ownerName: maybe(anyText),
  status,
  language: maybe(language),
  last: object<ConversationView['last']>({
    text: anyText,
    by: oneOf(['contact', 'flow', 'agent', 'note']),
    at: instant,
    agentId: maybe(anyText),
    name: maybe(anyText),
  }),
  unread: count,
  turn: turnNumber,
  waitingSince: maybe(instant),
  topic: maybe(anyText),
  updatedAt: instant,
}
export const conversation = named('Conversation', object<ConversationView>(rowFields))

export const inboxViews = ['waiting', 'mine', 'flow', 'all', 'closed'] as const
export interface InboxQuery {
  view: (typeof inboxViews)[number]
  after?: string
  limit?: number
}
export const inboxQuery = object<InboxQuery>({ view: oneOf(inboxViews), after: maybe(text(2000)), limit: maybe(whole(1, 200)) })
export const inboxPage = object<Listing<ConversationView> & { counts: InboxCounts }>({
  items: listOf(conversation),
  next: maybe(text(2000)),
  counts: object<InboxCounts>({ waiting: count, mine: count, flow: count }),
})

type State = ConversationDetail['state']
export const conversationDetail = named(
  'ConversationDetail',
  object<ConversationDetail>({
    ...rowFields,
    state: object<State>({
      contact: contactFacts,
      language: maybe(language),
      handOff: maybe(handOff),
      windowUntil: maybe(instant),
      session: maybe(session),
      status,
      owner,
    }),
    handOff: maybe(handOff),
    back: maybe(object<NonNullable<ConversationDetail['back']>>({ flow: anyText, node: maybe(anyText) })),
  }),
)

export interface TurnsQuery {
  after?: number
  before?: number
  limit?: number
}
export const turnsQuery = object<TurnsQuery>({ after: maybe(turnNumber), before: maybe(turnNumber), limit: maybe(whole(1, 200)) })
export const turns = listing(turn)

/** `clientId` makes a repeated answer or note the same one. */
export interface Written {
  text: string
  clientId: string
}
export const written = object<Written>({ text: longText, clientId: id })
/** Who answers a conversation that is taken over. */
export const takenFrom = object<{ from: string }>({ from: id })
export const acted = object<{ turn: TurnView }>({ turn })

const closable = ['waiting', 'mine'] as const
/** Those that are named, or a whole list: one of both. */
export interface ToClose {
  conversationIds?: string[]
  view?: (typeof closable)[number]
}
export const toClose = object<ToClose>({ conversationIds: maybe(listOf(id, 1000)), view: maybe(oneOf(closable)) })
export const closing = named(
  'Closing',
  object<ClosingView>({
    id,
    state: oneOf(['closing', 'closed', 'opening', 'opened']),
    of: count,
    done: count,
    closed: count,
    left: count,
    opened: count,
    createdAt: instant,
    undoUntil: instant,
  }),
)
export const closings = listing(closing)
