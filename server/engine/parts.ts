import type { HttpRequest, HttpResponse, Questions, Registry, ServiceName } from '#nodes/contract.ts'
import type { StartConfig } from '#nodes/start/schema.ts'
import type { WindowPolicy } from '#runtime/channels/window.ts'
import type { CompiledFlow } from '#runtime/graph.ts'
import type { Budget } from '#runtime/turn-draft.ts'
import type { Calendar } from '#schemas/calendar.ts'
import type { FoldedContact } from '#schemas/contact-entry.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind, Sender } from '#schemas/message.ts'
import type { Turn, Withdrawal } from '#schemas/turn.ts'
import type { Store } from '../store/contract.ts'
import type { Remembered } from '../store/remembered.ts'
import type { Sealing } from './turns/sealed-answers.ts'

/** What the engine is made with. Time, ids and the network come from outside. */
export interface EngineParts {
  store: Store
  registry: Registry
  now(): number
  /** Who answers what nodes ask. */
  services: Services
  /** How long one visit to a node may take, in the time of the wall; as long as it takes without. */
  budget?: Budget
  /** How what services answered is kept. */
  sealing: Sealing
  flows: FlowLibrary
  timeZones: TimeZones
  people: People
  /** The opening hours of each workspace; null where nobody set any. */
  calendars: Remembered<CalendarVersion | null>
  /** A workspace's secrets by their names. */
  secretBook: Remembered<ReadonlyMap<string, { name: string; hosts: string[] }>>
  /** The ids of a workspace's teams. */
  teams: Remembered<ReadonlySet<string>>
  /** What is derived from turns. */
  projections: readonly NamedProjection[]
  windows(kind: ChannelKind): WindowPolicy
  /** Unique per process and start: names its batches. */
  writer: string
  log: { warn(details: object, line: string): void; error(details: object, line: string): void }
  /** Whether one of these addresses is on the workspace's stop list; none is where nobody has the key to it. */
  isStopped?(workspaceId: string, addresses: string[]): Promise<boolean>
}

/** Turns that are projected together. */
export interface TurnBatch {
  /** The same whenever it is projected again. */
  id: string
  turns: readonly Turn[]
  /** The turns of each conversation, in order. */
  lines: readonly (readonly Turn[])[]
  /** Of each, what came since its person was forgotten, if anything: what came before that is not written down again. */
  remembered: readonly (readonly Turn[])[]
}

/**
 * Brings something that is derived from turns up to date with a batch of them. Safe to repeat: a batch that a crash left behind is
 * projected again.
 */
export type Projection = (engine: Pick<EngineParts, 'store' | 'timeZones' | 'log'>, batch: TurnBatch) => Promise<void>

/** A projection by the name under which batches list what is still to do of them: it never changes. */
export interface NamedProjection {
  name: string
  /** Chats wait for it: it goes on without waiting for those that are only looked at. */
  essential?: true
  project: Projection
}

/** A conversation with all its turns, for `Remake`. */
export interface WholeConversation {
  workspaceId: string
  conversationId: string
  /** In order, without what came before its person was forgotten; empty when nothing of it is to be there. */
  turns: readonly Turn[]
  /** No turn has come since it was asked last. */
  settled: boolean
}

/**
 * Brings what is derived from one conversation to what its turns say, while turns are projected. `again`: a turn came in between; it is
 * asked once more with that one. Safe to repeat, and to be cut off after any write.
 */
export type Remake = (
  engine: Pick<EngineParts, 'store' | 'timeZones'>,
  conversation: WholeConversation,
) => Promise<'same' | 'changed' | 'again'>

/** What of a workspace's flows a turn needs. */
export interface LiveFlows {
  /** Under which number it is written down. */
  edition: number
  /** Those a message may start, in the order in which they are tried. */
  starting: readonly CompiledFlow[]
  /** Those a node may go to: the paused ones, too. */
  reachable: readonly CompiledFlow[]
  /** What became of the people of flows that were unpublished. */
  withdrawn: ReadonlyMap<string, Withdrawal>
}

/** A flow with a live version, which may be paused. */
export interface PublishedFlow {
  flowId: string
  /** As its draft is named now. */
  name: string
  paused: boolean
  createdAt: string
  compiled: CompiledFlow
  start: StartConfig
}

/**
 * Published flows, compiled once. Versions are immutable, so they are kept; which of them are live, and in which order, is forgotten
 * whenever a flow's pointer or the order changes, in this process or (told by the store) in another. Saving a draft changes neither.
 */
export interface FlowLibrary {
  live(workspaceId: string): LiveFlows | Promise<LiveFlows>
  /** The live and the paused flows in their order, as the store has them now. */
  published(workspaceId: string): Promise<PublishedFlow[]>
  version(workspaceId: string, flowId: string, version: number): CompiledFlow | undefined | Promise<CompiledFlow | undefined>
  /** What was live for a turn that was taken before. */
  liveThen(workspaceId: string, turn: Pick<Turn, 'live' | 'at'>): Promise<LiveFlows>
  /** Something was published here just now: the next message must not wait to be told by the store. Written down when it resolves. */
  changed(workspaceId: string): Promise<void>
  close(): void
}

/** What turns and sending ask of contacts. */
export interface People {
  /**
   * The conversation of whoever writes on a channel; somebody new's begins, under an id that leads back to nobody. It is theirs from then
   * on, in every process, until it is deleted. `key`: what they come with; nobody begins by what somebody had said who is erased
   * (`ErasedAgain`).
   */
  conversationOf(channel: ChannelPlace, sender: Sender, key?: string): string | Promise<string>
  /** The same, where there is one. */
  findConversation(channel: ChannelPlace, externalId: string): string | undefined | Promise<string | undefined>
  /** Whoever writes under these ids from now on is who has this conversation, if it has begun; who has their own keeps it. */
  lead(channel: ChannelPlace, ids: Partial<Pick<Sender, 'externalId' | 'address'>>, conversationId: string): Promise<void>
  /** A conversation was deleted: whoever had it begins another. */
  leave(channel: ChannelPlace, sender: Sender, conversationId: string): Promise<void>
  /**
   * The contact of a conversation that begins. Somebody new has a new id with each call: the first turn holds it, of which there is one.
   */
  whoBegins(workspaceId: string, conversationId: string, now: number): Promise<string>
  /** What is known of a person, with whoever was found to be the same one; undefined where nothing is. Nobody waits where it is remembered. */
  known(workspaceId: string, contactId: string): FoldedContact | undefined | Promise<FoldedContact | undefined>
  /** Something of a person was changed here just now: their next turn must not wait to be told by the store. */
  forgetKnown(contactId: string): void
  /** What came under these keys was of somebody who is erased: for 8 days, marks of them are kept. */
  erasedBy(workspaceId: string, keys: readonly string[]): Promise<void>
  /** When they said STOP, on whatever channel, as the store knows it now; undefined when they did not. Empty when nobody knows when. */
  stoppedAt(workspaceId: string, contactId: string): Promise<Instant | undefined>
  close(): void
}

/** A channel and whose it is. */
export interface ChannelPlace {
  id: string
  workspaceId: string
}

/** Where a workspace is. */
export interface Place {
  timeZone: string | undefined
  /** ISO 3166; guessed from the time zone unless it was set. */
  country: string | undefined
  /** After so many hours without a word a case is over; a day unless it was set. */
  closeAfterQuietHours?: number | undefined
}

/** The time zone and the country of each workspace. */
export interface TimeZones {
  of(workspaceId: string): string | undefined | Promise<string | undefined>
  place(workspaceId: string): Place | Promise<Place>
  close(): void
}

/** A version of a workspace's opening hours: the newest holds. */
export interface CalendarVersion extends Omit<Calendar, 'timeZone'> {
  number: number
  /** 0: the hours are not set, and it is always open unless it is closed today. */
  revision: number
}

/** Answers what nodes ask under its name. */
export interface Service<Name extends ServiceName> {
  /** It calls out of the house: a turn that asks it is taken after its message was kept. */
  outside?: true
  /** Only what belongs to the workspace is told. Plain data comes back; what may fail rejects with an error whose name says so. */
  ask(input: Questions[Name]['input'], workspaceId: string): Promise<Questions[Name]['answer']>
}

export type Services = { [Name in ServiceName]: Service<Name> }

/** How a node's call goes out, in the name of a workspace: only that one's secrets can be named. Rejects with `EgressError`. */
export type CallService = (request: HttpRequest, workspaceId: string) => Promise<HttpResponse>
