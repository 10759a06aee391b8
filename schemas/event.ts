import type { Instant } from './instant.ts'

/** What an event tells beside its type: flat, as it came. `total` is added up. */
export type EventData = Record<string, string | number | boolean | null>

/** A moment in a person's life with the shop: an order was placed, a chat closed. One per `id`. */
export interface PersonEvent {
  /** As it is known where it happened; of ours, the turn it is from. */
  id: string
  type: string
  /** When it happened, which may be long before it was told. */
  at: Instant
  data: EventData
  /** Who told it: `api` · `<flowId>.<nodeId>` · `chat`, of what every chat does. */
  source: string
}

/** Those the house tells itself, and those a shop's systems usually tell. */
export const knownEvents = ['order_placed', 'product_back', 'cart_left', 'bought', 'chat_closed', 'rated'] as const

/** The longest type, and how many bytes of JSON its data may be. */
export const longestEventType = 60
export const mostEventData = 4_096

export const eventType = {
  type: 'string',
  minLength: 1,
  maxLength: longestEventType,
  pattern: '^[a-z0-9][a-z0-9_.-]*$',
  'x-reason': 'must be small letters, digits, _, . or -, such as order_placed',
} as const

/** What is kept of a person's events of one type. */
export interface SeenEvents {
  count: number
  first: Instant
  last: Instant
  /** What `total` came to, where any had one; and that of the latest. */
  sum?: number
  lastTotal?: number
  /** When the latest happened, newest first: so many that “at least 3 in a week” can be told. */
  recent: Instant[]
}

/** So many moments of a type are remembered one by one. */
export const mostRecent = 20
