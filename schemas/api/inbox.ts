import type { ContactFacts, ConversationState, HandOff, Owner, Session } from '../conversation.ts'
import type { Instant } from '../instant.ts'
import type { ChannelKind } from '../message.ts'
import type { Language } from '../text.ts'
import { contactFacts, handOff, owner, session } from './conversations.ts'
import {
  anyText,
  id,
  instant,
  type Listing,
  language,
  listing,
  listOf,
  maybe,
  named,
  object,
  oneOf,
  text,
  whole,
} from './shape.ts'
import { channelKind, longText, type TurnView, turn, turnNumber } from './turns.ts'

/** GET /workspaces/{w}/conversations?view=waiting|mine|flow|all|closed&after= → Listing<ConversationView> & { counts }. Newest first. */
export interface ConversationView {
  id: string
  contact: Pick<ContactFacts, 'id' | 'name' | 'phone' | 'tags'>
  channel: { id: string; kind: ChannelKind; name: string }
  owner: Owner
  ownerName?: string
  status: 'open' | 'closed'
  language?: Language
  /** `agentId` and `name`: who of us said it, where that is known. */
  last: { text: string; by: 'contact' | 'flow' | 'agent' | 'note'; at: Instant; agentId?: string; name?: string }
  unread: number
  /** The number of its newest turn. */
  turn: number
  waitingSince?: Instant
  topic?: string
  /** When its newest turn was taken: the order of the lists. */
  updatedAt: Instant
}
export interface InboxCounts {
  waiting: number
  mine: number
  flow: number
}
/** GET /workspaces/{w}/conversations/{c} */
export interface ConversationDetail extends ConversationView {
  /** Where it stands. The session comes without its variables, which may be sensitive. */
  state: Pick<ConversationState, 'contact' | 'language' | 'handOff' | 'windowUntil' | 'status' | 'owner'> & {
    session?: Omit<Session, 'variables'>
  }
  handOff?: HandOff
  /** What the flow does when the chat is handed back: this node asks afresh, or without one the flow begins. Absent: nothing by itself. */
  back?: { flow: string; node?: string }
}

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
