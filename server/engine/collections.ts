import type { Timer } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind, IncomingMessage } from '#schemas/message.ts'
import { turnMigrations } from '#schemas/migrations/turns.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'
import { versioned } from '../store/versioned.ts'

/** Read in order by ranges of `_id`. */
export const turns = define<Turn>(
  'turns',
  [
    { name: 'inbound', fields: { inboundKey: 1 }, unique: true, whenPresent: 'inboundKey' },
    { name: 'batch', fields: { batch: 1 } },
    { name: 'time', fields: { workspaceId: 1, at: 1 } },
    { name: 'marks', fields: { marks: 1, at: -1 }, whenPresent: 'marks' },
  ],
  undefined,
  versioned('turns', turnMigrations),
)

/**
 * A batch of turns that the projections have not finished. Opened before its first turn, opened again and again while its process
 * lives, deleted when all of it is projected. What a crash left is projected again, under the same number, so nothing counts twice.
 */
export interface BatchDoc extends Stored {
  openedAt: Instant
  /** The projections that are not done with it, where some are; without, none is. */
  todo?: string[]
}

export const batches = define<BatchDoc>('batches')

/** Why it is tried no more by itself. Earlier releases kept a sentence; the next start takes either away. */
type Parked = 'tried-too-often'

/** A message kept because its turn could not be taken at once. `_id` is the inbound key. */
export interface InboxDoc extends Stored {
  workspaceId: string
  channelKind: ChannelKind
  conversationId: string
  message: IncomingMessage
  acceptedAt: Instant
  attempts: number
  dueAt: Instant
  /** Its last try failed: what came after it goes before it. */
  failed?: true
  /** Parked after too many failures, with the reason; the next start tries it again. */
  parked?: Parked
}

export const inbox = define<InboxDoc>('inbox', [
  { name: 'conversation', fields: { conversationId: 1, acceptedAt: 1 } },
  { name: 'due', fields: { dueAt: 1 } },
  { name: 'parked', fields: { parked: 1 }, whenPresent: 'parked' },
])

/**
 * When a conversation does something by itself: a projection of turns, and what became of it. The node it waits at has one, any number
 * of others stand beside it (`state.timers`). `_id` is `<conversationId>.visit`, of the others `<conversationId>.<kind>.<id>`.
 */
export interface TimerDoc extends Stored {
  workspaceId: string
  conversationId: string
  /** visit: the node it waits at goes on by itself. */
  kind: 'visit' | Timer['kind']
  /** Of another kind its id, which is made as a visit's is. */
  visitId: string
  dueAt: Instant
  /** Counted before each is made: what ends the process is known by it. */
  attempts: number
  /** Parked after too many, with the reason; the next start tries it once more. */
  parked?: Parked
  /** The newest turn that said something of it. */
  turn: number
}

export const timers = define<TimerDoc>('timers', [
  { name: 'due', fields: { dueAt: 1 } },
  { name: 'parked', fields: { parked: 1 }, whenPresent: 'parked' },
])

/** Which process has a duty that one at a time does. `_id` is its name. */
export interface DutyDoc extends Stored {
  by: string
  until: Instant
}

export const duties = define<DutyDoc>('duties')
