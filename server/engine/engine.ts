import { LRUCache } from 'lru-cache'
import type { Registry } from '#nodes/contract.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { ChannelKind } from '#schemas/message.ts'
import type { Turn } from '#schemas/turn.ts'
import { type FlowLibrary, flowLibrary } from '../flows/flow-library.ts'
import type { SecretBook } from '../secrets/secret-book.ts'
import type { CallService } from '../secrets/service-calls.ts'
import type { Collection, Store } from '../store/contract.ts'
import { type TimeZones, workspaceTimeZones } from '../workspaces/time-zones.ts'
import type { InboxDoc } from './collections.ts'
import { inbox, turns } from './collections.ts'
import { Batches } from './projections/batches.ts'
import { ConversationQueue } from './turns/conversation-queue.ts'

/** What the engine is made with. Time, ids and the network come from outside. */
export interface EngineParts {
  store: Store
  registry: Registry
  now(): number
  /** The outbound door for call-http nodes. */
  http: CallService
  secretBook: SecretBook
  replyWindowHours(kind: ChannelKind): number | null
  /** Unique per process and start: names its batches. */
  writer: string
  log: { warn(details: object, line: string): void; error(details: object, line: string): void }
}

/** The part of the server that turns events into turns. One per process; workers and use cases share it. */
export interface Engine extends EngineParts {
  turns: Collection<Turn>
  inbox: Collection<InboxDoc>
  flows: FlowLibrary
  timeZones: TimeZones
  queue: ConversationQueue
  batches: Batches
  /** The newest state of conversations lately seen; a hint, checked by the turn's number when it is saved. */
  newest: LRUCache<string, { number: number; state: ConversationState }>
  /** Which message of ours offered choices, by the vendor's name for it: those lately sent by this process. */
  offered: LRUCache<string, string>
  /** When a message is accepted now: no two at the same moment, so that what is kept has an order. */
  nextAcceptedAt(): Instant
  /** Told of every turn once it is durable. A turn's batch is not done before what it is told has to do is. */
  taken: Set<(turn: Turn) => void | Promise<void>>
  close(): Promise<void>
}

const mostRemembered = 5_000

export async function startEngine(parts: EngineParts): Promise<Engine> {
  const batches = new Batches(parts.store, parts.writer, parts.now)
  await batches.start()
  const flows = flowLibrary(parts.store, parts.registry)
  const timeZones = workspaceTimeZones(parts.store)
  const queue = new ConversationQueue()
  let acceptedAt = 0
  return {
    ...parts,
    turns: parts.store.collection(turns),
    inbox: parts.store.collection(inbox),
    flows,
    timeZones,
    queue,
    batches,
    newest: new LRUCache({ max: mostRemembered }),
    offered: new LRUCache({ max: 4 * mostRemembered }),
    nextAcceptedAt: () => {
      acceptedAt = Math.max(parts.now(), acceptedAt + 1)
      return instantAt(acceptedAt)
    },
    taken: new Set(),
    close: async () => {
      await queue.idle()
      flows.close()
      timeZones.close()
      parts.secretBook.close()
    },
  }
}
