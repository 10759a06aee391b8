import { LRUCache } from 'lru-cache'
import type { ConversationState } from '#schemas/conversation.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { Turn, TurnEvent } from '#schemas/turn.ts'
import type { Collection } from '../store/contract.ts'
import type { InboxDoc } from './collections.ts'
import { inbox, turns } from './collections.ts'
import type { DutyTally } from './duty.ts'
import type { EngineParts } from './parts.ts'
import { Batches } from './projections/batches.ts'
import { ConversationQueue } from './turns/conversation-queue.ts'

/** The part of the server that turns events into turns. One per process; workers and use cases share it. */
export interface Engine extends EngineParts {
  turns: Collection<Turn>
  inbox: Collection<InboxDoc>
  queue: ConversationQueue
  batches: Batches
  /** The newest state of conversations lately seen; a hint, checked by the turn's number when it is saved. */
  newest: LRUCache<string, { number: number; state: ConversationState }>
  /** Which message of ours offered choices, by the vendor's name for it: those lately sent by this process. */
  offered: LRUCache<string, string>
  /** What is done again and again in this process, by its names. */
  duties: Map<string, DutyTally>
  /** When a message is accepted now: no two at the same moment, so that what is kept has an order. */
  nextAcceptedAt(): Instant
  /** Told of every turn once it is durable. A turn's batch is not done before what it is told has to do is. */
  turnListeners: Set<(turn: Turn) => void | Promise<void>>
  /** Told that a node of a turn begins to call out: whoever waits for it waits for a while. */
  callListeners: Set<(state: ConversationState, event: TurnEvent) => void>
  close(): Promise<void>
}

const mostRemembered = 5_000

export async function startEngine(parts: EngineParts): Promise<Engine> {
  const batches = new Batches(parts.store, parts.writer, parts.now)
  await batches.start()
  const queue = new ConversationQueue()
  let acceptedAt = 0
  return {
    ...parts,
    turns: parts.store.collection(turns),
    inbox: parts.store.collection(inbox),
    queue,
    batches,
    newest: new LRUCache({ max: mostRemembered }),
    offered: new LRUCache({ max: 4 * mostRemembered }),
    duties: new Map(),
    nextAcceptedAt: () => {
      acceptedAt = Math.max(parts.now(), acceptedAt + 1)
      return instantAt(acceptedAt)
    },
    turnListeners: new Set(),
    callListeners: new Set(),
    close: async () => {
      await queue.idle()
      parts.flows.close()
      parts.timeZones.close()
      parts.people.close()
      parts.calendars.close()
      parts.secretBook.close()
      parts.teams.close()
    },
  }
}
