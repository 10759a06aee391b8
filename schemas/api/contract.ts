import type { ContactFacts, ConversationState, HandOff, Owner, Session, VariableValue } from '../conversation.ts'
import type { Flow, FlowSettings, NodeConfig } from '../flow.ts'
import type { Instant } from '../instant.ts'
import type { ChannelKind, DeliveryStatus, IncomingMessage, OutgoingMessage } from '../message.ts'
import type { Language } from '../text.ts'
import type { Effect, SaidMessage, Step, TurnEvent } from '../turn.ts'

/**
 * What the API says, by resource. Every path below starts with `/api/v1`; `{w}` is a workspace id.
 * Lists answer `{ items, next? }`; `?after=<next>` gives the next page. Errors answer `ApiProblem`.
 */

export interface ApiProblem {
  error: {
    code: string
    message: string
    /** Which fields are wrong and why: `path` is a JSON Pointer such as `/nodes/3/position/x`. */
    problems?: { path: string; message: string }[]
    /** Facts of this error, such as the tries that are left. */
    details?: Record<string, unknown>
  }
}
export interface Listing<T> {
  items: T[]
  next?: string
}

// -- signing in ---------------------------------------------------------------------------------------------------------
export type Role = 'owner' | 'admin' | 'agent' | 'manager' | 'developer'

/** GET /setup → Setup, anyone. POST /owner { name, email, password, workspaceName, language, timeZone, code } → Me, only while there is no owner; `code` is what the start printed. */
export interface Setup {
  needsOwner: boolean
  version: string
}
/** GET /me → Me, 401 when signed out. POST /session { email, password } → Me (401 `wrong-password` with details.attemptsLeft, 429). DELETE /session → 204. PUT /me/password { current, next } → 204 */
export interface Me {
  user: { id: string; name: string; email: string }
  workspaces: { id: string; name: string; role: Role; language: Language; timeZone: string; country?: string; demo: boolean }[]
}

/** GET /me → TokenMe, when an API token asks: what it reaches and as what. It never tells whose it is. */
export interface TokenMe {
  token: { id: string; name: string; expiresAt: Instant }
  workspaces: Me['workspaces']
}

/** GET /notices → Listing<Notice>, for whoever owns a workspace: what is wrong with this server and can be mended by who runs it. */
export interface Notice {
  /** proxy-not-trusted: a forwarding header came from `address`, or from somewhere on the internet, and was not believed. */
  code: 'proxy-not-trusted'
  at: Instant
  values: Record<string, string>
}

/**
 * GET /workspaces/{w}/alarms → Listing<Alarm>, for owners and admins: what does not work right now and needs somebody. The disk is full
 * (store-refuses), nothing goes out through so many channels (channels-out-of-order), so many messages of customers (messages-parked)
 * or waits of flows (timers-parked) failed too often and wait for a restart.
 */
export interface Alarm {
  code: 'store-refuses' | 'channels-out-of-order' | 'messages-parked' | 'timers-parked'
  count?: number
}

// -- workspaces, members, tokens ------------------------------------------------------------------------------------------
/** GET /workspaces · POST /workspaces { name, language?, timeZone } · PATCH /workspaces/{w}, also { country } */
export interface WorkspaceView {
  id: string
  name: string
  /** What new flows are written in unless said otherwise. */
  language: Language
  timeZone: string
  /** ISO 3166, such as HK: whose phone numbers are those without a country code. Guessed from the time zone unless set. */
  country?: string
  role: Role
  demo: boolean
  createdAt: Instant
}
/** GET /workspaces/{w}/members · PATCH|DELETE /workspaces/{w}/members/{userId} { role } · DELETE /workspaces/{w}/membership: leave */
export interface MemberView {
  userId: string
  name: string
  email: string
  role: Role
  createdAt: Instant
}
/**
 * GET|POST /workspaces/{w}/invitations { email, role } · POST …/{invitationId}/again · DELETE …/{invitationId}. `link`, a path of this
 * server, is in the answer to POST only; it works once. Whether there is an account for the address is told to nobody.
 */
export interface Invitation {
  id: string
  email: string
  role: Role
  state: 'waiting' | 'opened' | 'declined' | 'expired'
  invitedBy: { id: string; name: string }
  createdAt: Instant
  expiresAt: Instant
  link?: string
}
/**
 * For whoever holds the link; `secret` is what stands after its `#`. POST /invitation { secret } → InvitationOffer. POST …/accept { secret }
 * → Me, signed in. POST …/join { secret, name, password } → Me, with a new account. POST …/decline { secret } → 204. 410 `invitation-over`.
 */
export interface InvitationOffer {
  workspaceName: string
  /** The name of who invites. */
  invitedBy: string
  email: string
  role: Role
  expiresAt: Instant
  state: 'open' | 'accepted' | 'declined' | 'expired'
  /** When it was accepted or declined. */
  endedAt?: Instant
}
/** GET|POST /workspaces/{w}/tokens { name, role, expiresInDays } · DELETE /workspaces/{w}/tokens/{tokenId}. `secret` is in the answer to POST only. Sent as `Authorization: Bearer`. */
export interface TokenView {
  id: string
  name: string
  role: Role
  prefix: string
  expiresAt: Instant
  lastUsedAt?: Instant
  createdAt: Instant
  secret?: string
}

/**
 * GET /workspaces/{w}/secrets · POST { name, value, hosts } (409 `secret-exists`) · PATCH …/{secretId} { hosts, value? }: a value is given
 * with the hosts it may go to, and without one they only become fewer · DELETE …/{secretId}?evenIfUsed=yes (409 `secret-in-use`, details.usedBy)
 * GET …/{secretId}/copies → SecretCopies. Values go in and never come out.
 */
export interface SecretView {
  id: string
  /** What flows know it by; it never changes. */
  name: string
  /** Its last four characters, where it is long enough. */
  ending?: string
  /** Who may be told it: `api.shop.example`, or `*.shop.example` for every host below. */
  hosts: string[]
  changedAt: Instant
  changedBy: { id: string; name: string }
  /** To five minutes. */
  lastUsedAt?: Instant
  /** It cannot be read any more, since the server's key is another one: its value has to be given again. */
  lost?: true
  usedBy: SecretUser[]
}
/** A flow that names a secret, in its draft or, `live`, in its live version. */
export interface SecretUser {
  flowId: string
  name: string
  live: boolean
}
/** `tooShort`: it was not looked for, since by what is found its value could be guessed. */
export interface SecretCopies extends Listing<SecretCopy> {
  tooShort?: true
}
/** Where a secret's value stands in plain text: in a published version, or without one in the draft. */
export interface SecretCopy {
  flowId: string
  name: string
  version?: number
  live: boolean
}

// -- channels -------------------------------------------------------------------------------------------------------------
/** GET|POST /workspaces/{w}/channels { kind, name, settings } · PATCH|DELETE /workspaces/{w}/channels/{channelId}. Secrets go in and never come out. */
export interface ChannelView {
  id: string
  kind: ChannelKind
  name: string
  /** web-chat: WebChatSettings; whatsapp: { phoneNumberId, apiBaseUrl, apiVersion, hasAccessToken, hasAppSecret, verifyToken } */
  settings: Record<string, unknown>
  /** Paths on this server: the hosted page and script for web chat, the callback for vendors. */
  links: { page?: string; script?: string; webhook?: string }
  createdAt: Instant
  /** What keeps it from working as a whole; absent while nothing does. */
  troubles?: ChannelTrouble[]
}
/** Why a channel as a whole is out of order, as far as the vendor tells. It goes by itself when the channel works again. */
export interface ChannelTrouble {
  since: Instant
  /** Nothing goes out through it; otherwise the vendor only warns. */
  stops: boolean
  /** The vendor's number of the error, or name of the event. */
  code?: string
  /** What happened, as a sentence. */
  reason: string
  /** What those who run the channel can do, as a sentence. */
  wayOut: string
}
/** POST /workspaces/{w}/channels/{c}/test: what the vendor says when it is asked for the number with the channel's own token. */
export interface ChannelTest {
  works: boolean
  /** What came of it, as a sentence. */
  found: string
  /** What to do when it does not work. */
  wayOut?: string
  /** The number and its name, as the vendor knows them. */
  number?: string
  name?: string
}
/** Settings of a web chat. `origins`: where the widget may be embedded; empty means anywhere. */
export interface WebChatSettings {
  title: string
  accent: string
  greeting?: string
  origins: string[]
  language: Language
}
/** What WhatsApp needs. */
export interface WhatsAppSettings {
  phoneNumberId: string
  accessToken: string
  appSecret: string
  verifyToken: string
  apiBaseUrl: string
  apiVersion: string
}

// -- flows ----------------------------------------------------------------------------------------------------------------
/** GET /workspaces/{w}/flows */
export interface FlowSummary {
  id: string
  name: string
  liveVersion: number | null
  /** Nobody new starts it; whoever is inside goes on. */
  paused: boolean
  /** In how many things the draft differs from what is live; absent when nothing is. */
  unpublished?: number
  /** Unpublished, and people are still being moved out: how, how many there were, and how many are left. */
  leaving?: { people: 'hand-over' | 'end'; inside: number; left: number }
  /** Problems of the draft. */
  errors: number
  warnings: number
  /** Only for those who may read statistics. How often it was started and dropped in the last 14 days. */
  figures?: { waitingNow: number; started: number; dropped: number }
  nodeCount: number
  changedAt: Instant
  changedBy: { id: string; name: string }
}
/** POST /workspaces/{w}/flows { name, flow? } → FlowView (also the import). GET /workspaces/{w}/flows/{f} → FlowView. DELETE → 204 */
export interface FlowView {
  id: string
  revision: number
  draft: Flow
  liveVersion: number | null
  paused: boolean
  unpublished?: number
  /** The draft differs from the live version. */
  changed: boolean
  savedAt: Instant
  savedBy: { id: string; name: string }
  problems: Problem[]
}
/**
 * PUT /workspaces/{w}/flows/{f}/draft { revision, flow } → { revision, savedAt, problems }.
 * With a stale revision 409 `stale-revision`, details: StaleRevision. Nothing is overwritten.
 */
export interface DraftSaved {
  revision: number
  /** In how many things it differs from what is live; absent when nothing is. */
  unpublished?: number
  savedAt: Instant
  problems: Problem[]
}
export interface StaleRevision {
  revision: number
  savedBy: { id: string; name: string }
  savedAt: Instant
  draft: Flow
  differences: Difference[]
}
/** What differs between two flows, node by node. */
export interface Difference {
  kind: 'node-added' | 'node-removed' | 'node-changed' | 'edge-added' | 'edge-removed' | 'settings-changed'
  nodeId?: string
  name: string
  /** Which settings, with texts before and after where they are texts. */
  changes?: { path: string; before?: string; after?: string }[]
}
/** Something wrong with a flow. An error blocks publishing, a warning does not. The editor computes the same list locally. */
export interface Problem {
  code: string
  severity: 'error' | 'warning'
  /** One sentence of at most 28 characters for the card, from `code` and `values` in the reader's language. */
  message: string
  nodeId?: string
  /** All nodes it is about, where that is several: those of a loop. */
  nodeIds?: string[]
  output?: string
  /** JSON Pointer into the node's config. */
  path?: string
  language?: Language
  values?: Record<string, string | number>
  /** What is offered first. What deletes is offered last: in `otherFixes`, unless there is no other way. */
  fix?: Fix
  otherFixes?: Fix[]
}
/**
 * A fix is an edit the editor knows how to do, or a place where it is done. `edgeId` of those that connect: the edge that the new one
 * takes the place of.
 */
export type Fix =
  | { do: 'connect'; nodeId: string; output: string; target: string; edgeId?: string }
  /** Asks where an output shall lead. */
  | { do: 'connect-to'; nodeId: string; output: string }
  /** Asks what shall lead to a node. */
  | { do: 'connect-from'; nodeId: string; edgeId?: string }
  /** Puts a node of a type that waits into the middle of an edge. */
  | { do: 'insert'; edgeId: string; type: string }
  | { do: 'end-here'; nodeId: string; output: string }
  | { do: 'set-config'; nodeId: string; path: string; value: VariableValue }
  /** `keepWay`: what led to it leads to where it led. */
  | { do: 'delete-node'; nodeId: string; keepWay?: boolean }
  | { do: 'delete-edge'; edgeId: string }
  | { do: 'add-variable'; name: string }
  /** The key called `name` in this setting becomes a secret: asks what it is to be called, and where it may go. */
  | { do: 'move-to-secret'; nodeId: string; path: string; name: string }
  | { do: 'focus'; nodeId: string; path: string }

/** GET /workspaces/{w}/flows/{f}/publish → PublishPreview. POST …/publish { revision, order? } → VersionView (422 `has-errors` with details.problems; 409). POST …/rollback { version } → VersionView */
export interface PublishPreview {
  nextVersion: number
  liveVersion: number | null
  differences: Difference[]
  problems: Problem[]
  /** Who is in the live version now, by the node they wait at. They finish on it. */
  standing: { nodeId: string; name: string; people: number }[]
  /** How many are in any version of the flow. */
  inside: number
  /** The order in which flows are tried once this is live. The first that fits answers: `runtime/reach.ts` says whom each gets. */
  order: FlowOrder
}
/**
 * GET /workspaces/{w}/flow-order → FlowOrder, the live and the paused flows. PUT { revision, flowIds } → FlowOrder (409 `stale-order`).
 * `channels`: the kinds of channels that are connected.
 */
export interface FlowOrder {
  revision: number
  channels: ChannelKind[]
  flows: OrderedFlow[]
}
export interface OrderedFlow {
  id: string
  name: string
  version: number
  paused: boolean
  /** The settings of its start node. */
  start: NodeConfig
  reentry: FlowSettings['reentry']
}
/** POST …/pause · …/resume → 204 (409 `not-live`). POST …/unpublish { version, people } → 204 (409 `not-live` unless that version is live) */
export interface Unpublish {
  version: number
  /** What becomes of the people inside: they finish, a person gets each chat, or the flow is over for them. */
  people: 'finish' | 'hand-over' | 'end'
}
/** GET /workspaces/{w}/flows/{f}/versions → Listing<VersionView>. GET …/versions/{n} → VersionView with `flow`. POST …/versions/{n}/restore { revision } → DraftSaved */
export interface VersionView {
  version: number
  live: boolean
  publishedAt: Instant
  publishedBy: { id: string; name: string }
  flow?: Flow
}

/**
 * GET /workspaces/{w}/channels/{channelId}/limits → Listing<LimitHit>, the newest first
 * PATCH /workspaces/{w}/channels/{channelId}/limits/{limitId} { freed } → LimitHit
 * A network that a web chat's limits hit: how many new visitors were not let in, how many requests for a person were turned away.
 */
export interface LimitHit {
  id: string
  /** An IPv4 address, an IPv6 network, or `*`: all of them together brought too many. */
  network: string
  newVisitors: number
  waiting: number
  since: Instant
  last: Instant
  /** The limits do not hold for it. */
  freed: boolean
}

// -- statistics -----------------------------------------------------------------------------------------------------------
/** GET /workspaces/{w}/flows/{f}/statistics?version=&from=YYYY-MM-DD&to=&channel=&language= */
export interface FlowStatistics {
  from: string
  to: string
  /** Versions that have numbers, newest first. */
  versions: number[]
  /** How often the flow began: `entered` of its start node. */
  started: number
  updatedAt: Instant
  nodes: Record<string, NodeStatistics>
  /** The node where most people drop out, when at least 30 entered it and at least 10 dropped. */
  leak?: { nodeId: string; dropped: number; entered: number }
}
/** entered = waiting + answered + timedOut + failed + handedOff + dropped + onlyOpened, always. Counted in visits, by the day of entering in the workspace's time zone. */
export interface NodeStatistics {
  entered: number
  waiting: number
  answered: number
  timedOut: number
  failed: number
  handedOff: number
  dropped: number
  /** Of those who were greeted when they opened the chat and never wrote; absent when there are none. */
  onlyOpened?: number
  /** Of those timed out: let go by a no-answer path that leads to the end without a word; absent when there are none. */
  quiet?: number
  /** How often each output was taken. */
  outputs: Record<string, number>
  /** Seconds from entering to answering, of answered visits; absent when there are none. */
  median?: number
  p90?: number
  mean?: number
}
/**
 * GET /workspaces/{w}/flows/{f}/statistics/chats?nodeId=&figure=entered|waiting|answered|timed-out|failed|handed-off|dropped|only-opened&version=&from=&to=&channel=&language=&after=
 * One for each visit that the figure counts.
 */
export interface StatisticsChat {
  conversationId: string
  contactName: string
  channelKind: ChannelKind
  enteredAt: Instant
  lastText: string
}
/** `deleted`, on the last page: how many more visits the figure counts whose chats an owner has deleted. */
export type StatisticsChats = Listing<StatisticsChat> & { deleted?: number }

// -- inbox ----------------------------------------------------------------------------------------------------------------
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
/**
 * POST /workspaces/{w}/closings { conversationIds } or { view: waiting|mine } → ClosingView: closes many, in the background.
 * GET …/closings → what oneself closed lately. POST …/closings/{k}/undo → ClosingView, until `undoUntil`.
 */
export interface ClosingView {
  id: string
  state: 'closing' | 'closed' | 'opening' | 'opened'
  of: number
  /** How many have been looked at; `left`: those of them that were not this person's to close. */
  done: number
  closed: number
  left: number
  /** How many are open again after it was taken back. */
  opened: number
  createdAt: Instant
  undoUntil: Instant
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
/**
 * GET /workspaces/{w}/conversations/{c}/turns?after=<number>|before=<number>&limit= → Listing<TurnView>, oldest first.
 * POST …/take · …/reply { text, clientId } · …/note { text, clientId } · …/hand-back · …/close · …/reopen → { turn: TurnView } (409 `not-owner`, details.owner)
 * POST …/read → 204
 */
export interface TurnView {
  id: string
  number: number
  at: Instant
  event: TurnEvent
  steps: Step[]
  say: (SaidMessage & { delivery?: { status: DeliveryStatus; error?: string; at: Instant } })[]
  effects: Effect[]
  owner: Owner
  status: 'open' | 'closed'
  /** What its ids are called: people and flows by theirs, nodes by `<flowId>.<nodeId>`. */
  names: Record<string, string>
}
/** Pushed over socket.io, path `/api/v1/live`, after `join { workspaceId }`; `catch-up { since }` replays what was missed. */
export interface LiveEvents {
  conversation: (event: { conversation: ConversationView }) => void
  turn: (event: { conversationId: string; turn: TurnView }) => void
  delivery: (event: {
    conversationId: string
    turnNumber: number
    messageId: string
    status: DeliveryStatus
    error?: string
    at: Instant
  }) => void
  flow: (event: {
    flowId: string
    revision: number
    savedBy: { id: string; name: string }
    liveVersion: number | null
    paused: boolean
  }) => void
  /** A channel was changed, or stopped or began to work: ask for the channels again. */
  channel: (event: { channelId: string }) => void
}

// -- try it -----------------------------------------------------------------------------------------------------------------
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

// -- web chat (public; not under /api/v1) -------------------------------------------------------------------------------------
/**
 * The visitor's key is made by the widget (32 random bytes, base64url, kept in localStorage) and sent as `Authorization: Bearer <key>`:
 * it is the only credential; the server keeps its hash. A wrong shape answers 401.
 * GET  /chat/{channelId}/settings → WebChatSettings (no key needed)
 * POST /chat/{channelId}/messages { clientId, text } or { clientId, choice: { id, label } } → WebChatReply (a repeated clientId gives the same answer)
 * GET  /chat/{channelId}/messages?after=<turn number> → WebChatReply: at most 200 turns, the next ones after that number, or the newest ones without it
 * POST /chat/{channelId}/opened → WebChatReply: greets, once a day, where a live flow begins so
 * GET  /chat/{channelId}/events?after= → text/event-stream of WebChatReply; the id of each event is its turn number
 */
export interface WebChatReply {
  /** The newest turn number the widget has seen after this. */
  turn: number
  /** The message is kept and its answer will come over the event stream. */
  pending?: boolean
  messages: WebChatMessage[]
  /** A person answers now. */
  agent?: { name: string }
}
export interface WebChatMessage {
  id: string
  at: Instant
  from: 'visitor' | 'flow' | 'agent'
  clientId?: string
  message: OutgoingMessage | { kind: 'incoming'; content: IncomingMessage['content'] }
}
